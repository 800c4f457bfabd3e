// The incidents as files of others' formats, as `geo.write` writes them.
"use strict";

globalThis.Mawqi = globalThis.Mawqi || {};

Mawqi.takeaway = (() => {
  const DIGITS = 7;
  /** What stands for words of a report left out before a passage. */
  const BEFORE = "… ";
  const DEGREES = ["origin_lon", "origin_lat"];
  const MEASURES = new Set(["uncertainty_m", "place_score", ...DEGREES, "confidence"]);
  /** What a spreadsheet takes for the beginning of a formula, in a cell or, where cells are parted at semicolons, within one. */
  const BEGINNING = /^(?=[=+@\-\t＝＋－＠\r\n])|(?<=[;\r\n])(?="*[=+@\-\t＝＋－＠])/g;

  /** A row as `geo.write` has it, column by column of the incident table. */
  function record(rows, i) {
    return Object.fromEntries(rows.order.map((name) => [name, value(rows, name, i)]));
  }

  function value(rows, name, i) {
    const found = rows.get(name, i);
    if (name === "start" || name === "end") return found === null ? null : new Date(Mawqi.time.toMs(found, "day")).toISOString().slice(0, 10);
    if (name === "reports") return (found ?? []).map((code) => rows.source(code).id);
    if (name === "claims") return (found ?? []).map((one) => claim(rows, one));
    if (name === "evidence") return evidence(rows, found ?? []);
    return DEGREES.includes(name) && found !== null ? rounded(found) : found;
  }

  const rounded = (degrees) => Number(degrees.toFixed(DIGITS));

  function claim(rows, [report, who, kind, stance, killed, injured, start, end]) {
    return { report: rows.source(report).id, start, end, who, kind, stance, killed: killed ?? null, injured: injured ?? null };
  }

  /** The quotations of an incident, each as the table has it, in the table's order. */
  function evidence(rows, passages) {
    const found = passages.flatMap((passage) => quotations(rows, passage));
    return found.sort((one, other) => one.at - other.at).map(({ item }) => item);
  }

  function quotations(rows, [report, offset, segments, quotes]) {
    const dotted = offset > 0 && segments[0].length === 1 && segments[0][0] === BEFORE;
    const letters = [...segments.slice(dotted ? 1 : 0).map(([text]) => text).join("")];
    return quotes.map(([at, first, length, field, quote]) => {
      const words = quote ?? letters.slice(first, first + length).join("");
      return { at, item: { report: rows.source(report).id, start: offset + first, end: offset + first + length, quote: words, field } };
    });
  }

  const pointOf = (rows, i) => (rows.placed[i] ? [rows.get("lon", i), rows.get("lat", i)].map(rounded) : null);

  /** RFC 7946: a FeatureCollection, one feature a line. */
  function geojson(rows, ids) {
    const features = ids.map((i) => {
      const point = pointOf(rows, i);
      const geometry = point && { type: "Point", coordinates: point };
      return JSON.stringify({ type: "Feature", geometry, properties: record(rows, i) });
    });
    return `{"type": "FeatureCollection", "name": "incidents", "features": [\n${features.join(",\n")}\n]}\n`;
  }

  /** A table for spreadsheets: a byte order mark for Excel, text quoted, nothing that would run as a formula. */
  function csv(rows, ids) {
    const names = [...rows.order, "lon", "lat"];
    const line = (cells) => `${cells.join(",")}\r\n`;
    const lines = ids.map((i) => {
      const [lon, lat] = pointOf(rows, i) ?? [null, null];
      const all = { ...record(rows, i), lon, lat };
      return line(names.map((name) => cell(all[name], MEASURES.has(name))));
    });
    return `\ufeff${line(names.map((name) => cell(name)))}${lines.join("")}`;
  }

  function cell(found, measure = false) {
    if (found === null || found === undefined) return "";
    if (typeof found === "number") return measure && Number.isInteger(found) ? found.toFixed(1) : String(found);
    const text = typeof found === "object" ? JSON.stringify(found).replaceAll(";", "\\u003b") : found.replace(BEGINNING, "'");
    return `"${text.replaceAll('"', '""')}"`;
  }

  return { geojson, csv, cell };
})();
