// What the map works out, without a page: rows, time windows, counts, clusters. Loaded by node's tests as it stands.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.core = (() => {
  const DAY_MS = 86400000;
  const AREAS = new Set(["district", "region", "country"]);
  const UNITS = ["day", "week", "month", "year"];
  const STEP_LIMIT = 20000;

  /** Rows of the columnar payload: `get(column, i)` gives the value, `null` where there is none. */
  function open(payload) {
    const columns = payload.columns;
    const get = (name, i) => {
      const column = columns[name];
      if (!column) return null;
      if (Array.isArray(column)) return column[i] ?? null;
      const code = column.codes[i];
      return code < 0 ? null : column.values[code];
    };
    return { n: payload.n, get, reports: payload.reports };
  }

  const isPlaced = (rows, i) => rows.get("lon", i) !== null && rows.get("lat", i) !== null;
  const isDated = (rows, i) => rows.get("start", i) !== null;
  const isArea = (rows, i) => AREAS.has(rows.get("precision", i));

  /** First and last day of all dated rows, or `null` when no row has a date. */
  function extent(rows) {
    let first = Infinity;
    let last = -Infinity;
    for (let i = 0; i < rows.n; i += 1) {
      const start = rows.get("start", i);
      if (start === null) continue;
      first = Math.min(first, start);
      last = Math.max(last, rows.get("end", i) ?? start);
    }
    return first <= last ? [first, last] : null;
  }

  /** The unit that gives a slider a handy number of steps for so many days. */
  function unitFor(days) {
    if (days <= 92) return "day";
    if (days <= 730) return "week";
    return days <= 14600 ? "month" : "year";
  }

  /** Units that do not cut the extent into more steps than a slider can hold. */
  function unitsFor(days) {
    const length = { day: 1, week: 7, month: 30, year: 365 };
    return UNITS.filter((unit) => days / length[unit] <= STEP_LIMIT);
  }

  /** The first day of a month; `Date.UTC` takes years below 100 for those of the last century. */
  function firstOf(year, month) {
    return Math.round(new Date(0).setUTCFullYear(year, month, 1) / DAY_MS);
  }

  function startOfUnit(day, unit) {
    if (unit === "day") return day;
    if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
    const date = new Date(day * DAY_MS);
    const month = unit === "month" ? date.getUTCMonth() : 0;
    return firstOf(date.getUTCFullYear(), month);
  }

  function nextUnit(day, unit) {
    if (unit === "day") return day + 1;
    if (unit === "week") return day + 7;
    const date = new Date(day * DAY_MS);
    const [years, months] = unit === "month" ? [0, 1] : [1, 0];
    return firstOf(date.getUTCFullYear() + years, date.getUTCMonth() + months);
  }

  /** Bounds of the steps: step k runs from `steps[k]` to the day before `steps[k + 1]`. */
  function steps([first, last], unit) {
    const bounds = [startOfUnit(first, unit)];
    while (bounds[bounds.length - 1] <= last) bounds.push(nextUnit(bounds[bounds.length - 1], unit));
    return bounds;
  }

  /** Index of the step that holds a day. */
  function stepOf(bounds, day) {
    let low = 0;
    let high = bounds.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (bounds[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** First and last day shown: `mode` is step, last (`n` steps), cumulative or all. */
  function windowOf(bounds, position, mode, n) {
    const to = bounds[position + 1] - 1;
    if (mode === "all") return [bounds[0], bounds[bounds.length - 1] - 1];
    if (mode === "cumulative") return [bounds[0], to];
    if (mode === "last") return [bounds[Math.max(0, position - n + 1)], to];
    return [bounds[position], to];
  }

  /** Whether a dated row happens within the window; one that spans days is there on each of them. */
  function overlaps(rows, i, [from, to]) {
    const start = rows.get("start", i);
    return start !== null && start <= to && (rows.get("end", i) ?? start) >= from;
  }

  /** How many of the rows that `keep` lets through happen in each step. */
  function histogram(rows, bounds, keep) {
    const change = new Int32Array(bounds.length + 1);
    for (let i = 0; i < rows.n; i += 1) {
      const start = rows.get("start", i);
      if (start === null || !keep(i)) continue;
      change[stepOf(bounds, start)] += 1;
      change[stepOf(bounds, rows.get("end", i) ?? start) + 1] -= 1;
    }
    const counts = [];
    let running = 0;
    for (let k = 0; k < bounds.length - 1; k += 1) counts.push((running += change[k]));
    return counts;
  }

  /** The next step after `position` in which something happens, or `null` at the end. */
  function nextBusy(counts, position) {
    for (let k = position + 1; k < counts.length; k += 1) if (counts[k] > 0) return k;
    return null;
  }

  /** Rows that share a point (or an area) as one site: `{lat, lon, area, members}`. */
  function sites(rows) {
    const found = new Map();
    for (let i = 0; i < rows.n; i += 1) {
      if (!isPlaced(rows, i)) continue;
      const [lat, lon, area] = [rows.get("lat", i), rows.get("lon", i), isArea(rows, i)];
      const key = `${lat},${lon},${area}`;
      if (!found.has(key)) found.set(key, { lat, lon, area, members: [] });
      found.get(key).members.push(i);
    }
    return [...found.values()];
  }

  /**
   * Merge dots (`{x, y, members}`, pixels) whose signs would touch, until none do; a cluster stands at the mean of its
   * dots. `reach(members)` is the radius of a sign, at most `widest`.
   */
  function cluster(dots, reach, widest) {
    let found = dots.map((dot) => join([dot]));
    for (let before = Infinity; found.length < before;) {
      before = found.length;
      found = mergeOnce(found, reach, widest * 2);
    }
    return found;
  }

  function mergeOnce(spots, reach, cell) {
    const cells = new Map();
    const cellOf = (v) => Math.floor(v / cell);
    const radii = spots.map(({ members }) => reach(members));
    spots.forEach(({ x, y }, index) => {
      const key = `${cellOf(x)}:${cellOf(y)}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(index);
    });
    const taken = new Uint8Array(spots.length);
    return spots.flatMap((spot, index) => {
      if (taken[index]) return [];
      const touches = (other) => !taken[other] && (other === index
        || Math.hypot(spots[other].x - spot.x, spots[other].y - spot.y) < radii[index] + radii[other]);
      const near = around(cells, cellOf(spot.x), cellOf(spot.y)).filter(touches);
      near.forEach((other) => { taken[other] = 1; });
      return [join(near.flatMap((other) => spots[other].dots))];
    });
  }

  function around(cells, column, row) {
    const near = [];
    for (let c = column - 1; c <= column + 1; c += 1) {
      for (let r = row - 1; r <= row + 1; r += 1) near.push(...(cells.get(`${c}:${r}`) ?? []));
    }
    return near;
  }

  function join(dots) {
    const mean = (key) => dots.reduce((sum, dot) => sum + dot[key], 0) / dots.length;
    return { x: mean("x"), y: mean("y"), dots, members: dots.flatMap((dot) => dot.members) };
  }

  /** How a stated range reads: the key of its phrase, and its numbers. */
  function phrase(min, max) {
    if (min === null && max === null) return ["unknown"];
    if (max === null) return ["atLeast", min];
    if (min === null) return ["atMost", max];
    if (min !== max) return ["between", min, max];
    return min === 0 ? ["none"] : ["exactly", min];
  }

  const LETTERS = new Map([
    ["ىیېے", "ي"], ["ةہھە", "ه"], ["کڪگڭ", "ك"], ["پ", "ب"], ["ڤ", "ف"], ["چژ", "ج"], ["،٬‚", ","], ["؛", ";"], ["؟", "?"],
    ["٪", "%"], ["٫۔", "."], ["«»“”„‟", '"'], ["‘’‛‹›`´ʼ", "'"], ["‐–—―−", "-"], ["ß", "ss"],
  ].flatMap(([from, to]) => [...from].map((letter) => [letter, letter === "‚" ? "'" : to])));

  /** Text folded for search as the gazetteer folds it: marks, letter variants, digits and capitals do not matter. */
  function fold(text) {
    const plain = text.normalize("NFKD").toLowerCase().normalize("NFKD")
      .replace(/[\s\p{Z}\x1c-\x1f\x85]+/gu, " ").replace(/[\p{Mn}\p{Me}\p{Cf}\p{Cc}\u0640]/gu, "");
    return [...plain].map((c) => LETTERS.get(c) ?? (/\p{Nd}/u.test(c) ? digit(c) : c)).join("").replace(/ +/g, " ").trim();
  }

  function digit(character) {
    const code = character.codePointAt(0);
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  }

  /** Text without the characters that turn the direction of what follows: unclosed, they would turn our words too. */
  const steady = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

  /** Why a row is on no point of the map: `country`, `unnamed`, `unfound`, or `null` where it is on one. */
  function offMap(rows, i) {
    if (isPlaced(rows, i)) return null;
    if (rows.get("precision", i) === "country") return "country";
    return rows.get("place", i) === null && rows.get("place_en", i) === null ? "unnamed" : "unfound";
  }

  const isTotal = (rows, i) => rows.get("scope", i) === "aggregate";

  /** Only addresses of web pages may become links. */
  const safeUrl = (url) => (typeof url === "string" && /^https?:\/\//i.test(url) ? url : null);

  return {
    DAY_MS, open, isPlaced, isDated, isArea, extent, unitFor, unitsFor, steps, stepOf, windowOf, overlaps,
    histogram, nextBusy, sites, cluster, phrase, fold, steady, offMap, isTotal, safeUrl,
  };
})();
