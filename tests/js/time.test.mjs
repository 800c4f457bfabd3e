// Time: units, steps, windows, histograms, parts of the day.
import assert from "node:assert/strict";
import test from "node:test";
import { rowsOf } from "./page.mjs";

const { time } = globalThis.Mawqi;
const day = (text) => Date.parse(text) / 86400000;

const rows = rowsOf(4, {
  start: [day("2010-09-12"), day("2010-09-15"), null, day("2010-09-20")],
  end: [day("2010-09-15"), day("2010-09-15"), null, day("2010-09-20")],
  scope: { values: ["event", "aggregate"], codes: [0, 0, 0, 1] },
  time_of_day: { values: ["dawn", "night"], codes: [-1, 0, -1, 1] },
});
const all = new Uint8Array(4).fill(1);
const shown = (window, undated = false, scale = rows.days) => [...time.mark(new Uint8Array(4), rows, all, scale, window, undated)];

test("the extent runs from the first start to the last end", () => {
  assert.deepEqual(rows.days.extent, [day("2010-09-12"), day("2010-09-20")]);
  assert.equal(rowsOf(1, { start: null, end: null }).days.extent, null);
});

test("steps begin where their unit does", () => {
  const [week] = time.steps([day("2010-09-15"), day("2010-09-20")], "week");
  assert.equal(new Date(time.toMs(week, "week")).getUTCDay(), 1);
  const months = time.steps([day("2023-11-30"), day("2024-02-01")], "month");
  assert.deepEqual(months.map((d) => new Date(time.toMs(d, "month")).toISOString().slice(0, 10)),
    ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01"]);
  assert.equal(time.steps([day("1914-01-01"), day("1914-01-01")], "day").length, 2);
  const [early] = time.steps([day("0079-10-24"), day("0079-10-25")], "year");
  assert.equal(new Date(time.toMs(early, "year")).toISOString().slice(0, 10), "0079-01-01");
  assert.equal(time.steps([day("1967-06-05"), day("1967-06-10")], "week").length, 2);
  assert.equal(time.steps([48, 71], "hour").length, 25);
});

test("the unit suits the length, and none makes more steps than a slider holds", () => {
  assert.deepEqual([1, 92, 93, 731, 20000].map(time.unitFor), ["day", "day", "week", "month", "year"]);
  assert.deepEqual(time.unitsFor(30), ["hour", "day", "week", "month", "year"]);
  assert.deepEqual([833, 834].map((days) => time.unitsFor(days).includes("hour")), [true, false]);
  assert.equal(time.mostDays("hour"), 833);
  assert.deepEqual(time.unitsFor(3650), ["day", "week", "month", "year"]);
});

test("every tick is in the step that holds it", () => {
  for (const unit of ["day", "week", "month", "year"]) {
    const bounds = time.steps([day("2019-12-30"), day("2021-03-01")], unit);
    for (let tick = day("2019-12-30"); tick <= day("2021-03-01"); tick += 1) {
      const k = time.stepOf(bounds, tick);
      assert.ok(bounds[k] <= tick && tick < bounds[k + 1], `${unit} ${tick}`);
    }
  }
});

test("windows: one step, so many ticks, all so far, all", () => {
  const bounds = time.steps(rows.days.extent, "day");
  assert.deepEqual(time.windowOf(bounds, 3, "step", 7), [bounds[3], bounds[3]]);
  assert.deepEqual(time.windowOf(bounds, 3, "last", 2), [bounds[2], bounds[3]]);
  assert.deepEqual(time.windowOf(bounds, 3, "last", 7), [bounds[0], bounds[3]]);
  assert.deepEqual(time.windowOf(bounds, 3, "cumulative", 7), [bounds[0], bounds[3]]);
  assert.deepEqual(time.windowOf(bounds, 3, "all", 7), [bounds[0], day("2010-09-20")]);
  const weeks = time.steps(rows.days.extent, "week");
  assert.deepEqual(time.windowOf(weeks, 1, "last", 3), [day("2010-09-17"), day("2010-09-19")]);
});

test("a period is there on each of its days, the undated when they are wanted", () => {
  const on = (text, undated) => shown([day(text), day(text)], undated);
  assert.deepEqual(on("2010-09-13"), [1, 0, 0, 0]);
  assert.deepEqual(on("2010-09-15"), [1, 1, 0, 0]);
  assert.deepEqual(on("2010-09-16"), [0, 0, 0, 0]);
  assert.deepEqual(on("2010-09-16", true), [0, 0, 1, 0]);
});

test("parts of the day are hours, a night runs into the next morning, and no part is the whole day", () => {
  const at = (text, hour) => day(text) * 24 + hour;
  assert.deepEqual([rows.hours.from[1], rows.hours.to[1]], [at("2010-09-15", 4), at("2010-09-15", 6)]);
  assert.deepEqual([rows.hours.from[3], rows.hours.to[3]], [at("2010-09-20", 20), at("2010-09-21", 3)]);
  const spans = rowsOf(2, { start: 10, end: [11, 12], time_of_day: { values: ["night"], codes: [0, -1] } });
  assert.deepEqual([...spans.hours.from], [10 * 24 + 20, 240]);
  assert.deepEqual([...spans.hours.to], [11 * 24 + 3, 12 * 24 + 23]);
  const hour = (h) => shown([at("2010-09-15", h), at("2010-09-15", h)], false, rows.hours);
  assert.deepEqual([hour(3), hour(5)], [[1, 0, 0, 0], [1, 1, 0, 0]]);
});

test("rows are in the order of time and of the parts of the day, the undated last", () => {
  assert.deepEqual([...rows.byTime], [0, 1, 3, 2]);
  const parts = ["night", "evening", "afternoon", "noon", "morning", "dawn"];
  const mixed = rowsOf(6, { start: 5, end: 5, time_of_day: { values: parts, codes: [0, 1, 2, 3, 4, 5] } });
  assert.deepEqual([...mixed.byTime], [5, 4, 3, 2, 1, 0]);
  assert.deepEqual([...rowsOf(3, { start: [-9000, -1, -20000], end: [-9000, -1, -20000] }).byTime], [2, 0, 1]);
});

test("the histogram counts what each step shows, totals apart", () => {
  const bounds = time.steps(rows.days.extent, "day");
  const steps = time.stepsOf(rows, rows.days, bounds);
  const { all: counts, events } = time.histogram(rows, steps, all, bounds.length - 1);
  assert.deepEqual([...counts], [1, 1, 1, 2, 0, 0, 0, 0, 1]);
  assert.deepEqual([...events], [1, 1, 1, 2, 0, 0, 0, 0, 0]);
  counts.forEach((count, k) => assert.equal(shown(time.windowOf(bounds, k, "step")).reduce((a, b) => a + b), count));
  const one = time.histogram(rows, steps, Uint8Array.of(0, 1, 0, 0), bounds.length - 1);
  assert.deepEqual([...one.all], [0, 0, 0, 1, 0, 0, 0, 0, 0]);
  assert.equal(time.nextBusy(counts, 3), 8);
  assert.equal(time.nextBusy(counts, 8), null);
});
