// The bar of time: play, steps, the window, and a slider under a histogram of incidents.
"use strict";

Mawqi.bar = (() => {
  const { el, button } = Mawqi.dom;
  const { MODES, UNITS, mostDays, unitsFor } = Mawqi.time;
  const { SPEEDS } = Mawqi.hash;
  const MOST = 99999;

  /** `handlers`: `play()`, `move(position)`, `choose(first, last)`, `set(changes)`. The answer is `{node, update()}`. */
  function create(state, handlers) {
    const { words } = state;
    if (!state.extent) return { node: el("footer.mq-bar", {}, el("p.mq-empty", {}, words.t(state.rows.n ? "no_dates" : "empty"))), update() {} };
    const bar = {
      play: button("mq-button.mq-play", { onclick: handlers.play }),
      label: el("output.mq-moment", { "aria-live": "polite" }),
      chart: Mawqi.chart.create(state, handlers),
      slider: el("input.mq-slider", { type: "range", min: 0, step: 1, "aria-label": words.t("time.slider"), oninput: (event) => handlers.move(Number(event.target.value)) }),
      ends: el("div.mq-ends", { "aria-hidden": "true" }),
    };
    bar.options = options(state, handlers);
    bar.node = el("footer.mq-bar", { "aria-label": words.t("time") },
      el("div.mq-controls", {}, transport(bar, state, handlers), bar.options), bar.chart.node, bar.slider, bar.ends);
    bar.update = () => update(bar, state);
    return bar;
  }

  function transport(bar, { words }, handlers) {
    const arrow = (name, by) => button(`mq-button.mq-${name}`, { "aria-label": words.t(`time.${name}`), title: words.t(`time.${name}`), onclick: () => handlers.step(by) });
    return el("div.mq-transport", {}, arrow("previous", -1), bar.play, arrow("next", 1), bar.label);
  }

  function options(state, handlers) {
    const { words } = state;
    const [first, last] = state.rows.days.extent;
    const offered = unitsFor(last - first + 1);
    const choice = (group, value) => (group !== "unit" || offered.includes(value) ? el("option", { value }, words.name(group, value))
      : el("option", { value, disabled: true }, `${words.name(group, value)} (${words.count("time.upto", mostDays(value))})`));
    const pick = (key, name, group, values) => {
      const control = el("select", {}, values.map((value) => choice(group, value)));
      control.addEventListener("change", () => handlers.set({ [name]: control.value }));
      return el("label.mq-pick", { "data-option": name }, el("span", {}, words.t(key)), control);
    };
    const tick = (key, name) => el("label.mq-tick", {}, el("input", { type: "checkbox", "data-option": name, onchange: (event) => handlers.set({ [name]: event.target.checked }) }), words.t(key));
    return el("div.mq-options", {},
      pick("time.window", "mode", "window", MODES), length(state, handlers),
      pick("time.unit", "unit", "unit", UNITS), pick("time.speed", "speed", "speed", SPEEDS),
      state.notes.undated ? tick("time.undated", "undated") : null, state.launched.length ? tick("time.lines", "lines") : null);
  }

  /** How many days (or hours) the window of the last days is long. */
  function length({ words }, handlers) {
    const set = (event) => {
      const value = Math.floor(Number(event.target.value));
      if (value >= 1 && value <= MOST) handlers.set({ last: value });
    };
    return el("label.mq-pick.mq-length", {}, el("span", {}), el("input", { type: "number", min: 1, max: MOST, "data-option": "last", "aria-label": words.t("time.length"), oninput: set }), el("span.mq-length-unit", {}));
  }

  function update(bar, state) {
    const { words, bounds, position, unit } = state;
    const text = moment(state);
    bar.label.textContent = text;
    bar.label.setAttribute("aria-live", state.playing ? "off" : "polite");
    const action = words.t(state.playing ? "time.pause" : "time.play");
    bar.play.setAttribute("aria-label", action);
    bar.play.title = action;
    bar.play.classList.toggle("mq-playing", Boolean(state.playing));
    bar.slider.max = bounds.length - 2;
    bar.slider.value = position;
    bar.slider.style.setProperty("--mq-slot", `${100 / (bounds.length - 1)}%`);
    bar.slider.setAttribute("aria-valuetext", text);
    chosen(bar, state);
    const ends = state.rows.days.extent.map((day) => words.day(day));
    bar.ends.replaceChildren(...ends.map((end) => el("span", {}, end)));
    bar.node.querySelector(".mq-length").hidden = state.mode !== "last";
    bar.node.querySelector(".mq-length-unit").textContent = words.t(unit === "hour" ? "time.hours" : "time.days");
    bar.chart.draw();
  }

  /** The controls say what is so, whoever changed it. */
  function chosen({ options: node }, state) {
    for (const name of ["mode", "unit", "speed"]) node.querySelector(`[data-option="${name}"] select`).value = state[name];
    const field = node.querySelector('[data-option="last"]');
    if (document.activeElement !== field) field.value = state.last;
    for (const name of ["undated", "lines"]) {
      const box = node.querySelector(`[data-option="${name}"]`);
      if (box) box.checked = state[name];
    }
  }

  function moment({ words, bounds, position, mode, unit, span, extent }) {
    const until = Math.min(bounds[position + 1] - 1, extent[1]);
    const from = Math.max(span[0], extent[0]);
    if (mode === "all") return words.t("whole", { span: words.stretch(...extent, unit) });
    if (mode === "cumulative") return words.t("upto", { day: words.stretch(until, until, unit) });
    if (mode === "step") return words.step(bounds[position], unit === "week" ? until : bounds[position + 1] - 1, unit);
    return words.stretch(Math.min(from, until), until, unit);
  }

  return { create, moment };
})();
