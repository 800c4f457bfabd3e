// Free text: places, parties and quotations, folded once and searched as one long text.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.search = (() => {
  const { fold } = Mawqi.text;
  const WORDS = ["place", "place_en", "admin", "origin", "weapon", "target", "actor"];
  const SLICE = 200;

  /** `grow(until)` folds further rows until it is done or `until()` says so; `find(query)` marks what holds its words. */
  function create(rows) {
    const index = { lines: [], text: null, starts: null };
    const folded = new Map();
    const once = (text) => folded.get(text) ?? folded.set(text, fold(text)).get(text);
    const grow = (until = () => false) => {
      while (index.lines.length < rows.n && !until()) {
        const end = Math.min(rows.n, index.lines.length + SLICE);
        for (let i = index.lines.length; i < end; i += 1) index.lines.push(lineOf(rows, i, once));
      }
      if (index.lines.length === rows.n && index.text === null) close(index, rows.n);
      return index.text !== null;
    };
    return { grow, find: (query) => find(index, grow, query, rows.n) };
  }

  function lineOf(rows, i, once) {
    const words = WORDS.map((name) => rows.get(name, i)).filter(Boolean).map(once);
    const quotes = (rows.get("evidence", i) ?? []).map(([, , segments]) => fold(segments.filter(([, field]) => field).map(([text]) => text).join(" ")));
    return [...words, ...quotes].join(" ");
  }

  function close(index, n) {
    index.starts = new Int32Array(n + 1);
    for (let i = 0; i < n; i += 1) index.starts[i + 1] = index.starts[i] + index.lines[i].length + 1;
    index.text = `${index.lines.join("\n")}\n`;
    index.lines = { length: n };
  }

  /** Rows in which every word of the query stands, or `null` for no query. */
  function find(index, grow, query, n) {
    const words = fold(query).split(" ").filter(Boolean);
    if (!words.length) return null;
    grow();
    const found = new Uint8Array(n);
    words.forEach((word, k) => mark(index, word, found, k));
    return found.map((count) => (count === words.length ? 1 : 0));
  }

  /** Count a row up where it holds a word and held all those before. */
  function mark({ text, starts }, word, found, k) {
    for (let at = text.indexOf(word); at >= 0;) {
      const row = Mawqi.time.stepOf(starts, at);
      if (found[row] === k) found[row] += 1;
      at = text.indexOf(word, starts[row + 1]);
    }
  }

  return { create };
})();
