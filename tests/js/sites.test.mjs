// Sites, spots and what a moment shows at them.
import assert from "node:assert/strict";
import test from "node:test";
import { random, rowsOf } from "./page.mjs";

const { rows: columns, sites, tally } = globalThis.Mawqi;
const SIGNS = { families: { air: {}, other: {} }, kinds: { attack: { family: "other" }, airstrike: { family: "air" } } };

function scattered(n) {
  const next = random(7);
  const lon = Array.from({ length: n }, () => 34 + next() * 4);
  const lat = Array.from({ length: n }, () => 30 + next() * 4);
  return rowsOf(n, { lon, lat });
}

test("missing values are null, one value stands for all", () => {
  const rows = rowsOf(2, { precision: { values: ["town"], codes: [0, -1] }, start: [3, null], end: 4 });
  assert.deepEqual([rows.get("precision", 0), rows.get("precision", 1), rows.get("start", 1), rows.get("end", 1)], ["town", null, null, 4]);
  assert.equal(rows.get("no such column", 0), null);
  assert.equal(rows.get("why", 0), null);
});

test("words of rows are read chunk by chunk, from JSON or as they are", () => {
  const parts = [[{ id: "r" }], ["a", "b", "c"], { why: ["x", "y"] }, { why: ["z"] }];
  for (const details of [parts, parts.map((part) => JSON.stringify(part))]) {
    const rows = rowsOf(3, {}, details);
    assert.deepEqual([0, 1, 2].map((i) => rows.get("why", i)), ["x", "y", "z"]);
    assert.deepEqual([rows.get("id", 2), rows.details.rowOf("b"), rows.source(0).id], ["c", 1, "r"]);
  }
});

test("rows at one point are one site, an area is another", () => {
  const rows = rowsOf(4, { lon: [34.5, 34.5, 34.5, null], lat: [31, 31, 31, null], uncertainty_m: [5, 9, 2, 1], precision: { values: ["region", "town"], codes: [0, 1, 1, -1] } });
  const found = sites.open(rows);
  assert.deepEqual([...found.of], [0, 1, 1, -1]);
  assert.deepEqual(found.list.map(({ area, metres }) => [area, metres]), [[true, 5], [false, 9]]);
});

test("spots lose and double nobody, and no two of them touch", () => {
  const rows = scattered(600);
  const found = sites.open(rows);
  const weights = new Int32Array(found.list.length).fill(1);
  for (const zoom of [5, 8, 11]) {
    const spots = sites.spots(found, weights, zoom);
    assert.ok(spots.of.every((spot) => spot >= 0 && spot < spots.count));
    assert.equal(new Set(spots.of).size, spots.count);
    const scale = sites.TILE * 2 ** zoom;
    const means = Array.from({ length: spots.count }, () => ({ x: 0, y: 0, n: 0 }));
    found.list.forEach(({ x, y }, s) => { const mean = means[spots.of[s]]; mean.x += x * scale; mean.y += y * scale; mean.n += 1; });
    means.forEach((one, k) => means.slice(k + 1).forEach((other) => assert.ok(
      Math.hypot(one.x / one.n - other.x / other.n, one.y / one.n - other.y / other.n) >= sites.reachOf(one.n) + sites.reachOf(other.n), `zoom ${zoom}`)));
  }
  assert.ok(sites.spots(found, weights, 5).count < 40);
  assert.equal(sites.spots(found, weights, 16).count, 600);
});

test("what weighs nothing is on no spot", () => {
  const found = sites.open(scattered(10));
  const spots = sites.spots(found, Int32Array.from({ length: 10 }, (_, k) => k % 2), 16);
  assert.deepEqual([...spots.of].map((spot) => spot >= 0), [false, true, false, true, false, true, false, true, false, true]);
});

test("a moment's counts agree with counting by hand, totals apart", () => {
  const n = 500;
  const next = random(3);
  const rows = rowsOf(n, {
    lon: Array.from({ length: n }, () => 34 + Math.floor(next() * 9) / 10), lat: Array.from({ length: n }, () => 31 + Math.floor(next() * 9) / 10),
    kind: { values: ["attack", "airstrike"], codes: Array.from({ length: n }, () => Math.floor(next() * 2)) },
    status: { values: ["reported", "denied"], codes: Array.from({ length: n }, () => Math.floor(next() * 2)) },
    scope: { values: ["event", "aggregate"], codes: Array.from({ length: n }, () => (next() < 0.2 ? 1 : 0)) },
  });
  const shown = Uint8Array.from({ length: n }, () => (next() < 0.5 ? 1 : 0));
  const found = sites.open(rows);
  const ranks = tally.ranks(rows, SIGNS);
  const spots = sites.spots(found, tally.weigh(found, new Uint8Array(n).fill(1)), 8);
  const { site, spot } = tally.count(rows, found, spots, shown, ranks);
  const here = (k) => [...Array(n).keys()].filter((i) => shown[i] && spots.of[found.of[i]] === k);
  for (let k = 0; k < spots.count; k += 1) {
    const events = here(k).filter((i) => !rows.total[i]);
    assert.equal(spot.events[k], events.length);
    assert.equal(spot.totals[k], here(k).length - events.length);
    assert.equal(spot.sites[k], new Set(here(k).map((i) => found.of[i])).size);
    const air = events.filter((i) => rows.get("kind", i) === "airstrike" && rows.certain[i]).length;
    assert.equal(spot.shares[k * ranks.count + 1], air);
  }
  found.list.forEach((_, s) => {
    const rows_ = [...Array(n).keys()].filter((i) => shown[i] && found.of[i] === s);
    const events = rows_.filter((i) => !rows.total[i]);
    const alike = new Set((events.length ? events : rows_).map((i) => `${rows.get("kind", i)} ${rows.get("status", i)}`)).size <= 1;
    assert.equal(site.mixed[s] === 0, alike);
    assert.equal(site.row[s], (events.length ? events : rows_)[0] ?? -1);
  });
});

test("where only some of a spot's sites show something, it stands at their mean", () => {
  const rows = rowsOf(2, { lon: [34, 34.01], lat: [31, 31] });
  const found = sites.open(rows);
  const spots = sites.spots(found, Int32Array.of(1, 1), 5);
  assert.equal(spots.count, 1);
  const { spot } = tally.count(rows, found, spots, Uint8Array.of(0, 1), tally.ranks(rows, SIGNS));
  assert.equal(spot.x[0], found.list[1].x);
});

test("why a row is on no point", () => {
  const off = rowsOf(4, {
    lon: [null, null, null, 3], lat: [null, null, null, 3], place: { values: ["لبنان", "كذا"], codes: [0, 1, -1, -1] },
    precision: { values: ["country", "town"], codes: [0, 1, -1, 1] },
  });
  assert.deepEqual([0, 1, 2, 3].map((i) => columns.offMap(off, i)), ["country", "unfound", "unnamed", null]);
});
