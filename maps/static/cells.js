// Cells and their counts: unpacked, summed over a stretch of time, sorted into classes.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.cells = (() => {
  const RAMP = ["#d3e5e6", "#9cc7cb", "#5b9eaa", "#27717f", "#0b3f4b"];

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
  function colourOf(bounds, k, dark) {
    const ramp = dark ? [...RAMP].reverse() : RAMP;
    return ramp[bounds.length === 1 ? 2 : Math.round((k * (RAMP.length - 1)) / (bounds.length - 1))];
  }

  /** Whether a point lies in a polygon. */
  function inside(points, { x, y }) {
    let within = false;
    for (let i = 0, j = points.length - 1; i < points.length; j = i, i += 1) {
      const [a, b] = [points[i], points[j]];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) within = !within;
    }
    return within;
  }

  return { inflate, open, rowsOf, sums, classes, classOf, colourOf, inside };
})();
