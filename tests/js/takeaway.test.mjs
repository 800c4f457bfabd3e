// What is taken away: cells that no spreadsheet runs, features that any GIS reads.
import assert from "node:assert/strict";
import test from "node:test";
import { rowsOf } from "./page.mjs";

const { takeaway } = globalThis.Mawqi;
const rows = rowsOf(2, {
  start: [14867, null], end: [14868, null], lon: [34.5712345678, null], lat: [31.669, null], place: { values: ["=cmd|' /C calc'!A0"], codes: [0, -1] }, killed_min: [0, null],
}, [[{ id: "r;1" }, { id: "s" }], ["one", "two"], {
  why: ["a \"b\"", "-1"], reports: [[0, 1], []], casualties: [{ killed: { children: [1, null] } }, {}],
  claims: [[[1, "@who", "official", "denies", [0, 0], null, 4, 9]], []],
  evidence: [[[0, 10, [["… "], ["قبل "], ["قصف ", "kind"], ["دمشق", "kind", "place"], [" بعد"], ["🚀", "weapon"], [" …"]],
    [[2, 4, 8, "kind"], [1, 8, 4, "place"], [0, 16, 1, "weapon"], [3, 0, 5, "kind", "other"], [4, 4, 5, "kind"]]]], []],
}]);
rows.order = ["id", "start", "end", "place", "killed_min", "killed_max", "casualties", "claims", "reports", "evidence", "confidence", "why"];

test("a feature says what the table says", () => {
  const { features } = JSON.parse(takeaway.geojson(rows, [0, 1]));
  assert.deepEqual(features[0].geometry, { type: "Point", coordinates: [34.5712346, 31.669] });
  assert.equal(features[1].geometry, null);
  const { properties } = features[0];
  assert.deepEqual([properties.start, properties.end, properties.killed_min, properties.killed_max], ["2010-09-15", "2010-09-16", 0, null]);
  assert.deepEqual(properties.reports, ["r;1", "s"]);
  assert.deepEqual(properties.claims, [{ report: "s", start: 4, end: 9, who: "@who", kind: "official", stance: "denies", killed: [0, 0], injured: null }]);
  assert.deepEqual(properties.evidence, [
    { report: "r;1", start: 26, end: 27, quote: "🚀", field: "weapon" },
    { report: "r;1", start: 18, end: 22, quote: "دمشق", field: "place" },
    { report: "r;1", start: 14, end: 22, quote: "قصف دمشق", field: "kind" },
    { report: "r;1", start: 10, end: 15, quote: "other", field: "kind" },
    { report: "r;1", start: 14, end: 19, quote: "قصف د", field: "kind" },
  ]);
});

test("a table begins with a byte order mark and has no cell that a spreadsheet runs", () => {
  const text = takeaway.csv(rows, [0, 1]);
  assert.ok(text.startsWith("\ufeff\"id\",\"start\""));
  assert.ok(text.includes('"\'=cmd|'));
  assert.ok(text.includes('"a ""b"""'));
  assert.ok(text.includes('"\'-1"'));
  assert.ok(text.endsWith("\r\n"));
  assert.ok(!text.includes(";"), "where cells are parted at semicolons, a part of one would be a cell");
});

for (const [given, cell] of [["=1", "'=1"], ["+1", "'+1"], ["-1", "'-1"], ["@a", "'@a"], ["\t=1", "'\t=1"], ["＝1", "'＝1"], ["a;=1", "a;'=1"], ["a\n@b", "a\n'@b"], ['a;"=1', 'a;\'""=1'], ["a=1", "a=1"], ["", ""]]) {
  test(`the cell ${JSON.stringify(given)}`, () => assert.equal(takeaway.cell(given), `"${cell}"`));
}

test("numbers are numbers, measures have a point, nothing is empty", () => {
  assert.deepEqual([takeaway.cell(-3), takeaway.cell(6000, true), takeaway.cell(null), takeaway.cell({ a: "x;y" })], ["-3", "6000.0", "", '"{""a"":""x\\u003by""}"']);
});
