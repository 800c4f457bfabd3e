// What a moment shows at each site and spot: counted in one walk over the rows.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.tally = (() => {
  /** `rank[i]` is the number of row i's family and certainty, below `ranks`. */
  function ranks(rows, signs) {
    const families = Object.keys(signs.families);
    const kinds = rows.coded.kind.values.map((kind) => families.indexOf((signs.kinds[kind] ?? signs.kinds.attack).family));
    const rank = new Uint8Array(rows.n);
    for (let i = 0; i < rows.n; i += 1) rank[i] = (kinds[rows.coded.kind.codes[i]] ?? 0) * 2 + rows.certain[i];
    return { rank, count: families.length * 2, families };
  }

  /** How many of the marked rows stand at each site. */
  function weigh(sites, marked) {
    const weights = new Int32Array(sites.list.length);
    for (let i = 0; i < marked.length; i += 1) if (marked[i] && sites.of[i] >= 0) weights[sites.of[i]] += 1;
    return weights;
  }

  /**
   * Per site: events, totals, the first row that stands for it (an event where there is one), whether others of its
   * sort differ in kind or status. Per spot: events by rank, events, totals, sites, and where their mean is.
   */
  function count(rows, sites, spots, shown, { rank, count: width }) {
    const at = { events: new Int32Array(sites.list.length), totals: new Int32Array(sites.list.length), row: new Int32Array(sites.list.length).fill(-1), mixed: new Uint8Array(sites.list.length) };
    const shares = new Int32Array(spots.count * width);
    for (let i = 0; i < rows.n; i += 1) {
      const site = sites.of[i];
      if (!shown[i] || site < 0) continue;
      stand(rows, at, site, i);
      if (!rows.total[i] && spots.of[site] >= 0) shares[spots.of[site] * width + rank[i]] += 1;
    }
    return { site: at, spot: { ...gather(sites, spots, at), shares } };
  }

  /** Count a row at its site; let it stand for the site where it is the first, or the first event. */
  function stand(rows, at, site, i) {
    const total = rows.total[i];
    if (at.row[site] < 0 || (!total && !at.events[site])) {
      at.row[site] = i;
      at.mixed[site] = 0;
    } else if (!(total && at.events[site]) && differ(rows, at.row[site], i)) at.mixed[site] = 1;
    if (total) at.totals[site] += 1;
    else at.events[site] += 1;
  }

  const differ = ({ coded: { kind, status } }, i, k) => kind.codes[i] !== kind.codes[k] || status.codes[i] !== status.codes[k];

  function gather({ x, y }, spots, { events, totals, row }) {
    const at = {
      events: new Int32Array(spots.count), totals: new Int32Array(spots.count), sites: new Int32Array(spots.count),
      first: new Int32Array(spots.count).fill(-1), x: new Float64Array(spots.count), y: new Float64Array(spots.count),
      all: new Int32Array(spots.count), allX: new Float64Array(spots.count), allY: new Float64Array(spots.count),
    };
    for (let s = 0; s < row.length; s += 1) {
      const spot = spots.of[s];
      if (spot < 0) continue;
      at.all[spot] += 1;
      at.allX[spot] += x[s];
      at.allY[spot] += y[s];
      if (row[s] < 0) continue;
      at.events[spot] += events[s];
      at.totals[spot] += totals[s];
      at.sites[spot] += 1;
      if (at.first[spot] < 0) at.first[spot] = s;
      at.x[spot] += x[s];
      at.y[spot] += y[s];
    }
    for (let k = 0; k < spots.count; k += 1) {
      const some = at.sites[k] > 0;
      at.x[k] = some ? at.x[k] / at.sites[k] : at.allX[k] / at.all[k];
      at.y[k] = some ? at.y[k] / at.sites[k] : at.allY[k] / at.all[k];
    }
    return at;
  }

  return { ranks, weigh, count };
})();
