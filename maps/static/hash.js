// What is shown as a line of text behind the address, so that a view can be shared and comes back.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.hash = (() => {
  const { MODES, UNITS, perDay, toMs, HOURS } = Mawqi.time;
  const { SETS, PICKS, TOLLS } = Mawqi.filters;
  const SPEEDS = ["0.5", "1", "3"];
  const TABS = ["now", "unplaced", "undated"];
  const MOST = 36500;
  const HOUR_MS = 3600000;

  /** `view` is `{lang, unit, at, mode, last, undated, lines, speed, tab, open, map: [zoom, lat, lon], filters}`. */
  function write(view) {
    const { filters } = view;
    const parts = new URLSearchParams();
    const put = (key, value) => value !== null && value !== undefined && value !== "" && parts.set(key, value);
    const unless = (key, usual, value) => value !== usual && put(key, value);
    put("lang", view.lang);
    put("unit", view.unit);
    put("at", view.at === null ? null : moment(view.at, view.unit));
    put("show", view.mode);
    unless("last", null, view.mode === "last" ? view.last : null);
    unless("undated", 1, Number(view.undated));
    unless("lines", 0, Number(view.lines));
    unless("speed", "1", view.speed);
    unless("tab", "now", view.tab);
    SETS.forEach((name) => put(`no.${name}`, [...filters.hidden[name]].map((word) => word || "none").sort().join(".")));
    PICKS.forEach((name) => put(name, filters[name]));
    unless("confidence", 0, filters.confidence);
    unless("toll", "any.1", `${filters.toll}.${filters.least}`);
    put("q", filters.query.trim());
    put("open", view.open);
    if (view.map) put("map", view.map.map((x, k) => Number(x.toFixed(k ? 4 : 2))).join("/"));
    return parts.toString();
  }

  const moment = (tick, unit) => new Date(toMs(tick, unit)).toISOString().slice(0, unit === "hour" ? 13 : 10);

  /** Read a hash; what it does not say, or says wrongly, is left out. `words(column)` gives the words of a column. */
  function read(text, words) {
    const parts = new URLSearchParams(text.replace(/^#/, ""));
    const one = (key, allowed) => (allowed.includes(parts.get(key)) ? { [key]: parts.get(key) } : {});
    const { show: mode, ...rest } = { ...one("lang", ["ar", "en"]), ...one("unit", UNITS), ...one("speed", SPEEDS), ...one("tab", TABS), ...one("show", MODES) };
    const view = { ...rest, ...(mode ? { mode } : {}), filters: filters(parts, words) };
    const at = hoursOf(parts.get("at"));
    if (at !== null) view.atHour = at;
    const last = whole(parts.get("last"), 1, MOST * HOURS);
    if (last !== null) view.last = last;
    if (parts.has("undated")) view.undated = parts.get("undated") !== "0";
    if (parts.has("lines")) view.lines = parts.get("lines") === "1";
    if (parts.get("open")) view.open = parts.get("open");
    const map = place(parts.get("map"));
    if (map) view.map = map;
    return view;
  }

  function hoursOf(text) {
    if (!/^-?\d{4,6}-\d\d-\d\d(T\d\d)?$/.test(text ?? "")) return null;
    const ms = Date.parse(text.length > 12 && text.includes("T") ? `${text}:00Z` : text);
    return Number.isNaN(ms) ? null : Math.round(ms / HOUR_MS);
  }

  function whole(text, least, most) {
    return /^\d{1,9}$/.test(text ?? "") && Number(text) >= least && Number(text) <= most ? Number(text) : null;
  }

  function filters(parts, words) {
    const found = Mawqi.filters.none();
    for (const name of SETS) {
      const known = new Set([...words(name), "none"]);
      const hidden = (parts.get(`no.${name}`) ?? "").split(".").filter((word) => known.has(word));
      found.hidden[name] = new Set(hidden.map((word) => (word === "none" ? "" : word)));
    }
    for (const name of PICKS) if (words(name).includes(parts.get(name))) found[name] = parts.get(name);
    const confidence = Number(parts.get("confidence"));
    if (confidence > 0 && confidence <= 1) found.confidence = confidence;
    const [toll, least] = (parts.get("toll") ?? "").split(".");
    if (TOLLS.includes(toll)) Object.assign(found, { toll, least: whole(least, 1, 1e6) ?? 1 });
    found.query = (parts.get("q") ?? "").slice(0, 200);
    return found;
  }

  function place(text) {
    const numbers = (text ?? "").split("/").map(Number);
    const [zoom, lat, lon] = numbers;
    if (numbers.length !== 3 || !numbers.every(Number.isFinite) || (text ?? "") === "") return null;
    return zoom >= 0 && zoom <= 20 && Math.abs(lat) <= 90 && Math.abs(lon) <= 540 ? numbers : null;
  }

  /** The tick of a unit's scale in which an hour lies. */
  const tickOf = (hour, unit) => Math.floor((hour * perDay(unit)) / HOURS);

  return { SPEEDS, TABS, write, read, tickOf };
})();
