// Which incidents the reader wants to see, whenever they happened.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.filters = (() => {
  /** Columns of few words, each of which can be hidden; the empty word stands for none. */
  const SETS = ["kind", "status", "scope", "precision"];
  /** Columns of many words, of which one can be chosen. */
  const PICKS = ["country", "admin", "actor"];
  const TOLLS = ["any", "killed", "hurt", "unhurt", "unstated"];

  const none = () => ({
    hidden: Object.fromEntries(SETS.map((name) => [name, new Set()])),
    ...Object.fromEntries(PICKS.map((name) => [name, null])),
    confidence: 0, toll: "any", least: 1, query: "",
  });

  /** How many filters are set. */
  function active(filters) {
    const sets = SETS.filter((name) => filters.hidden[name].size).length;
    const picks = PICKS.filter((name) => filters[name] !== null).length;
    return sets + picks + [filters.confidence > 0, filters.toll !== "any", filters.query.trim() !== ""].filter(Boolean).length;
  }

  /** Mark the rows that all filters let through; `matches` marks those that free text finds, or is `null`. */
  function apply(rows, filters, matches) {
    const kept = new Uint8Array(rows.n).fill(1);
    for (const name of SETS) if (filters.hidden[name].size) keep(kept, rows.coded[name], (word) => !filters.hidden[name].has(word));
    for (const name of PICKS) if (filters[name] !== null) keep(kept, rows.coded[name], (word) => word === filters[name]);
    if (filters.confidence > 0) drop(kept, (i) => rows.numbers.confidence[i] < filters.confidence);
    if (filters.toll !== "any") drop(kept, (i) => !suffered(rows.numbers, i, filters));
    if (matches) drop(kept, (i) => !matches[i]);
    return kept;
  }

  function keep(kept, { values, codes }, wanted) {
    const passes = values.map((word) => wanted(word));
    const without = wanted("");
    drop(kept, (i) => !(codes[i] < 0 ? without : passes[codes[i]]));
  }

  function drop(kept, unwanted) {
    for (let i = 0; i < kept.length; i += 1) if (kept[i] && unwanted(i)) kept[i] = 0;
  }

  /** Numbers count as stated: "at least" by their minimum, nobody by a stated zero, silence by no number at all. */
  function suffered(numbers, i, { toll, least }) {
    const [killed, injured] = [numbers.killed_min[i], numbers.injured_min[i]];
    if (toll === "killed") return killed >= least;
    if (toll === "hurt") return (killed || 0) + (injured || 0) >= least;
    const stated = ["killed_min", "killed_max", "injured_min", "injured_max"].map((name) => numbers[name][i]);
    if (toll === "unstated") return stated.every(Number.isNaN);
    return stated.some((count) => !Number.isNaN(count)) && stated.every((count) => Number.isNaN(count) || count === 0);
  }

  return { SETS, PICKS, TOLLS, none, active, apply };
})();
