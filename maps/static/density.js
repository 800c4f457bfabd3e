// Incidents counted in cells: the window of time, the cells in it, their colours and counts.
"use strict";

Mawqi.density = (() => {
  const RAMP = ["#d3e5e6", "#9cc7cb", "#5b9eaa", "#27717f", "#0b3f4b"];
  const DARK = window.matchMedia("screen and (prefers-color-scheme: dark)");
  const PLAY_MS = 700;
  const MODES = ["cumulative", "step", "all"];

  async function inflate(base64) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Int32Array(await new Response(stream).arrayBuffer());
  }

  /** Columns by name, corners in degrees, and `from[s]`: the first row of step s. Step 0 is the undated. */
  function open(page, numbers) {
    const columns = {};
    page.fields.forEach((name, k) => { columns[name] = numbers.subarray(k * page.rows, (k + 1) * page.rows); });
    const from = new Int32Array(page.days.length + 2).fill(page.rows);
    let step = 0;
    from[0] = 0;
    let next = 1;
    for (let row = 0; row < page.rows; row += 1) {
      step += columns.step[row];
      while (next <= step) { from[next] = row; next += 1; }
    }
    return { columns, from, cells: page.cells, steps: Math.max(0, page.days.length - 1), corners: numbers.subarray(page.fields.length * page.rows) };
  }

  /** First row and the row after the last that a window shows; `at` counts steps from 1. */
  function rowsOf({ from, steps, columns }, mode, at) {
    if (mode === "all" || !steps) return [0, columns.n.length];
    return [from[mode === "step" ? at : 1], from[at + 1]];
  }

  /** Sums of every column but step and cell, by cell. */
  function sums(data, [first, last]) {
    const { columns, cells } = data;
    const found = {};
    Object.keys(columns).filter((name) => name !== "step" && name !== "cell").forEach((name) => {
      const total = new Float64Array(cells);
      const column = columns[name];
      for (let row = first; row < last; row += 1) total[columns.cell[row]] += column[row];
      found[name] = total;
    });
    return found;
  }

  /** Lower bounds of at most five classes, each so many times the one before, up to `most`. */
  function classes(most) {
    const bounds = RAMP.map((_, k) => Math.max(1, Math.round(most ** (k / RAMP.length))));
    return [...new Set(bounds)];
  }

  function classOf(bounds, n) {
    let found = 0;
    bounds.forEach((bound, k) => { if (n >= bound) found = k; });
    return found;
  }

  /** The more, the further from the ground: dark on light, light on dark. */
  const ramp = () => (DARK.matches ? [...RAMP].reverse() : RAMP);

  const colourOf = (bounds, k) => ramp()[bounds.length === 1 ? 2 : Math.round((k * (RAMP.length - 1)) / (bounds.length - 1))];

  function inside(points, { x, y }) {
    let within = false;
    for (let i = 0, j = points.length - 1; i < points.length; j = i, i += 1) {
      const [a, b] = [points[i], points[j]];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) within = !within;
    }
    return within;
  }

  function make(tag, name, text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  }

  async function start(id, map) {
    const page = JSON.parse(document.querySelector(`script[data-mawqi-density="${id}"]`).textContent);
    const words = Mawqi.words.create(page.lang, page.strings);
    const data = open(page, await inflate(page.numbers));
    const whole = sums(data, [0, page.rows]);
    const state = { page, map, words, data, mode: "cumulative", at: Math.max(1, data.steps), bounds: classes(whole.n.reduce((a, b) => Math.max(a, b), 1)) };
    frame(state);
    const [west, south, east, north] = page.box;
    map.invalidateSize();
    map.fitBounds([[south, west], [north, east]], { animate: false });
    state.base = Mawqi.base.create(page.base, { words });
    state.base.addTo(map);
    state.layer = Mawqi.canvas.create("mawqi-density", 420, (pen, _map) => paint(pen, state));
    state.sums = sums(data, rowsOf(data, state.mode, state.at));
    state.layer.addTo(map);
    map.attributionControl.setPrefix("Leaflet");
    map.attributionControl.addAttribution(words.t("density.source"));
    map.on("click", ({ containerPoint }) => popup(state, containerPoint));
    show(state);
    DARK.addEventListener("change", () => recolour(state));
    Mawqi.density.states = { ...Mawqi.density.states, [id]: state };
  }

  function frame(state) {
    const { page, map, words } = state;
    const [root, head, stage] = [make("div", "mawqi mqd"), make("header", "mqd-head"), make("div", "mqd-stage")];
    const inner = map.getContainer();
    root.lang = words.lang;
    root.dir = words.dir;
    state.note = make("p", "mqd-note");
    head.append(make("h1", "", page.title || words.t("density.title")), state.note, make("p", "mqd-note", left(state)));
    state.note.setAttribute("role", "status");
    inner.before(root);
    state.key = key(state);
    stage.append(inner, state.key);
    root.append(head, stage, bar(state));
  }

  function left({ page, words }) {
    const parts = ["totals", "areas", "country", "unplaced", "not_happened"].filter((name) => page.left[name]).map((name) => words.count(`density.${name}`, page.left[name]));
    const told = parts.length ? [`${words.t("density.left")}: ${parts.join(words.lang === "ar" ? "، " : ", ")}`] : [];
    if (page.left.undated) told.push(words.count("density.undated", page.left.undated));
    return told.join(" · ");
  }

  function recolour(state) {
    const before = state.key;
    state.key = key(state);
    before.replaceWith(state.key);
    state.layer.redraw();
  }

  function key({ words, bounds }) {
    const [box, list] = [make("section", "mqd-key"), make("ul")];
    bounds.forEach((bound, k) => {
      const [line, patch] = [make("li"), make("i")];
      const last = k + 1 < bounds.length ? bounds[k + 1] - 1 : null;
      patch.style.background = colourOf(bounds, k);
      line.append(patch, make("span", "", last === bound ? words.number(bound) : words.range(bound, last)));
      list.append(line);
    });
    box.append(make("h2", "", words.t("density.legend")), list);
    return box;
  }

  function bar(state) {
    const { words, data } = state;
    const [line, play, slider, mode] = [make("div", "mqd-bar"), make("button", "mq-button", words.t("time.play")), make("input"), make("select")];
    Object.assign(slider, { type: "range", min: 1, max: Math.max(1, data.steps), value: state.at });
    slider.setAttribute("aria-label", words.t("time.slider"));
    mode.setAttribute("aria-label", words.t("time.window"));
    MODES.forEach((name) => mode.append(Object.assign(make("option", "", words.t(`window.${name}`)), { value: name })));
    play.type = "button";
    slider.addEventListener("input", () => { state.at = Number(slider.value); show(state); });
    mode.addEventListener("change", () => { state.mode = mode.value; show(state); });
    play.addEventListener("click", () => toggle(state));
    Object.assign(state, { slider, play, moment: make("span", "mqd-moment") });
    line.append(play, state.moment, slider, mode);
    line.hidden = !data.steps;
    return line;
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
    const { data, words, page, mode, at } = state;
    state.sums = sums(data, rowsOf(data, mode, at));
    const total = state.sums.n.reduce((a, b) => a + b, 0);
    const used = state.sums.n.reduce((a, b) => a + (b > 0 ? 1 : 0), 0);
    state.note.textContent = [words.count("density.shown", total), used ? words.count("density.cells", used) : ""].filter(Boolean).join(" ");
    if (data.steps) {
      const first = mode === "step" ? at - 1 : 0;
      const last = mode === "all" ? data.steps : at;
      state.moment.textContent = words.span(page.days[first], page.days[last] - 1);
      state.slider.setAttribute("aria-valuetext", state.moment.textContent);
      state.slider.disabled = mode === "all";
    }
    state.layer.redraw();
  }

  function outline({ page, data, map }, cell) {
    const points = [];
    for (let k = 0; k < page.corners; k += 1) {
      const at = (cell * page.corners + k) * 2;
      points.push(map.latLngToContainerPoint([data.corners[at + 1] / page.scale, data.corners[at] / page.scale]));
    }
    return points;
  }

  function paint(pen, state) {
    const size = state.map.getSize();
    state.base.redraw();
    pen.lineWidth = 0.6;
    pen.strokeStyle = "#ffffff";
    for (let cell = 0; cell < state.data.cells; cell += 1) {
      const n = state.sums.n[cell];
      if (!n) continue;
      const points = outline(state, cell);
      if (points.every(({ x }) => x < 0) || points.every(({ x }) => x > size.x) || points.every(({ y }) => y < 0) || points.every(({ y }) => y > size.y)) continue;
      pen.beginPath();
      points.forEach(({ x, y }, k) => (k ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.closePath();
      pen.globalAlpha = 0.82;
      pen.fillStyle = colourOf(state.bounds, classOf(state.bounds, n));
      pen.fill();
      pen.globalAlpha = 1;
      pen.stroke();
    }
  }

  function popup(state, point) {
    const { map, words } = state;
    for (let cell = 0; cell < state.data.cells; cell += 1) {
      if (!state.sums.n[cell] || !inside(outline(state, cell), point)) continue;
      const at = (name) => state.sums[name][cell];
      const box = make("div", "mqd-popup");
      box.dir = words.dir;
      box.append(make("b", "", words.count("density.count", at("n"))));
      if (at("unsure")) box.append(make("span", "", words.count("density.unsure", at("unsure"))));
      ["killed", "injured"].forEach((toll) => {
        const most = at(`${toll}_open`) ? null : at(`${toll}_max`);
        const told = at(`${toll}_told`);
        box.append(make("b", "", `${words.t(`card.${toll}`)}: ${told ? words.range(at(`${toll}_min`), most) : words.t("range.unknown")}`));
        if (told) box.append(make("span", "", words.count("density.told", told)));
      });
      L.popup().setLatLng(map.containerPointToLatLng(point)).setContent(box).openOn(map);
      return;
    }
  }

  return { start, open, rowsOf, sums, classes, classOf, states: {} };
})();
