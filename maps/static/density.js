// Incidents counted in cells: the window of time, the cells in it, their colours and counts.
"use strict";

Mawqi.density = (() => {
  const { cells, controls, dom, walk, words } = Mawqi;
  const { el, button } = dom;
  const DARK = window.matchMedia("screen and (prefers-color-scheme: dark)");
  const PLAY_MS = 700;
  /** Pixels of the radius that a cell is drawn with at least. */
  const LEAST = 4;
  const MODES = ["cumulative", "step", "all"];
  const LEFT = ["totals", "areas", "country", "unplaced", "not_happened"];

  async function start(id, map) {
    const page = JSON.parse(document.querySelector(`script[data-mawqi-density="${id}"]`).textContent);
    const data = cells.open(page, await cells.inflate(page.numbers));
    const state = { page, map, data, words: words.create(page.lang, page.strings), mode: "cumulative", at: Math.max(1, data.steps), timer: 0 };
    state.bounds = cells.classes(cells.sums(data, [0, page.rows]).n.reduce((a, b) => Math.max(a, b), 1));
    state.sums = cells.sums(data, cells.rowsOf(data, state.mode, state.at));
    state.root = el("div.mawqi.mqd");
    map.getContainer().before(state.root);
    build(state);
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) controls.still(map);
    const [west, south, east, north] = page.box;
    map.invalidateSize();
    map.fitBounds([[south, west], [north, east]], { animate: false });
    state.base = Mawqi.base.create(page.base, state).addTo(map);
    state.layer = Mawqi.canvas.create("mawqi-density", 420, (pen) => paint(pen, state)).addTo(map);
    map.attributionControl.setPrefix("Leaflet");
    map.on("click", ({ containerPoint }) => press(state, containerPoint));
    DARK.addEventListener("change", () => recolour(state));
    document.addEventListener("keydown", ({ key: pressed }) => pressed === "Escape" && map.closePopup());
    Mawqi.density.states = { ...Mawqi.density.states, [id]: state };
  }

  /** Everything around the map, in the language of the moment. */
  function build(state) {
    const { page, map, root, words: w } = state;
    Object.assign(root, { lang: w.lang, dir: w.dir });
    const title = page.title || w.t("density.title");
    if (document.documentElement.hasAttribute("data-mawqi-page")) {
      Object.assign(document.documentElement, { lang: w.lang, dir: w.dir });
      document.title = Mawqi.text.steady(title);
    }
    const other = w.t("other_language.lang");
    state.note = el("p.mqd-note", { role: "status" });
    const heading = el("div.mq-heading", {}, el("h1", { dir: page.title ? "auto" : null }, title), state.note, el("p.mqd-note", {}, left(state)));
    const toggle = button("mq-button.mq-language", { lang: other, onclick: () => speak(state, other) }, w.t("other_language"));
    map.getContainer().dir = "ltr";
    map.getContainer().setAttribute("aria-label", w.t("map"));
    state.walk = walk.create(w.t("density.walk"), () => hits(state), (hit) => open(state, hit, true), (hit) => told(state, hit.cell).join(" · "));
    state.key = key(state);
    root.replaceChildren(el("header.mq-header.mqd-head", {}, heading, toggle),
      el("main.mqd-stage", {}, map.getContainer(), state.walk.node, state.key), bar(state));
    controls.name(map, w);
    credit(state, w.t("density.source"));
    show(state);
  }

  function credit(state, text) {
    const { attributionControl } = state.map;
    if (state.credit) attributionControl.removeAttribution(state.credit);
    attributionControl.addAttribution(text);
    state.credit = text;
  }

  function speak(state, lang) {
    if (state.timer) toggle(state);
    state.map.closePopup();
    state.words = words.create(lang, state.page.strings);
    build(state);
    state.map.invalidateSize({ pan: false });
    state.root.querySelector(".mq-language").focus();
  }

  function left({ page, words: w }) {
    const parts = LEFT.filter((name) => page.left[name]).map((name) => w.count(`density.${name}`, page.left[name]));
    const said = parts.length ? [`${w.t("density.left")}: ${parts.join(w.lang === "ar" ? "، " : ", ")}`] : [];
    if (page.left.undated) said.push(w.count("density.undated", page.left.undated));
    return said.join(" · ");
  }

  function recolour(state) {
    const before = state.key;
    state.key = key(state);
    before.replaceWith(state.key);
    state.layer.redraw();
  }

  function key({ words: w, bounds }) {
    const lines = bounds.map((bound, k) => {
      const last = k + 1 < bounds.length ? bounds[k + 1] - 1 : null;
      const patch = el("i");
      patch.style.background = cells.colourOf(bounds, k, DARK.matches);
      return el("li", {}, patch, el("span", {}, last === bound ? w.number(bound) : w.range(bound, last)));
    });
    return el("section.mqd-key", {}, el("h2", {}, w.t("density.legend")), el("ul", {}, lines));
  }

  function bar(state) {
    const { words: w, data } = state;
    const slider = el("input", { type: "range", min: 1, max: Math.max(1, data.steps), "aria-label": w.t("time.slider"), oninput: () => { state.at = Number(slider.value); show(state); } });
    slider.value = state.at;
    const mode = el("select", { "aria-label": w.t("time.window"), onchange: () => { state.mode = mode.value; show(state); } },
      MODES.map((name) => el("option", { value: name }, w.t(`window.${name}`))));
    mode.value = state.mode;
    Object.assign(state, { slider, play: button("mq-button", { onclick: () => toggle(state) }, w.t("time.play")), moment: el("span.mqd-moment") });
    return el("footer.mqd-bar", { hidden: !data.steps, "aria-label": w.t("time") }, state.play, state.moment, slider, mode);
  }

  function toggle(state) {
    const playing = Boolean(state.timer);
    clearInterval(state.timer);
    state.timer = 0;
    if (!playing) {
      if (state.at >= state.data.steps) move(state, 1);
      state.timer = setInterval(() => (state.at < state.data.steps ? move(state, state.at + 1) : toggle(state)), PLAY_MS);
    }
    state.play.textContent = state.words.t(playing ? "time.play" : "time.pause");
  }

  function move(state, at) {
    state.at = at;
    state.slider.value = at;
    show(state);
  }

  function show(state) {
    const { data, words: w, page, mode, at } = state;
    state.sums = cells.sums(data, cells.rowsOf(data, mode, at));
    const total = state.sums.n.reduce((a, b) => a + b, 0);
    const used = state.sums.n.reduce((a, b) => a + (b > 0 ? 1 : 0), 0);
    state.note.textContent = [w.count("density.shown", total), used ? w.count("density.cells", used) : ""].filter(Boolean).join(" ");
    if (data.steps) {
      const first = mode === "step" ? at - 1 : 0;
      const last = mode === "all" ? data.steps : at;
      state.moment.textContent = w.span(page.days[first], page.days[last] - 1);
      state.slider.setAttribute("aria-valuetext", state.moment.textContent);
      state.slider.disabled = mode === "all";
    }
    state.layer?.redraw();
  }

  function outline({ page, data, map }, cell) {
    const points = [];
    for (let k = 0; k < page.corners; k += 1) {
      const at = (cell * page.corners + k) * 2;
      points.push(map.latLngToContainerPoint([data.corners[at + 1] / page.scale, data.corners[at] / page.scale]));
    }
    return points;
  }

  /** The outlines of the cells in view in which something is shown, by cell. */
  function inView(state) {
    const { x: width, y: height } = state.map.getSize();
    const found = [];
    for (let cell = 0; cell < state.data.cells; cell += 1) {
      if (!state.sums.n[cell]) continue;
      const points = outline(state, cell);
      const out = points.every(({ x }) => x < 0) || points.every(({ x }) => x > width) || points.every(({ y }) => y < 0) || points.every(({ y }) => y > height);
      if (!out) found.push([cell, points]);
    }
    return found;
  }

  function paint(pen, state) {
    state.base.redraw();
    pen.lineWidth = 0.6;
    pen.strokeStyle = Mawqi.canvas.look(state.map, ["edge"]).edge;
    for (const [cell, points] of inView(state)) {
      trace(pen, points);
      pen.globalAlpha = 0.82;
      pen.fillStyle = cells.colourOf(state.bounds, cells.classOf(state.bounds, state.sums.n[cell]), DARK.matches);
      pen.fill();
      pen.globalAlpha = 1;
      pen.stroke();
    }
    state.walk.update();
  }

  /** A cell's outline; where it is too small to be seen, a dot in its place. */
  function trace(pen, points) {
    const { x, y, r } = round(points);
    pen.beginPath();
    if (r < LEAST) pen.arc(x, y, LEAST, 0, Math.PI * 2);
    else points.forEach((point, k) => (k ? pen.lineTo(point.x, point.y) : pen.moveTo(point.x, point.y)));
    pen.closePath();
  }

  /** The middle of a cell and how far its corners are. */
  function round(points) {
    const middle = (values) => values.reduce((a, b) => a + b, 0) / values.length;
    const [x, y] = [middle(points.map((one) => one.x)), middle(points.map((one) => one.y))];
    return { x, y, r: Math.max(...points.map((one) => Math.hypot(one.x - x, one.y - y))) };
  }

  /** The cells in view as what the arrow keys go to: their middles and how wide they are drawn. */
  function hits(state) {
    return inView(state).map(([cell, points]) => ({ cell, ...round(points) })).map((hit) => ({ ...hit, r: Math.max(LEAST, hit.r) }));
  }

  function press(state, point) {
    const found = inView(state).find(([, points]) => cells.inside(points, point));
    if (found) return open(state, { cell: found[0], ...point });
    const near = hits(state).find((hit) => hit.r <= LEAST && Math.hypot(hit.x - point.x, hit.y - point.y) < LEAST + 3);
    return near && open(state, near);
  }

  /** What is told of a cell: its incidents, how many of them are unsure, and who came to harm. */
  function told({ words: w, sums }, cell) {
    const at = (name) => sums[name][cell];
    const tolls = ["killed", "injured"].flatMap((toll) => {
      const most = at(`${toll}_open`) ? null : at(`${toll}_max`);
      const known = at(`${toll}_told`);
      const text = `${w.t(`card.${toll}`)}: ${known ? w.range(at(`${toll}_min`), most) : w.t("range.unknown")}`;
      return known ? [text, w.count("density.told", known)] : [text];
    });
    return [w.count("density.count", at("n")), ...(at("unsure") ? [w.count("density.unsure", at("unsure"))] : []), ...tolls];
  }

  function open(state, { cell, x, y }, byKey = false) {
    const { map, words: w } = state;
    const lines = told(state, cell);
    const box = el("div.mqd-popup", { tabindex: -1, role: "dialog", lang: w.lang, dir: w.dir, "aria-label": lines[0] }, lines.map((line) => el("p", {}, line)));
    L.popup({ autoPanPaddingTopLeft: [54, 12], closeButtonLabel: w.t("card.close") }).setLatLng(map.containerPointToLatLng([x, y])).setContent(box).openOn(map);
    if (!byKey) return;
    box.focus({ preventScroll: true });
    map.once("popupclose", () => state.walk.node.focus());
  }

  return { start, states: {} };
})();
