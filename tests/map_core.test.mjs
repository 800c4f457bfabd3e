// What maps/static/core.js works out, run by node.
import assert from "node:assert/strict";
import test from "node:test";

await import("../maps/static/core.js");
const { core } = globalThis.Mawqi;
const day = (text) => Date.parse(text) / core.DAY_MS;

const rows = core.open({
  n: 4,
  reports: [],
  columns: {
    start: [day("2010-09-12"), day("2010-09-15"), null, day("2010-09-20")],
    end: [day("2010-09-15"), day("2010-09-15"), null, day("2010-09-20")],
    lon: [34.8, 34.5, 34.5, null],
    lat: [31, 31.6, 31.6, null],
    precision: { values: ["region", "town"], codes: [0, 1, 1, -1] },
  },
});

test("missing values are null", () => {
  assert.equal(rows.get("precision", 3), null);
  assert.equal(rows.get("start", 2), null);
  assert.equal(rows.get("no such column", 0), null);
});

test("the extent runs from the first start to the last end", () => {
  assert.deepEqual(core.extent(rows), [day("2010-09-12"), day("2010-09-20")]);
  assert.equal(core.extent(core.open({ n: 1, reports: [], columns: { start: [null], end: [null] } })), null);
});

test("steps begin where their unit does", () => {
  const [week] = core.steps([day("2010-09-15"), day("2010-09-20")], "week");
  assert.equal(new Date(week * core.DAY_MS).getUTCDay(), 1);
  const months = core.steps([day("2023-11-30"), day("2024-02-01")], "month");
  assert.deepEqual(months.map((d) => new Date(d * core.DAY_MS).toISOString().slice(0, 10)),
    ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01"]);
  assert.equal(core.steps([day("1914-01-01"), day("1914-01-01")], "day").length, 2);
  const [early] = core.steps([day("0079-10-24"), day("0079-10-25")], "year");
  assert.equal(new Date(early * core.DAY_MS).toISOString().slice(0, 10), "0079-01-01");
  assert.deepEqual(core.steps([day("1967-06-05"), day("1967-06-10")], "week").length, 2);
});

test("the unit suits the length", () => {
  assert.deepEqual([1, 92, 93, 731, 20000].map(core.unitFor), ["day", "day", "week", "month", "year"]);
});

test("windows", () => {
  const bounds = core.steps(core.extent(rows), "day");
  assert.deepEqual(core.windowOf(bounds, 3, "step", 7), [bounds[3], bounds[3]]);
  assert.deepEqual(core.windowOf(bounds, 3, "last", 2), [bounds[2], bounds[3]]);
  assert.deepEqual(core.windowOf(bounds, 3, "last", 7), [bounds[0], bounds[3]]);
  assert.deepEqual(core.windowOf(bounds, 3, "cumulative", 7), [bounds[0], bounds[3]]);
  assert.deepEqual(core.windowOf(bounds, 3, "all", 7), [bounds[0], day("2010-09-20")]);
});

test("a period is there on each of its days, the undated on none", () => {
  const on = (text) => [0, 1, 2].map((i) => core.overlaps(rows, i, [day(text), day(text)]));
  assert.deepEqual(on("2010-09-13"), [true, false, false]);
  assert.deepEqual(on("2010-09-15"), [true, true, false]);
  assert.deepEqual(on("2010-09-16"), [false, false, false]);
});

test("the histogram counts what each step shows", () => {
  const bounds = core.steps(core.extent(rows), "day");
  const counts = core.histogram(rows, bounds, () => true);
  assert.deepEqual(counts, [1, 1, 1, 2, 0, 0, 0, 0, 1]);
  for (let k = 0; k < counts.length; k += 1) {
    const shown = [0, 1, 2, 3].filter((i) => core.overlaps(rows, i, core.windowOf(bounds, k, "step")));
    assert.equal(shown.length, counts[k]);
  }
  assert.deepEqual(core.histogram(rows, bounds, (i) => i === 1), [0, 0, 0, 1, 0, 0, 0, 0, 0]);
  assert.equal(core.nextBusy(counts, 3), 8);
  assert.equal(core.nextBusy(counts, 8), null);
});

test("rows at one point are one site, an area is another", () => {
  const sites = core.sites(rows);
  assert.deepEqual(sites.map(({ area, members }) => [area, members]), [[true, [0]], [false, [1, 2]]]);
});

test("clusters lose and double nobody, and join only what is near", () => {
  let seed = 7;
  const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
  const dots = Array.from({ length: 500 }, (_, i) => ({ x: random() * 800 - 400, y: random() * 600 - 300, members: [i] }));
  const reach = (members) => 20 + Math.min(6, members.length);
  const clusters = core.cluster(dots, reach, 26);
  assert.deepEqual(clusters.flatMap(({ members }) => members).sort((a, b) => a - b), dots.map((_, i) => i));
  assert.ok(clusters.length < 500 && clusters.length > 20);
  clusters.forEach((one, k) => clusters.slice(k + 1).forEach((other) => assert.ok(
    Math.hypot(one.x - other.x, one.y - other.y) >= reach(one.members) + reach(other.members), "no two touch")));
  const two = (distance) => core.cluster([{ x: -1, y: 0, members: [0] }, { x: distance - 1, y: 0, members: [1] }], () => 20, 26).length;
  assert.deepEqual([39, 41].map(two), [1, 2]);
});

test("a stated nobody is not silence", () => {
  assert.deepEqual(core.phrase(0, 0), ["none"]);
  assert.deepEqual(core.phrase(null, null), ["unknown"]);
  assert.deepEqual(core.phrase(20, null), ["atLeast", 20]);
  assert.deepEqual(core.phrase(null, 3), ["atMost", 3]);
  assert.deepEqual(core.phrase(0, 3), ["between", 0, 3]);
  assert.deepEqual(core.phrase(2, 2), ["exactly", 2]);
});

test("search folds spellings", () => {
  assert.equal(core.fold("أشْكِلون"), core.fold("اشكلون"));
  assert.equal(core.fold("غـــزة ٢٣"), core.fold("غزه 23"));
  assert.equal(core.fold("مصطفى"), core.fold("مصطفی"));
  assert.notEqual(core.fold("غزة"), core.fold("غزل"));
});

test("text that turns direction is steadied", () => {
  assert.equal(core.steady("\u202e\u2067وكالة\u2069\u202c a\u2066"), "وكالة a");
});

test("why a row is on no point", () => {
  const off = core.open({ n: 4, reports: [], columns: {
    lon: [null, null, null, 3], lat: [null, null, null, 3], place: ["لبنان", "كذا", null, null],
    precision: { values: ["country", "town"], codes: [0, 1, -1, 1] },
  } });
  assert.deepEqual([0, 1, 2, 3].map((i) => core.offMap(off, i)), ["country", "unfound", "unnamed", null]);
});

test("only web addresses become links", () => {
  assert.equal(core.safeUrl("javascript:alert(1)"), null);
  assert.equal(core.safeUrl(" https://example.org"), null);
  assert.equal(core.safeUrl("https://example.org/a"), "https://example.org/a");
  assert.equal(core.safeUrl(undefined), null);
});
