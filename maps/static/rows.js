// The incidents, column by column: what every view needs at once, and the words of each row when they are asked for.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.rows = (() => {
  const AREAS = new Set(["district", "region", "country"]);
  const CHUNKS_HELD = 64;
  const NEVER = 2 ** 29;
  const { HOURS } = Mawqi.time;

  /**
   * `core` is `{n, size, sources, order, columns}`. A column is `{values, codes}` with code -1 where there is none, an
   * array of numbers and `null`, or one number or `null` for all. `details` come later: see `attach`.
   */
  function open(core) {
    const { n } = core;
    const columns = Object.entries(core.columns);
    const coded = Object.fromEntries(columns.filter(([, column]) => column?.codes !== undefined).map(([name, column]) => [name, codes(column, n)]));
    const numbers = Object.fromEntries(columns.filter(([, column]) => column?.codes === undefined).map(([name, column]) => [name, floats(column, n)]));
    const rows = { n, size: core.size, sources: core.sources, order: core.order, coded, numbers, details: null };
    rows.get = (name, i) => {
      if (coded[name]) return coded[name].values[coded[name].codes[i]] ?? null;
      if (numbers[name]) return Number.isNaN(numbers[name][i]) ? null : numbers[name][i];
      return rows.details?.get(name, i) ?? null;
    };
    rows.source = (code) => rows.details.source(code);
    return Object.assign(rows, facts(rows), times(rows));
  }

  function codes({ values, codes: given }, n) {
    return { values, codes: Array.isArray(given) ? Int32Array.from(given) : new Int32Array(n).fill(given) };
  }

  function floats(column, n) {
    if (!Array.isArray(column)) return new Float64Array(n).fill(column ?? Number.NaN);
    const found = new Float64Array(n);
    for (let i = 0; i < n; i += 1) found[i] = column[i] === null ? Number.NaN : column[i];
    return found;
  }

  /** Whether each row has a point, is an area, is a total, is reported as fact. */
  function facts({ n, coded, numbers }) {
    const test = (name, holds) => flags(coded[name], n, holds);
    const placed = new Uint8Array(n);
    for (let i = 0; i < n; i += 1) placed[i] = Number.isNaN(numbers.lon[i]) || Number.isNaN(numbers.lat[i]) ? 0 : 1;
    return {
      placed, area: test("precision", (word) => AREAS.has(word)), total: test("scope", (word) => word === "aggregate"),
      certain: test("status", (word) => word === "reported"),
    };
  }

  function flags(column, n, holds) {
    const found = new Uint8Array(n);
    if (!column) return found;
    const held = column.values.map((word) => (holds(word) ? 1 : 0));
    for (let i = 0; i < n; i += 1) found[i] = held[column.codes[i]] ?? 0;
    return found;
  }

  /** First and last day and hour of each row, their extents, and the rows in the order of time, the undated last. */
  function times({ n, coded, numbers: { start, end } }) {
    const dated = new Uint8Array(n);
    const days = { from: new Int32Array(n), to: new Int32Array(n) };
    const hours = { from: new Int32Array(n), to: new Int32Array(n) };
    const { values, codes: parts } = coded.time_of_day;
    const [whole, ...named] = [null, ...values].map((part) => Mawqi.time.partHours(part));
    for (let i = 0; i < n; i += 1) {
      if (Number.isNaN(start[i])) continue;
      const part = named[parts[i]] ?? whole;
      dated[i] = 1;
      days.from[i] = start[i];
      days.to[i] = Number.isNaN(end[i]) ? start[i] : end[i];
      hours.from[i] = start[i] * HOURS + part.first;
      hours.to[i] = days.to[i] * HOURS + (end[i] > start[i] ? part.lastOfMany : part.last);
    }
    for (const scale of [days, hours]) scale.extent = extent(scale, dated);
    return { dated, days, hours, byTime: inOrder(dated, hours.from) };
  }

  function inOrder(dated, from) {
    const n = dated.length;
    const keys = new Float64Array(n);
    for (let i = 0; i < n; i += 1) keys[i] = (dated[i] ? from[i] : NEVER) * n + i;
    return Int32Array.from(keys.sort(), (key) => ((key % n) + n) % n);
  }

  function extent({ from, to }, dated) {
    let [first, last] = [Infinity, -Infinity];
    for (let i = 0; i < dated.length; i += 1) {
      if (!dated[i]) continue;
      first = Math.min(first, from[i]);
      last = Math.max(last, to[i]);
    }
    return first <= last ? [first, last] : null;
  }

  /** Give rows their words: the reports, the ids, and chunks of columns of `size` rows; each a value or its JSON. */
  function attach(rows, [sources, ids, ...chunks]) {
    const held = new Map();
    const read = (part) => (typeof part === "string" ? JSON.parse(part) : part);
    const chunk = (k) => {
      if (!held.has(k)) {
        if (held.size >= CHUNKS_HELD) held.delete(held.keys().next().value);
        held.set(k, read(chunks[k]));
      }
      return held.get(k);
    };
    const [reports, names] = [read(sources), read(ids)];
    rows.details = {
      get: (name, i) => (name === "id" ? names[i] : chunk(Math.floor(i / rows.size))?.[name]?.[i % rows.size]),
      source: (code) => reports[code] ?? { id: "" },
      rowOf: (id) => names.indexOf(id),
    };
  }

  /** Why a row is on no point of the map: `country`, `unnamed`, `unfound`, or `null` where it is on one. */
  function offMap(rows, i) {
    if (rows.placed[i]) return null;
    if (rows.get("precision", i) === "country") return "country";
    return rows.get("place", i) === null && rows.get("place_en", i) === null ? "unnamed" : "unfound";
  }

  return { open, attach, offMap };
})();
