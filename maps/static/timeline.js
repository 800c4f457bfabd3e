// Ties a map, its incidents, the bar of time and the panel together.
"use strict";

(() => {
  const { bar, base, dom, header, layer, panel, popup, sharing, state: states, time, walk, words } = Mawqi;
  const { el } = dom;
  const TICK_MS = 1100;
  const REST_MS = 300;
  const SLICE_MS = 12;
  const CLOSE = 15;
  const SHEET = "(max-width: 760px)";
  const started = new Map();

  /** What runs on the map of an id: its state, for other scripts of the page. */
  Mawqi.app = (id) => started.get(id);

  /** Bring a map to life; without a map (its library did not load) the incidents are listed. */
  Mawqi.start = async (id, map) => {
    if (started.has(id)) return;
    const app = { id, map, container: document.getElementById(id) };
    started.set(id, app);
    const page = JSON.parse(document.querySelector(`script[data-mawqi-map="${id}"]`).textContent);
    app.tables = JSON.parse(document.getElementById("mawqi-tables").textContent);
    const rows = await Mawqi.unpack.open(page).catch(() => null);
    if (!rows) {
      app.container.before(el("p.mq-failed", { role: "alert", dir: "auto" }, app.tables.strings[page.lang].too_old));
      return;
    }
    app.state = states.begin(rows, page, app.tables);
    app.state.words = words.create(page.lang, app.tables.strings);
    app.root = el("div.mawqi");
    app.container.before(app.root);
    if (map) prepareMap(app, page.base);
    document.addEventListener("keydown", ({ key }) => key === "Escape" && map?.closePopup());
    sharing.restore(app);
    build(app);
    if (map && !app.viewed) fit(app);
    if (map) new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(app.container);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => update(app));
    window.addEventListener("hashchange", () => {
      if (!sharing.isNews(app)) return;
      sharing.restore(app);
      build(app);
      openWanted(app);
    });
    rows.whole.then(() => whole(app));
  };

  window.addEventListener("load", () => {
    for (const { dataset } of document.querySelectorAll("script[data-mawqi-map]")) Mawqi.start(dataset.mawqiMap, null);
  });

  /** All words are here: what waited for them is done, and the search is made ready in small portions. */
  function whole(app) {
    if (app.state.filters.query) refilter(app);
    openWanted(app);
    const grow = () => {
      const until = performance.now() + SLICE_MS;
      if (!app.state.search.grow(() => performance.now() > until)) setTimeout(grow, SLICE_MS);
    };
    setTimeout(grow, REST_MS);
  }

  function prepareMap(app, land) {
    const { map, state } = app;
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) Mawqi.controls.still(map);
    app.base = base.create(land, state).addTo(map);
    map.attributionControl?.addAttribution('Natural Earth, <a href="https://www.geonames.org">GeoNames</a> (CC BY 4.0)');
    map.attributionControl?.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
    app.layer = layer.create(state, {
      drawn: (drawn) => {
        app.drawn = drawn;
        app.base.redraw();
        app.walk?.update();
      },
      open: (hit) => openHit(app, hit),
    });
    map.on("popupclose", () => choose(app, null));
    map.on("moveend", () => sharing.write(app));
    app.scale = Mawqi.controls.scale(state).addTo(map);
    map.eachLayer((tiles) => tiles instanceof L.TileLayer && watchTiles(app, tiles));
    map.on("layeradd", ({ layer: added }) => added instanceof L.TileLayer && watchTiles(app, added));
  }

  function watchTiles(app, tiles) {
    let loaded = false;
    tiles.on("tileload", () => { loaded = true; if (app.warned === "no_tiles") tell(app, null); });
    tiles.on("tileerror", () => { if (!loaded) tell(app, "no_tiles"); });
  }

  /** Say something above the map, by its key or in words, or nothing any more. */
  function tell(app, text) {
    app.warned = text;
    if (!app.warning) return;
    app.warning.textContent = text ? app.state.words.t(text) : "";
    app.warning.hidden = !text;
  }

  /** Everything around the map, in the language of the moment. */
  function build(app) {
    const { state, root, container, map } = app;
    Object.assign(root, { lang: state.words.lang, dir: state.words.dir });
    if (document.documentElement.hasAttribute("data-mawqi-page")) {
      Object.assign(document.documentElement, { lang: state.words.lang, dir: state.words.dir });
      document.title = Mawqi.text.steady(state.title ?? state.words.t("title"));
    }
    container.dir = "ltr";
    container.setAttribute("aria-label", state.words.t("map"));
    app.tell = (text) => tell(app, text);
    app.header = header.create(app, { sheet: (button) => toggleSheet(app, button), language: (lang) => switchLanguage(app, lang) });
    app.panel = panel.create(state, panelHandlers(app), app.id);
    app.bar = bar.create(state, barHandlers(app));
    app.walk = map ? walk.create(state.words.t("walk"), () => app.drawn ?? [], (hit) => openHit(app, hit, true), (hit) => hit.label) : null;
    app.warning = el("p.mq-warning", { role: "status" });
    const stage = el("main.mq-stage", {}, container, app.walk?.node, app.warning);
    if (!state.rows.n) stage.append(el("p.mq-nothing", {}, state.words.t("empty")));
    root.replaceChildren(app.header.node, stage, app.panel.node, app.bar.node);
    root.classList.toggle("mq-no-map", !map);
    tell(app, map ? app.warned ?? null : "no_map");
    if (map) Mawqi.controls.name(map, state.words);
    toggleSheet(app, root.querySelector(".mq-list-toggle"), root.classList.contains("mq-sheet"));
    update(app);
    if (map) map.invalidateSize({ pan: false });
    if (map && !map.hasLayer(app.layer)) app.layer.addTo(map);
  }

  function toggleSheet(app, button, open = !app.root.classList.contains("mq-sheet")) {
    app.root.classList.toggle("mq-sheet", open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = app.state.words.t(open ? "panel.hide" : "panel.show");
    if (open) app.panel.update();
  }

  function switchLanguage(app, lang) {
    stop(app);
    app.map?.closePopup();
    Object.assign(app.state, { lang, words: words.create(lang, app.tables.strings) });
    app.root.classList.remove("mq-sheet");
    build(app);
    app.scale?._update();
    app.root.querySelector(".mq-language").focus();
  }

  function update(app) {
    const { state } = app;
    states.restep(state);
    app.layer?.redraw();
    app.panel.update();
    app.bar.update();
    app.header.update();
    if (app.opened && popup.isStale(app.opened, state)) app.map.closePopup();
    sharing.write(app);
  }

  function refilter(app) {
    app.state.detail = null;
    states.refilter(app.state);
    update(app);
  }

  const panelHandlers = (app) => ({
    async filter(changes) {
      const { state } = app;
      state.filters = changes ? { ...state.filters, ...changes } : Mawqi.filters.none();
      refilter(app);
      if (changes) return;
      build(app);
      app.root.querySelector(".mq-filters summary").focus();
    },
    async search(query) {
      app.state.filters.query = query;
      if (!app.state.rows.details) await app.state.rows.whole;
      refilter(app);
    },
    tab(tab) {
      Object.assign(app.state, { tab, detail: null });
      app.panel.update();
      sharing.write(app);
    },
    open: (i) => openRow(app, i),
    close() {
      const { detail } = app.state;
      app.state.detail = null;
      app.panel.update();
      app.panel.focus(detail);
    },
  });

  const barHandlers = (app) => ({
    play: () => (app.state.playing ? stop(app) : play(app)),
    step: (by) => move(app, app.state.position + by),
    move: (position) => move(app, position),
    choose(first, last) {
      const { state } = app;
      stop(app);
      Object.assign(state, { mode: "last", position: last, last: state.bounds[last + 1] - state.bounds[first] });
      update(app);
    },
    set(changes) {
      const { state } = app;
      const { unit, ...rest } = changes;
      if (unit) states.setUnit(state, unit);
      Object.assign(state, rest);
      if (changes.speed && state.playing) { stop(app); play(app); }
      update(app);
    },
  });

  function move(app, position) {
    stop(app);
    if (app.state.mode === "all") app.state.mode = "cumulative";
    moveTo(app, position);
  }

  function moveTo(app, position) {
    const { state } = app;
    state.position = Math.max(0, Math.min(position, state.bounds.length - 2));
    update(app);
  }

  function play(app) {
    const { state } = app;
    if (state.mode === "all") state.mode = "cumulative";
    if (time.nextBusy(state.counts.all, state.position) === null) state.position = 0;
    state.playing = setInterval(() => advance(app), TICK_MS / Number(state.speed));
    update(app);
  }

  /** Time in which nothing is reported passes at once. */
  function advance(app) {
    const next = time.nextBusy(app.state.counts.all, app.state.position);
    if (next === null) stop(app);
    else moveTo(app, next);
  }

  function stop(app) {
    if (!app.state.playing) return;
    clearInterval(app.state.playing);
    app.state.playing = null;
    app.bar.update();
  }

  async function openRow(app, i) {
    const { state, map } = app;
    if (!state.rows.details) await state.rows.whole;
    if (map && state.rows.placed[i]) openOnMap(app, i);
    else {
      state.detail = i;
      app.panel.update();
    }
  }

  function openOnMap(app, i) {
    const { state, map } = app;
    const at = [state.rows.get("lat", i), state.rows.get("lon", i)];
    const metres = state.rows.get("uncertainty_m", i) ?? 5000;
    const around = (radii) => Math.min(12, map.getBoundsZoom(L.latLng(at).toBounds(metres * radii)));
    if (window.matchMedia(SHEET).matches) toggleSheet(app, app.root.querySelector(".mq-list-toggle"), false);
    map.setView(at, Math.min(around(2.5), Math.max(around(5), map.getZoom())), { animate: false });
    openPopup(app, at, [i], true);
    giveBack(app, () => app.panel.focus(i));
  }

  /** When a popup closes that has the focus, it goes back to where it came from. */
  function giveBack(app, focus) {
    app.map.once("popupclose", () => {
      const held = document.activeElement;
      if (held === document.body || app.container.contains(held)) focus();
    });
  }

  async function openHit(app, hit, byKey = false) {
    const { map, state } = app;
    if (!state.rows.details) await state.rows.whole;
    const { sites } = hit;
    const further = sites.length > 1 && map.getZoom() < Math.min(map.getMaxZoom(), CLOSE);
    if (further) map.fitBounds(L.latLngBounds(sites.map(({ lat, lon }) => [lat, lon])).pad(0.35), { maxZoom: CLOSE });
    else openPopup(app, [hit.lat, hit.lon], hit.members, byKey);
    if (byKey && !further) giveBack(app, () => app.walk.node.focus());
  }

  function openPopup(app, at, members, focus) {
    app.opened = popup.open(app, at, members, (i) => choose(app, i), focus);
  }

  function choose(app, i) {
    if (app.state.selected === i) return;
    app.state.selected = i;
    app.layer?.redraw();
    sharing.write(app);
  }

  function fit({ map, state }) {
    const box = L.latLngBounds([]);
    state.sites.list.forEach(({ lat, lon, area, metres }) => box.extend(L.latLng(lat, lon).toBounds(area ? Math.min(metres, 60000) : Math.max(metres, 3000))));
    if (box.isValid()) map.fitBounds(box, { animate: false, maxZoom: 12, padding: [24, 24] });
  }

  /** Open the incident that the address names, once its words are here. */
  function openWanted(app) {
    if (!app.wanted || !app.state.rows.details) return;
    const i = app.state.rows.details.rowOf(app.wanted);
    app.wanted = null;
    if (i >= 0) openRow(app, i);
  }
})();
