// The bar of time: play, steps, the window, and a slider over a histogram of incidents.
"use strict";

Mawqi.bar = (() => {
  const { el } = Mawqi.dom;
  const { unitsFor } = Mawqi.core;
  const THUMB = 16;
  const MODES = ["cumulative", "step", "last", "all"];
  const SPEEDS = ["0.5", "1", "3"];

  /** `handlers`: `play()`, `move(position)`, `set(changes)`. The answer is `{node, update()}`. */
  function create(state, handlers) {
    const { words } = state;
    if (!state.extent) return { node: el("footer.mq-bar", {}, el("p.mq-empty", {}, words.t(state.rows.n ? "no_dates" : "empty"))), update() {} };
    const bar = {
      play: button("mq-play", "", () => handlers.play()),
      label: el("output.mq-moment", { "aria-live": "polite" }),
      chart: el("canvas.mq-chart", { "aria-hidden": "true" }),
      slider: el("input.mq-slider", { type: "range", min: 0, step: 1, "aria-label": words.t("time.slider"), oninput: (event) => handlers.move(Number(event.target.value)) }),
      ends: el("div.mq-ends", { "aria-hidden": "true" }),
    };
    bar.track = el("div.mq-track", {}, bar.chart, bar.slider);
    bar.node = el("footer.mq-bar", { "aria-label": words.t("time") }, el("div.mq-controls", {}, transport(bar, state, handlers), options(state, handlers)), bar.track, bar.ends);
    bar.update = () => update(bar, state);
    new ResizeObserver(() => drawChart(bar, state)).observe(bar.track);
    return bar;
  }

  const button = (name, label, onclick) => el(`button.mq-button.${name}`, { type: "button", "aria-label": label, title: label, onclick });

  function transport(bar, state, handlers) {
    const step = (by) => handlers.move(state.position + by);
    return el("div.mq-transport", {},
      button("mq-previous", state.words.t("time.previous"), () => step(-1)), bar.play,
      button("mq-next", state.words.t("time.next"), () => step(1)), bar.label);
  }

  function options(state, handlers) {
    const { words } = state;
    const [first, last] = state.extent;
    const choices = (group, values, chosen, onpick) => el("select", { onchange: (event) => onpick(event.target.value) },
      values.map((value) => el("option", { value, selected: value === chosen }, words.name(group, value))));
    const tick = (key, name) => {
      const box = el("input", { type: "checkbox", "data-option": name, onchange: (event) => handlers.set({ [name]: event.target.checked }) });
      box.checked = state[name];
      return el("label.mq-tick", {}, box, words.t(key));
    };
    const pick = (key, name, control) => el("label.mq-pick", { "data-option": name }, el("span", {}, words.t(key)), control);
    return el("div.mq-options", {},
      pick("time.window", "mode", choices("window", MODES, state.mode, (mode) => handlers.set({ mode }))),
      pick("time.unit", "unit", choices("unit", unitsFor(last - first), state.unit, (unit) => handlers.set({ unit }))),
      pick("time.speed", "speed", choices("speed", SPEEDS, state.speed, (speed) => handlers.set({ speed }))),
      state.undatedCount ? tick("time.undated", "undated") : null,
      state.originCount ? tick("time.lines", "lines") : null);
  }

  function update(bar, state) {
    const { words, bounds, position, slider = bar.slider } = state;
    const text = moment(state);
    bar.label.textContent = text;
    bar.label.setAttribute("aria-live", state.playing ? "off" : "polite");
    const action = words.t(state.playing ? "time.pause" : "time.play");
    bar.play.setAttribute("aria-label", action);
    bar.play.title = action;
    bar.play.classList.toggle("mq-playing", Boolean(state.playing));
    slider.max = bounds.length - 2;
    slider.value = position;
    slider.setAttribute("aria-valuetext", text);
    const mode = bar.node.querySelector('[data-option="mode"] select');
    mode.value = state.mode;
    bar.ends.replaceChildren(...state.extent.map((day) => el("span", {}, words.day(day))));
    drawChart(bar, state);
  }

  function moment({ words, bounds, position, mode, unit, span, extent }) {
    if (mode === "all") return words.t("whole", { span: words.span(...extent) });
    const last = Math.min(bounds[position + 1] - 1, extent[1]);
    if (mode === "cumulative") return words.t("upto", { day: words.day(last) });
    if (mode === "step") return words.step(bounds[position], unit === "week" ? last : bounds[position + 1] - 1, unit);
    return words.span(Math.max(span[0], extent[0]), last);
  }

  /** Bars count events; a step with totals alone has the lowest bar. They stand where the slider's thumb does; time runs with the reading direction. */
  function drawChart(bar, state) {
    const { clientWidth: width, clientHeight: height } = bar.track;
    if (!width || !state.counts) return;
    const ratio = window.devicePixelRatio || 1;
    Object.assign(bar.chart, { width: width * ratio, height: height * ratio });
    const pen = bar.chart.getContext("2d");
    pen.scale(ratio, ratio);
    const slot = width / state.counts.length;
    bar.slider.style.insetInlineStart = `${slot / 2 - THUMB / 2}px`;
    bar.slider.style.width = `${width - slot + THUMB}px`;
    const style = getComputedStyle(bar.track);
    const colour = (inside) => style.getPropertyValue(inside ? "--mq-accent" : "--mq-bar");
    const highest = Math.max(1, ...columns(state.events, width).map(([, count]) => count));
    pen.fillStyle = style.getPropertyValue("--mq-line");
    pen.fillRect(0, height - 1, width, 1);
    for (const [k, count] of columns(state.counts, width)) {
      if (!count) continue;
      const tall = Math.max(3, (state.events[k] / highest) * (height - 6));
      const wide = Math.max(1, Math.min(slot * 0.8, 46));
      const centre = (k + 0.5) * slot;
      pen.fillStyle = colour(state.bounds[k] <= state.span[1] && state.bounds[k + 1] > state.span[0]);
      pen.fillRect((state.words.dir === "rtl" ? width - centre : centre) - wide / 2, height - 1 - tall, wide, tall);
    }
  }

  /** Where steps are narrower than a pixel, the highest of those that share one stands for them. */
  function columns(counts, width) {
    if (counts.length <= width) return counts.map((count, k) => [k, count]);
    const highest = new Map();
    counts.forEach((count, k) => {
      const pixel = Math.floor((k / counts.length) * width);
      if (count >= (highest.get(pixel)?.[1] ?? -1)) highest.set(pixel, [k, count]);
    });
    return [...highest.values()];
  }

  return { create };
})();
