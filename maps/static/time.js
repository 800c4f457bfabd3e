// Time in ticks: whole days since 1970, or hours where the step is an hour. Steps, windows, histograms.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.time = (() => {
  const HOUR_MS = 3600000;
  const HOURS = 24;
  const UNITS = ["hour", "day", "week", "month", "year"];
  const DAYS = { hour: 1 / HOURS, day: 1, week: 7, month: 30, year: 365 };
  const MODES = ["cumulative", "step", "last", "all"];
  const STEP_LIMIT = 20000;
  /** First and last hour of the parts of a day; a night ends on the next morning. */
  const PARTS = { dawn: [4, 6], morning: [7, 11], noon: [12, 13], afternoon: [14, 17], evening: [18, 20], night: [20, 27] };

  /** How many ticks of a unit's scale make a day. */
  const perDay = (unit) => (unit === "hour" ? HOURS : 1);

  const toMs = (tick, unit) => (tick * HOURS * HOUR_MS) / perDay(unit);

  /** First and last hour of a part of the day, or of a whole one; a night of two days ends on the second. */
  function partHours(part) {
    const [first, last] = PARTS[part] ?? [0, HOURS - 1];
    return { first, last, lastOfMany: part === "night" ? last - HOURS : last };
  }

  /** The unit that gives a slider a handy number of steps for so many days. */
  function unitFor(days) {
    if (days <= 92) return "day";
    if (days <= 730) return "week";
    return days <= 14600 ? "month" : "year";
  }

  /** How many days a unit cuts into no more steps than a slider can hold. */
  const mostDays = (unit) => Math.floor(STEP_LIMIT * DAYS[unit]);

  /** Units that a slider can hold so many days in. */
  const unitsFor = (days) => UNITS.filter((unit) => days <= mostDays(unit));

  /** The first day of a month; `Date.UTC` takes years below 100 for those of the last century. */
  const firstOf = (year, month) => Math.round(new Date(0).setUTCFullYear(year, month, 1) / HOUR_MS / HOURS);

  function startOfUnit(tick, unit) {
    if (unit === "day" || unit === "hour") return tick;
    if (unit === "week") return tick - ((((tick + 3) % 7) + 7) % 7);
    const date = new Date(toMs(tick, unit));
    return firstOf(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0);
  }

  function nextUnit(tick, unit) {
    if (unit === "day" || unit === "hour") return tick + 1;
    if (unit === "week") return tick + 7;
    const date = new Date(toMs(tick, unit));
    const [years, months] = unit === "month" ? [0, 1] : [1, 0];
    return firstOf(date.getUTCFullYear() + years, date.getUTCMonth() + months);
  }

  /** Bounds of the steps: step k runs from `steps[k]` to the tick before `steps[k + 1]`. */
  function steps([first, last], unit) {
    const bounds = [startOfUnit(first, unit)];
    while (bounds[bounds.length - 1] <= last) bounds.push(nextUnit(bounds[bounds.length - 1], unit));
    return bounds;
  }

  /** Index of the step that holds a tick. */
  function stepOf(bounds, tick) {
    let low = 0;
    let high = bounds.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (bounds[middle] <= tick) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** First and last tick shown: `mode` is step, last (`ticks` up to the step's end), cumulative or all. */
  function windowOf(bounds, position, mode, ticks) {
    const to = bounds[position + 1] - 1;
    if (mode === "all") return [bounds[0], bounds[bounds.length - 1] - 1];
    if (mode === "cumulative") return [bounds[0], to];
    if (mode === "last") return [Math.max(bounds[0], to - ticks + 1), to];
    return [bounds[position], to];
  }

  /** Mark in `shown` the kept rows that happen within a window: one that lasts is there all along. */
  function mark(shown, rows, kept, { from, to }, [first, last], undated) {
    for (let i = 0; i < shown.length; i += 1) {
      if (!kept[i]) shown[i] = 0;
      else if (rows.dated[i]) shown[i] = from[i] <= last && to[i] >= first ? 1 : 0;
      else shown[i] = undated ? 1 : 0;
    }
    return shown;
  }

  /** First and last step of every dated row. */
  function stepsOf(rows, { from, to }, bounds) {
    const first = new Int32Array(rows.n);
    const last = new Int32Array(rows.n);
    for (let i = 0; i < rows.n; i += 1) {
      if (!rows.dated[i]) continue;
      first[i] = stepOf(bounds, from[i]);
      last[i] = to[i] === from[i] ? first[i] : stepOf(bounds, to[i]);
    }
    return { first, last };
  }

  /** How many kept rows happen in each step: all of them, and events alone. */
  function histogram(rows, { first, last }, kept, count) {
    const [all, events] = [new Int32Array(count + 1), new Int32Array(count + 1)];
    for (let i = 0; i < rows.n; i += 1) {
      if (!kept[i] || !rows.dated[i]) continue;
      all[first[i]] += 1;
      all[last[i] + 1] -= 1;
      if (rows.total[i]) continue;
      events[first[i]] += 1;
      events[last[i] + 1] -= 1;
    }
    return { all: summed(all), events: summed(events) };
  }

  function summed(changes) {
    for (let k = 1; k < changes.length; k += 1) changes[k] += changes[k - 1];
    return changes.subarray(0, changes.length - 1);
  }

  /** The next step after `position` in which something happens, or `null` at the end. */
  function nextBusy(counts, position) {
    for (let k = position + 1; k < counts.length; k += 1) if (counts[k] > 0) return k;
    return null;
  }

  return {
    HOURS, MODES, UNITS, perDay, toMs, partHours, unitFor, mostDays, unitsFor, steps, stepOf, stepsOf, windowOf, mark, histogram,
    nextBusy,
  };
})();
