// Where incidents stand: rows that share a point (or an area) are one site, sites whose signs would touch one spot.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.sites = (() => {
  const TILE = 256;
  const SIGN = 13;
  const WIDEST = 26;
  /** Any two signs in one cell of this width touch. */
  const CELL = Math.floor((SIGN * 2) / Math.SQRT2);
  const SHIFT = 2 ** 24;

  /** Radius in pixels of the sign of so many incidents. */
  const reachOf = (count) => Math.min(WIDEST, SIGN + 1 + 3 * Math.log2(Math.max(1, count)));

  /** Sites of the placed rows: `lat`, `lon`, `x`, `y` (the world is one wide), `area`, `metres`; `of` leads from row to site or -1, `areas` are those that are. */
  function open(rows) {
    const { lon, lat, uncertainty_m: metres } = rows.numbers;
    const of = new Int32Array(rows.n).fill(-1);
    const known = [new Map(), new Map()];
    const found = [];
    for (let i = 0; i < rows.n; i += 1) {
      if (!rows.placed[i]) continue;
      const there = known[rows.area[i]];
      if (!there.has(lat[i])) there.set(lat[i], new Map());
      let site = there.get(lat[i]).get(lon[i]);
      if (site === undefined) {
        site = found.length;
        there.get(lat[i]).set(lon[i], site);
        found.push({ lat: lat[i], lon: lon[i], area: rows.area[i] === 1, metres: 0, ...world(lat[i], lon[i]) });
      }
      of[i] = site;
      if (metres[i] > found[site].metres) found[site].metres = metres[i];
    }
    const areas = found.flatMap(({ area }, s) => (area ? [s] : []));
    return { list: found, of, areas, x: Float64Array.from(found, ({ x }) => x), y: Float64Array.from(found, ({ y }) => y) };
  }

  /** Spherical Mercator, as Leaflet's own. */
  function world(lat, lon) {
    const sine = Math.sin((Math.max(-85.0511287798, Math.min(85.0511287798, lat)) * Math.PI) / 180);
    return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
  }

  /**
   * Spots at a zoom for point sites of some weight (0 for none): `of` leads from site to spot or -1, `sitesOf(k)` from
   * spot to sites. Signs that would touch are merged until none do; a spot stands at the mean of its sites.
   */
  function spots({ list }, weights, zoom) {
    const scale = TILE * 2 ** zoom;
    const of = new Int32Array(list.length).fill(-1);
    const sums = empty(list.length);
    const cells = new Map();
    list.forEach((site, s) => {
      if (site.area || !weights[s]) return;
      const key = Math.floor((site.x * scale) / CELL) * SHIFT + Math.floor((site.y * scale) / CELL);
      if (!cells.has(key)) cells.set(key, sums.count++);
      of[s] = cells.get(key);
      add(sums, of[s], site.x * scale, site.y * scale, 1, weights[s]);
    });
    return settle(sums, of);
  }

  const empty = (most) => ({ count: 0, x: new Float64Array(most), y: new Float64Array(most), sites: new Int32Array(most), weight: new Int32Array(most) });

  function add(sums, at, x, y, sites, weight) {
    sums.x[at] += x;
    sums.y[at] += y;
    sums.sites[at] += sites;
    sums.weight[at] += weight;
  }

  function settle(start, of) {
    let sums = start;
    for (;;) {
      const { merged, into } = mergeOnce(sums);
      for (let s = 0; s < of.length; s += 1) if (of[s] >= 0) of[s] = into[of[s]];
      if (merged.count === sums.count) return { count: merged.count, of, sitesOf: sitesOf(of, merged.count) };
      sums = merged;
    }
  }

  /** From spot to sites: they lie in one list, those of a spot together. */
  function sitesOf(of, count) {
    const ends = new Int32Array(count + 1);
    for (const spot of of) if (spot >= 0) ends[spot + 1] += 1;
    for (let k = 0; k < count; k += 1) ends[k + 1] += ends[k];
    const next = ends.slice(0, count);
    const list = new Int32Array(ends[count]);
    of.forEach((spot, s) => { if (spot >= 0) list[next[spot]++] = s; });
    return (k) => list.subarray(ends[k], ends[k + 1]);
  }

  function mergeOnce(sums) {
    const { count } = sums;
    const [x, y, reach] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
    for (let k = 0; k < count; k += 1) {
      x[k] = sums.x[k] / sums.sites[k];
      y[k] = sums.y[k] / sums.sites[k];
      reach[k] = reachOf(sums.weight[k]);
    }
    const grid = gridOf(x, y);
    const into = new Int32Array(count).fill(-1);
    const merged = empty(count);
    const touches = (k, other) => other === k || Math.hypot(x[other] - x[k], y[other] - y[k]) < reach[k] + reach[other];
    for (let k = 0; k < count; k += 1) {
      if (into[k] >= 0) continue;
      const at = merged.count++;
      const [column, row] = [cellOf(x[k]), cellOf(y[k])];
      for (let near = 0; near < 9; near += 1) {
        let other = grid.heads[grid.bucket(column + (near % 3) - 1, row + Math.floor(near / 3) - 1)];
        for (; other >= 0; other = grid.next[other]) {
          if (into[other] >= 0 || !touches(k, other)) continue;
          into[other] = at;
          add(merged, at, sums.x[other], sums.y[other], sums.sites[other], sums.weight[other]);
        }
      }
    }
    return { merged, into };
  }

  const cellOf = (v) => Math.floor(v / (WIDEST * 2));

  /** Linked lists of what lies in each cell as wide as two of the widest signs; far cells may share a list. */
  function gridOf(x, y) {
    const size = 2 ** Math.ceil(Math.log2(x.length * 2 + 2));
    const bucket = (column, row) => (Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & (size - 1);
    const heads = new Int32Array(size).fill(-1);
    const next = new Int32Array(x.length);
    for (let k = x.length - 1; k >= 0; k -= 1) {
      const at = bucket(cellOf(x[k]), cellOf(y[k]));
      next[k] = heads[at];
      heads[at] = k;
    }
    return { heads, next, bucket };
  }

  return { SIGN, TILE, reachOf, open, spots };
})();
