// The histogram of incidents per step: pressed, it goes to a step; dragged over, it chooses a stretch of time.
"use strict";

Mawqi.chart = (() => {
  const { el } = Mawqi.dom;
  const DRAG = 4;

  /** `handlers`: `move(position)`, `choose(first, last)`. The answer is `{node, draw()}`. */
  function create(state, handlers) {
    const canvas = el("canvas.mq-chart", { "aria-hidden": "true" });
    const chart = { node: el("div.mq-track", { title: state.words.t("time.drag") }, canvas), canvas, state, drag: null };
    chart.draw = () => draw(chart);
    const { node } = chart;
    node.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      node.setPointerCapture(event.pointerId);
      chart.drag = { from: stepAt(chart, event), x: event.clientX, moved: false };
    });
    node.addEventListener("pointermove", (event) => chart.drag && follow(chart, handlers, event));
    node.addEventListener("pointerup", (event) => {
      if (chart.drag && !chart.drag.moved) handlers.move(stepAt(chart, event));
      chart.drag = null;
    });
    node.addEventListener("pointercancel", () => { chart.drag = null; });
    new ResizeObserver(chart.draw).observe(node);
    return chart;
  }

  function follow(chart, handlers, event) {
    const { drag } = chart;
    if (Math.abs(event.clientX - drag.x) >= DRAG) drag.moved = true;
    if (!drag.moved) return;
    const to = stepAt(chart, event);
    if (to === drag.to) return;
    drag.to = to;
    handlers.choose(Math.min(drag.from, to), Math.max(drag.from, to));
  }

  function stepAt({ node, state }, { clientX }) {
    const box = node.getBoundingClientRect();
    const part = (clientX - box.left) / box.width;
    const steps = state.bounds.length - 1;
    return Math.max(0, Math.min(steps - 1, Math.floor((state.words.dir === "rtl" ? 1 - part : part) * steps)));
  }

  /** Bars count events; a step with totals alone has the lowest bar. Time runs with the reading direction. */
  function draw({ node, canvas, state }) {
    const { clientWidth: width, clientHeight: height } = node;
    if (!width || !state.counts) return;
    const ratio = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: width * ratio, height: height * ratio });
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const style = getComputedStyle(node);
    const colour = (name) => style.getPropertyValue(`--mq-${name}`);
    pen.fillStyle = colour("line");
    pen.fillRect(0, height - 1, width, 1);
    bars(pen, state, width, height, [colour("bar"), colour("accent")]);
    const [from, to] = spanOf(state, width);
    pen.fillStyle = `${colour("accent").trim()}1f`;
    pen.fillRect(from, 0, to - from, height);
    pen.fillStyle = colour("ink");
    pen.fillRect(xOf(state, state.position + 0.5, width) - 1, 0, 2, height);
  }

  const xOf = ({ bounds, words }, step, width) => {
    const x = (step / (bounds.length - 1)) * width;
    return words.dir === "rtl" ? width - x : x;
  };

  /** The window in pixels, left and right. */
  function spanOf(state, width) {
    const { bounds, span } = state;
    const ends = [Mawqi.time.stepOf(bounds, span[0]), Mawqi.time.stepOf(bounds, span[1]) + 1].map((step) => xOf(state, step, width));
    return ends.sort((a, b) => a - b);
  }

  function bars(pen, state, width, height, [outside, inside]) {
    const { counts, bounds, span } = state;
    const slot = width / (bounds.length - 1);
    const columns = columnsOf(counts, width);
    const highest = Math.max(1, ...columns.map((k) => counts.events[k]));
    const wide = Math.max(1, Math.min(slot * 0.8, 46));
    for (const k of columns) {
      if (!counts.all[k]) continue;
      const tall = Math.max(3, (counts.events[k] / highest) * (height - 6));
      pen.fillStyle = bounds[k] <= span[1] && bounds[k + 1] > span[0] ? inside : outside;
      pen.fillRect(xOf(state, k + 0.5, width) - wide / 2, height - 1 - tall, wide, tall);
    }
  }

  /** Where steps are narrower than a pixel, the one of those that share it with most events stands for them. */
  function columnsOf({ all, events }, width) {
    if (all.length <= width) return [...all.keys()];
    const highest = new Map();
    for (let k = 0; k < all.length; k += 1) {
      const pixel = Math.floor((k / all.length) * width);
      const held = highest.get(pixel);
      if (held === undefined || events[k] > events[held] || (events[k] === events[held] && all[k] > all[held])) highest.set(pixel, k);
    }
    return [...highest.values()];
  }

  return { create };
})();
