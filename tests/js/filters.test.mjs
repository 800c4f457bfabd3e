// Filters, free text, and the view behind the address.
import assert from "node:assert/strict";
import test from "node:test";
import { rowsOf } from "./page.mjs";

const { filters, hash, search, text } = globalThis.Mawqi;
const passage = (...words) => [0, 0, words.map((word) => [word, "kind"])];
const rows = rowsOf(5, {
  kind: { values: ["raid", "shelling"], codes: [0, 1, 1, 0, 0] },
  precision: { values: ["town", "region"], codes: [0, 1, -1, 0, 0] },
  country: { values: ["SY", "LB"], codes: [0, 1, -1, 0, 0] },
  place: { values: ["أشكلون", "دمشق"], codes: [0, 1, -1, 1, 1] },
  actor: { values: ["وحدة"], codes: [-1, 0, -1, -1, -1] },
  confidence: [0.9, 0.5, 0.2, 0.75, null],
  killed_min: [0, 3, null, null, 0], killed_max: [0, null, null, 4, null],
  injured_min: [0, 2, null, null, null], injured_max: [0, 2, null, null, null],
}, [[], ["a", "b", "c", "d", "e"],
  { evidence: [[passage("سقط صاروخان")], [passage("قصف ", "عنيف")]] }, { evidence: [[], [[0, 0, [["حول الاقتباس"], ["انفجار", "kind"]]]]] }, { evidence: [[]] }]);
const kept = (changes, matches = null) => [...filters.apply(rows, { ...filters.none(), ...changes }, matches)].flatMap((mark, i) => (mark ? [i] : []));
const hide = (name, ...words) => ({ hidden: { ...filters.none().hidden, [name]: new Set(words) } });

test("no filter keeps all", () => {
  assert.deepEqual(kept({}), [0, 1, 2, 3, 4]);
  assert.equal(filters.active(filters.none()), 0);
});

test("words are hidden one by one, rows without a word too", () => {
  assert.deepEqual(kept(hide("kind", "raid")), [1, 2]);
  assert.deepEqual(kept(hide("precision", "town")), [1, 2]);
  assert.deepEqual(kept(hide("precision", "")), [0, 1, 3, 4]);
  assert.equal(filters.active({ ...filters.none(), ...hide("kind", "raid") }), 1);
});

test("one country, one actor, least confidence", () => {
  assert.deepEqual(kept({ country: "SY" }), [0, 3, 4]);
  assert.deepEqual(kept({ actor: "وحدة" }), [1]);
  assert.deepEqual(kept({ confidence: 0.5 }), [0, 1, 3, 4]);
});

test("casualties as stated: at least, nobody, silence", () => {
  assert.deepEqual(kept({ toll: "killed" }), [1]);
  assert.deepEqual(kept({ toll: "killed", least: 4 }), []);
  assert.deepEqual(kept({ toll: "hurt", least: 5 }), [1]);
  assert.deepEqual(kept({ toll: "unhurt" }), [0, 4]);
  assert.deepEqual(kept({ toll: "unstated" }), [2]);
});

test("free text is folded, every word must be there, context is not searched", () => {
  const index = search.create(rows);
  const found = (query) => kept({}, index.find(query));
  assert.deepEqual(found("اشكلون"), [0]);
  assert.deepEqual(found("  "), [0, 1, 2, 3, 4]);
  assert.deepEqual(found("دمشق عنيف"), [1]);
  assert.deepEqual(found("عنيف قصف"), [1]);
  assert.deepEqual(found("انفجار"), [3]);
  assert.deepEqual(found("حول"), []);
  assert.deepEqual(found("دمشق"), [1, 3, 4]);
  assert.equal(index.grow(), true);
});

test("the search grows in portions", () => {
  const index = search.create(rows);
  assert.equal(index.grow(() => true), false);
  assert.equal(index.grow(), true);
});

const words = (name) => rows.coded[name].values;
const view = () => ({ lang: "en", unit: "day", at: 14867, mode: "cumulative", last: 7, undated: true, lines: false, speed: "1", tab: "now", open: null, map: null, filters: filters.none() });

test("a view comes back from its address", () => {
  const first = { ...view(), mode: "last", last: 12, undated: false, lines: true, speed: "3", tab: "undated", open: "a b&c=#", map: [8, 31.5, 34.25],
    filters: { ...filters.none(), ...hide("kind", "raid"), country: "SY", confidence: 0.75, toll: "killed", least: 3, query: "عسقلان & <b>" } };
  first.filters.hidden.precision = new Set(["", "town"]);
  const back = hash.read(`#${hash.write(first)}`, words);
  assert.deepEqual(back.filters, first.filters);
  for (const key of ["lang", "unit", "mode", "last", "undated", "lines", "speed", "tab", "open", "map"]) assert.deepEqual(back[key], first[key], key);
  assert.equal(hash.tickOf(back.atHour, "day"), 14867);
  const hourly = hash.read(hash.write({ ...view(), unit: "hour", at: 14867 * 24 + 5 }), words);
  assert.equal(hash.tickOf(hourly.atHour, "hour"), 14867 * 24 + 5);
});

test("an address that says nothing, or nonsense, changes nothing", () => {
  const nothing = { filters: filters.none() };
  for (const text_ of ["", "#", "#section-2", "#lang=xx&unit=eon&at=yesterday&show=x&last=0&speed=9&tab=z&map=1/2&no.kind=bogus&country=XX&confidence=7&toll=many&actor=<img src=x>",
    "#map=1e9/0/0", "#map=NaN/NaN/NaN", "#last=1e400", "#at=2010-13-45", "#__proto__=1&constructor=2", "#%E0%A4%A", "#map="]) {
    assert.deepEqual(hash.read(text_, words), nothing, text_);
  }
});

test("only web addresses become links, and directions are steadied", () => {
  assert.equal(text.safeUrl("javascript:alert(1)"), null);
  assert.equal(text.safeUrl(" https://example.org"), null);
  assert.equal(text.safeUrl("https://example.org/a"), "https://example.org/a");
  assert.equal(text.safeUrl(undefined), null);
  assert.equal(text.steady("\u202e\u2067وكالة\u2069\u202c a\u2066"), "وكالة a");
});

test("a stated nobody is not silence", () => {
  assert.deepEqual(text.phrase(0, 0), ["none"]);
  assert.deepEqual(text.phrase(null, null), ["unknown"]);
  assert.deepEqual(text.phrase(20, null), ["atLeast", 20]);
  assert.deepEqual(text.phrase(null, 3), ["atMost", 3]);
  assert.deepEqual(text.phrase(0, 3), ["between", 0, 3]);
  assert.deepEqual(text.phrase(2, 2), ["exactly", 2]);
});
