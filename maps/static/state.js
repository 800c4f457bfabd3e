// What the map shows: the rows, the moment, the filters. Changed here, drawn elsewhere.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.state = (() => {
  const { time, filters } = Mawqi;

  /** `page` is `{lang, title, window, base}`, `tables` the interface's words and signs. */
  function begin(rows, page, tables) {
    const launched = [];
    const origins = rows.numbers.origin_lat;
    for (let i = 0; i < rows.n; i += 1) if (rows.placed[i] && !Number.isNaN(origins[i])) launched.push(i);
    const days = rows.days.extent;
    const state = {
      rows, launched, signs: tables.signs, sites: Mawqi.sites.open(rows), ranks: Mawqi.tally.ranks(rows, tables.signs),
      search: Mawqi.search.create(rows), title: page.title, lang: page.lang, mode: page.window, last: 7, undated: true,
      lines: false, speed: "1", tab: "now", selected: null, detail: null, filters: filters.none(), moment: 0, position: 0,
      notes: { undated: count(rows.dated, 0), totals: count(rows.total, 1) },
    };
    setUnit(state, days ? time.unitFor(days[1] - days[0] + 1) : "day");
    state.usual = Object.fromEntries(["lang", "unit", "mode", "last", "undated", "lines", "speed", "tab"].map((key) => [key, state[key]]));
    refilter(state);
    restep(state);
    return state;
  }

  const count = (marks, wanted) => marks.reduce((n, mark) => n + (mark === wanted ? 1 : 0), 0);

  const scaleOf = (state) => (state.unit === "hour" ? state.rows.hours : state.rows.days);

  /** Cut time into other steps; the moment and the length of the window stay. */
  function setUnit(state, unit) {
    const before = state.unit ?? "day";
    const hour = state.bounds ? (state.bounds[state.position] * time.HOURS) / time.perDay(before) : null;
    const ratio = time.perDay(unit) / time.perDay(before);
    state.unit = unit;
    state.last = Math.max(1, Math.round(state.last * ratio));
    state.extent = scaleOf(state).extent;
    if (!state.extent) return;
    state.bounds = time.steps(state.extent, unit);
    state.stepsOf = time.stepsOf(state.rows, scaleOf(state), state.bounds);
    state.position = hour === null ? 0 : positionAt(state, hour);
    if (state.kept) recount(state);
  }

  /** The step that holds an hour. */
  const positionAt = (state, hour) => time.stepOf(state.bounds, Mawqi.hash.tickOf(hour, state.unit));

  /** Apply the filters, after they were changed; `restep` is to follow. */
  function refilter(state) {
    const { rows, search } = state;
    state.kept = filters.apply(rows, state.filters, rows.details ? search.find(state.filters.query) : null);
    recount(state);
  }

  function recount(state) {
    if (state.extent) state.counts = time.histogram(state.rows, state.stepsOf, state.kept, state.bounds.length - 1);
  }

  /** Work out what is shown, after the moment, the window or the filters were changed. */
  function restep(state) {
    const { rows, kept, extent } = state;
    state.moment += 1;
    state.span = extent ? time.windowOf(state.bounds, state.position, state.mode, state.last) : null;
    state.shown = extent ? time.mark(new Uint8Array(rows.n), rows, kept, scaleOf(state), state.span, state.undated) : kept;
  }

  /** Rows of each list in the order of time: shown now on the map, shown now but on no point, undated. */
  function lists({ rows, kept, shown }) {
    const [now, unplaced, undated] = [[], [], []];
    for (const i of rows.byTime) {
      if (!kept[i]) continue;
      if (shown[i]) (rows.placed[i] ? now : unplaced).push(i);
      if (!rows.dated[i]) undated.push(i);
    }
    return { now, unplaced, undated };
  }

  /** Rows that the filters and the window let through, in the order of time: what is taken away. */
  const taken = ({ rows, shown }) => Array.from(rows.byTime).filter((i) => shown[i]);

  /** How many shown rows have each word of a column; the last number is of those without. */
  function wordCounts({ rows, shown }, name) {
    const { values, codes } = rows.coded[name];
    const found = new Int32Array(values.length + 1);
    for (let i = 0; i < rows.n; i += 1) if (shown[i]) found[codes[i] < 0 ? values.length : codes[i]] += 1;
    return found;
  }

  return { begin, setUnit, positionAt, refilter, restep, lists, taken, wordCounts };
})();
