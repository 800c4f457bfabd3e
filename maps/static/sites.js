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

  /** Sites of the placed rows: `lat`, `lon`, `x`, `y` (the world is one wide), `area`, `metres`; `of` leads from row to site or -1. */
  function open(rows) {
    const { lon, lat, uncertainty_m: metres } = rows.numbers;
    const of = new Int32Array(rows.n).fill(-1);
    const known = new Map();
    const found = [];
    for (let i = 0; i < rows.n; i += 1) {
      if (!rows.placed[i]) continue;
      const key = `${lat[i]} ${lon[i]} ${rows.area[i]}`;
      let site = known.get(key);
      if (site === undefined) {
        site = found.length;
        known.set(key, site);
        found.push({ lat: lat[i], lon: lon[i], area: rows.area[i] === 1, metres: 0, ...world(lat[i], lon[i]) });
      }
      of[i] = site;
      if (metres[i] > found[site].metres) found[site].metres = metres[i];
    }
    return { list: found, of };
  }

  /** Spherical Mercator, as Leaflet's own. */
  function world(lat, lon) {
    const sine = Math.sin((Math.max(-85.0511287798, Math.min(85.0511287798, lat)) * Math.PI) / 180);
    return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
  }

  /**
   * Spots at a zoom for point sites of some weight (0 for none): `of` leads from site to spot or -1. Signs that would
   * touch are merged until none do; a spot stands at the mean of its sites.
   */
  function spots({ list }, weights, zoom) {
    const scale = TILE * 2 ** zoom;
    const of = new Int32Array(list.length).fill(-1);
    const sums = { x: [], y: [], sites: [], weight: [] };
    const cells = new Map();
    list.forEach((site, s) => {
      if (site.area || !weights[s]) return;
      const key = Math.floor((site.x * scale) / CELL) * SHIFT + Math.floor((site.y * scale) / CELL);
      if (!cells.has(key)) cells.set(key, sums.x.length);
      of[s] = cells.get(key);
      add(sums, of[s], site.x * scale, site.y * scale, 1, weights[s]);
    });
    return settle(sums, of);
  }

  function add(sums, at, x, y, sites, weight) {
    sums.x[at] = (sums.x[at] ?? 0) + x;
    sums.y[at] = (sums.y[at] ?? 0) + y;
    sums.sites[at] = (sums.sites[at] ?? 0) + sites;
    sums.weight[at] = (sums.weight[at] ?? 0) + weight;
  }

  function settle(start, of) {
    let sums = start;
    for (;;) {
      const { merged, into } = mergeOnce(sums);
      for (let s = 0; s < of.length; s += 1) if (of[s] >= 0) of[s] = into[of[s]];
      if (merged.x.length === sums.x.length) return { count: merged.x.length, of };
      sums = merged;
    }
  }

  function mergeOnce(sums) {
    const count = sums.x.length;
    const [x, y, reach] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
    for (let k = 0; k < count; k += 1) {
      x[k] = sums.x[k] / sums.sites[k];
      y[k] = sums.y[k] / sums.sites[k];
      reach[k] = reachOf(sums.weight[k]);
    }
    const cells = gridOf(x, y);
    const into = new Int32Array(count).fill(-1);
    const merged = { x: [], y: [], sites: [], weight: [] };
    for (let k = 0; k < count; k += 1) {
      if (into[k] >= 0) continue;
      const at = merged.x.length;
      around(cells, x[k], y[k], (other) => {
        if (into[other] >= 0) return;
        if (other !== k && Math.hypot(x[other] - x[k], y[other] - y[k]) >= reach[k] + reach[other]) return;
        into[other] = at;
        add(merged, at, sums.x[other], sums.y[other], sums.sites[other], sums.weight[other]);
      });
    }
    return { merged, into };
  }

  const cellOf = (v) => Math.floor(v / (WIDEST * 2));

  /** Linked lists of what lies in each cell as wide as two of the widest signs. */
  function gridOf(x, y) {
    const heads = new Map();
    const next = new Int32Array(x.length);
    for (let k = x.length - 1; k >= 0; k -= 1) {
      const key = cellOf(x[k]) * SHIFT + cellOf(y[k]);
      next[k] = heads.get(key) ?? -1;
      heads.set(key, k);
    }
    return { heads, next };
  }

  function around({ heads, next }, x, y, visit) {
    for (let c = cellOf(x) - 1; c <= cellOf(x) + 1; c += 1) {
      for (let r = cellOf(y) - 1; r <= cellOf(y) + 1; r += 1) {
        for (let k = heads.get(c * SHIFT + r) ?? -1; k >= 0; k = next[k]) visit(k);
      }
    }
  }

  return { SIGN, TILE, reachOf, open, spots };
})();
