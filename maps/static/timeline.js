// Ties a map, its incidents, the bar of time and the panel together.
"use strict";

(() => {
  const { core, words, dom, popup, base, layer, list, bar } = Mawqi;
  const { el } = dom;
  const TICK_MS = 1100;
  const CLOSE = 15;
  const SHEET = "(max-width: 760px)";
  const started = new Map();

  /** What runs on the map of an id: its state, for other scripts of the page. */
  Mawqi.app = (id) => started.get(id);

  /** Bring a map to life; without a map (its library did not load) the incidents are listed. */
  Mawqi.start = (id, map) => {
    if (started.has(id)) return;
    const holder = document.querySelector(`script[data-mawqi-map="${id}"]`);
    const page = JSON.parse(core.steady(holder.textContent));
    const tables = JSON.parse(document.getElementById("mawqi-tables").textContent);
    const state = begin(page, tables);
    const container = document.getElementById(id);
    const root = el("div.mawqi");
    container.before(root);
    const app = { state, map, container, root, tables, base: page.base };
    started.set(id, app);
    if (map) prepareMap(app);
    document.addEventListener("keydown", ({ key }) => key === "Escape" && map?.closePopup());
    build(app);
    if (map) fit(app);
    if (map) new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(container);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => update(app));
  };

  window.addEventListener("load", () => {
    for (const { dataset } of document.querySelectorAll("script[data-mawqi-map]")) Mawqi.start(dataset.mawqiMap, null);
  });

  function begin(page, tables) {
    const rows = core.open(page.data);
    const all = [...Array(rows.n).keys()];
    const extent = core.extent(rows);
    const sites = core.sites(rows);
    sites.forEach((site) => { site.metres = layer.reachOf(rows, site.members); });
    const state = {
      rows, extent, sites, signs: tables.signs, title: page.title, mode: page.window, lang: page.lang,
      words: words.create(page.lang, tables.strings), unit: extent ? core.unitFor(extent[1] - extent[0] + 1) : "day",
      position: 0, last: 7, undated: true, lines: false, speed: "1", hidden: new Set(), query: "", tab: "now", selected: null,
      undatedCount: all.filter((i) => !core.isDated(rows, i)).length,
      aggregateCount: all.filter((i) => core.isTotal(rows, i)).length,
      originCount: all.filter((i) => rows.get("origin_lat", i) !== null && core.isPlaced(rows, i)).length,
    };
    if (extent) state.bounds = core.steps(extent, state.unit);
    return state;
  }

  function prepareMap(app) {
    const { map, state } = app;
    app.base = base.create(app.base, state).addTo(map);
    map.attributionControl?.addAttribution('Natural Earth, <a href="https://www.geonames.org">GeoNames</a> (CC BY 4.0)');
    app.layer = layer.create(state, {
      drawn: (drawn) => {
        app.drawn = drawn;
        app.base.redraw();
      },
      open: (hit) => openHit(app, hit),
    });
    map.on("popupclose", () => choose(app, null));
    map.attributionControl?.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    map.eachLayer((tiles) => tiles instanceof L.TileLayer && watchTiles(app, tiles));
    map.on("layeradd", ({ layer: added }) => added instanceof L.TileLayer && watchTiles(app, added));
  }

  function watchTiles(app, tiles) {
    let loaded = false;
    tiles.on("tileload", () => { loaded = true; app.warning?.setAttribute("hidden", ""); });
    tiles.on("tileerror", () => { if (!loaded) app.warning?.removeAttribute("hidden"); });
  }

  /** Everything around the map, in the language of the moment. */
  function build(app) {
    const { state, root, container, map } = app;
    Object.assign(root, { lang: state.words.lang, dir: state.words.dir });
    if (document.documentElement.hasAttribute("data-mawqi-page")) {
      Object.assign(document.documentElement, { lang: state.words.lang, dir: state.words.dir });
      document.title = state.title ?? state.words.t("title");
    }
    container.dir = "ltr";
    container.setAttribute("aria-label", state.words.t("map"));
    app.panel = list.create(state, panelHandlers(app));
    app.bar = bar.create(state, barHandlers(app));
    app.status = el("span.mq-status", { role: "status" });
    app.warning = el("p.mq-warning", { role: "status", hidden: Boolean(map) }, state.words.t(map ? "no_tiles" : "no_map"));
    const stage = el("div.mq-stage", {}, container, app.warning);
    if (!state.rows.n) stage.append(el("p.mq-nothing", {}, state.words.t("empty")));
    root.replaceChildren(header(app), stage, app.panel.node, app.bar.node);
    root.classList.toggle("mq-no-map", !map);
    update(app);
    if (map) map.invalidateSize({ pan: false });
    if (map && !map.hasLayer(app.layer)) app.layer.addTo(map);
  }

  function header(app) {
    const { state } = app;
    const { words: w } = state;
    const notes = [w.count("note.incidents", state.rows.n), w.count("note.reports", state.rows.reports.length)];
    const further = [["undated", state.undatedCount], ["aggregates", state.aggregateCount]]
      .filter(([, n]) => n).map(([key, n]) => w.count(`note.${key}`, n));
    const other = w.t("other_language.lang");
    return el("header.mq-header", {},
      el("div.mq-heading", {}, el("h1", { dir: state.title ? "auto" : null }, state.title ?? w.t("title")),
        el("p.mq-counts", {}, [`${notes.join(" ")}`, ...further].join(" · "), " · ", app.status)),
      el("button.mq-button.mq-list-toggle", { type: "button", "aria-expanded": "false", onclick: (event) => toggleSheet(app, event.currentTarget) }, w.t("panel.show")),
      el("button.mq-button.mq-language", { type: "button", lang: other, onclick: () => switchLanguage(app, other) }, w.t("other_language")));
  }

  function toggleSheet(app, button, open = !app.root.classList.contains("mq-sheet")) {
    app.root.classList.toggle("mq-sheet", open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = app.state.words.t(open ? "panel.hide" : "panel.show");
  }

  function switchLanguage(app, lang) {
    const { state } = app;
    stop(app);
    app.map?.closePopup();
    Object.assign(state, { lang, words: words.create(lang, app.tables.strings) });
    app.root.classList.remove("mq-sheet");
    build(app);
    app.root.querySelector(".mq-language").focus();
  }

  function update(app) {
    const { state } = app;
    const { rows } = state;
    const keep = filter(state);
    state.span = state.extent ? core.windowOf(state.bounds, state.position, state.mode, state.last) : null;
    state.kept = Array.from({ length: rows.n }, (_, i) => keep(i));
    state.visible = state.kept.map((kept, i) => kept && isShown(state, i));
    const histogram = (counted) => (state.extent ? core.histogram(rows, state.bounds, counted) : null);
    state.counts = histogram((i) => state.kept[i]);
    state.events = histogram((i) => state.kept[i] && !core.isTotal(rows, i));
    const ghosts = state.kept.map((kept, i) => kept && !state.visible[i] && core.isPlaced(rows, i));
    app.layer?.show(state.visible, ghosts, state.selected, state.lines);
    app.panel.update();
    app.bar.update();
    app.status.textContent = shownNow(state);
    if (app.opened && popup.isStale(app.opened, state)) app.map.closePopup();
  }

  /** How many are on the map now and how many never are: the numbers on the list's tabs. */
  function shownNow({ rows, kept, visible, words: w }) {
    const placed = Array.from({ length: rows.n }, (_, i) => core.isPlaced(rows, i));
    const onMap = placed.filter((there, i) => there && visible[i]).length;
    const offMap = placed.filter((there, i) => !there && kept[i]).length;
    return [w.count("note.onmap", onMap), offMap ? w.count("note.offmap", offMap) : ""].filter(Boolean).join(w.lang === "ar" ? "، " : ", ");
  }

  function isShown(state, i) {
    if (!state.extent) return true;
    return core.isDated(state.rows, i) ? core.overlaps(state.rows, i, state.span) : state.undated;
  }

  function filter(state) {
    const { rows, hidden } = state;
    const query = core.fold(state.query);
    if (query && !state.folded) state.folded = Array.from({ length: rows.n }, (_, i) => core.fold(textOf(rows, i)));
    return (i) => !hidden.has(rows.get("kind", i)) && (!query || state.folded[i].includes(query));
  }

  function textOf(rows, i) {
    const fields = ["place", "place_en", "admin", "origin", "weapon", "target", "actor"].map((name) => rows.get(name, i));
    const quotes = (rows.get("evidence", i) ?? []).flatMap(([, segments]) => segments.filter(([, field]) => field).map(([text]) => text));
    return [...fields, ...quotes].filter(Boolean).join(" ");
  }

  const panelHandlers = (app) => ({
    toggleKind(kind) {
      const { hidden } = app.state;
      if (!hidden.delete(kind)) hidden.add(kind);
      update(app);
      app.root.querySelector(`[data-kind="${kind}"]`)?.focus();
    },
    search(query) {
      app.state.query = query;
      update(app);
    },
    open(i, button) {
      if (app.map && core.isPlaced(app.state.rows, i)) openFromList(app, i);
      else list.unfold(app.panel, app.state, i, button);
    },
  });

  const barHandlers = (app) => ({
    play: () => (app.state.playing ? stop(app) : play(app)),
    move(position) {
      const { state } = app;
      stop(app);
      if (state.mode === "all") state.mode = "cumulative";
      moveTo(app, position);
    },
    set(changes) {
      const { state } = app;
      if (changes.unit) {
        const day = state.bounds[state.position];
        state.bounds = core.steps(state.extent, changes.unit);
        state.position = core.stepOf(state.bounds, day);
      }
      Object.assign(state, changes);
      if (changes.speed && state.playing) { stop(app); play(app); }
      update(app);
    },
  });

  function moveTo(app, position) {
    const { state } = app;
    state.position = Math.max(0, Math.min(position, state.bounds.length - 2));
    update(app);
  }

  function play(app) {
    const { state } = app;
    if (state.mode === "all") state.mode = "cumulative";
    if (core.nextBusy(state.counts, state.position) === null) state.position = 0;
    state.playing = setInterval(() => advance(app), TICK_MS / Number(state.speed));
    update(app);
  }

  /** Time in which nothing is reported passes at once. */
  function advance(app) {
    const next = core.nextBusy(app.state.counts, app.state.position);
    if (next === null) stop(app);
    else moveTo(app, next);
  }

  function stop(app) {
    clearInterval(app.state.playing);
    app.state.playing = null;
    app.bar.update();
  }

  function openFromList(app, i) {
    const { state, map } = app;
    const at = [state.rows.get("lat", i), state.rows.get("lon", i)];
    const metres = state.rows.get("uncertainty_m", i) ?? 5000;
    const around = (radii) => Math.min(12, map.getBoundsZoom(L.latLng(at).toBounds(metres * radii)));
    if (window.matchMedia(SHEET).matches) toggleSheet(app, app.root.querySelector(".mq-list-toggle"), false);
    map.setView(at, Math.min(around(2.5), Math.max(around(5), map.getZoom())), { animate: false });
    openPopup(app, at, [i], true);
    map.once("popupclose", () => {
      const held = document.activeElement;
      if (held !== document.body && !app.container.contains(held)) return;
      app.root.querySelector(`.mq-item[data-row="${i}"]`)?.focus();
    });
  }

  function openHit(app, hit) {
    const { map } = app;
    const box = L.latLngBounds(hit.sites.map(({ lat, lon }) => [lat, lon]));
    const further = hit.sites.length > 1 && map.getZoom() < Math.min(map.getMaxZoom(), CLOSE);
    if (further) map.fitBounds(box.pad(0.35), { maxZoom: CLOSE });
    else openPopup(app, [hit.lat, hit.lon], hit.members, false);
  }

  function openPopup(app, at, members, focus) {
    app.opened = popup.open(app, at, members, (i) => choose(app, i), focus);
  }

  function choose(app, i) {
    if (app.state.selected === i) return;
    app.state.selected = i;
    if (!app.layer?._map) return;
    app.layer.selected = i;
    app.layer.redraw();
  }

  function fit({ map, state }) {
    if (!state.sites.length) return;
    const box = L.latLngBounds([]);
    state.sites.forEach(({ lat, lon, area, metres }) => box.extend(L.latLng(lat, lon).toBounds(area ? Math.min(metres, 60000) : Math.max(metres, 3000))));
    map.fitBounds(box, { animate: false, maxZoom: 12, padding: [24, 24] });
  }
})();
