// One incident in full: what it is, the numbers, the report's words, who says so, and why it stands where it does.
"use strict";

Mawqi.card = (() => {
  const { el, svg, bdi } = Mawqi.dom;
  const { isPlaced, safeUrl } = Mawqi.core;
  const TOLLS = ["killed", "injured", "munitions"];
  const QUOTES_SHOWN = 2;

  /** The sign of a kind, as it is drawn on the map. */
  function sign(signs, kind, status, scope) {
    const { family, glyph } = signs.kinds[kind] ?? signs.kinds.attack;
    const { outline } = signs.families[family];
    const classes = `mq-sign mq-${family} mq-is-${status ?? "reported"} mq-is-${scope ?? "event"}`;
    return svg("svg", { class: classes, viewBox: "-2 -2 28 28", "aria-hidden": "true" },
      svg("path", { class: "mq-outline", d: outline }), svg("path", { class: "mq-glyph", d: glyph }));
  }

  /** `{rows, i, words, signs}` → an article; `tools` adds buttons to its foot. */
  function incident(view, tools = []) {
    return el("article.mq-card", { lang: view.words.lang, dir: view.words.dir },
      head(view), facts(view), quotes(view), claims(view), trust(view), sources(view),
      tools.length ? el("p.mq-tools", {}, tools) : null);
  }

  function head({ rows, i, words, signs }) {
    const [kind, status, scope] = ["kind", "status", "scope"].map((name) => rows.get(name, i));
    const badges = [];
    if (status !== "reported") badges.push(el(`span.mq-badge.mq-badge-${status}`, {}, words.name("status", status)));
    if (scope === "aggregate") badges.push(el("span.mq-badge.mq-badge-aggregate", {}, words.name("scope", scope)));
    return el("header.mq-head", {}, sign(signs, kind, status, scope),
      el("div", {}, el("h3.mq-kind", {}, words.name("kind", kind)), badges));
  }

  function facts(view) {
    const { rows, i, words } = view;
    const said = (name) => rows.get(name, i);
    const pairs = [
      ["card.where", where(view)],
      ["card.when", when(view)],
      ...TOLLS.map((name) => [`card.${name}`, toll(view, name)]),
      ["card.breakdown", breakdown(view)],
      ["card.origin", said("origin") && bdi(said("origin"))],
      ...["actor", "weapon", "target"].map((name) => [`card.${name}`, said(name) && bdi(said(name))]),
    ];
    return el("dl.mq-facts", {}, pairs.filter(([, value]) => value)
      .map(([key, value]) => el("div", {}, el("dt", {}, words.t(key)), el("dd", {}, value))));
  }

  function where({ rows, i, words }) {
    const place = rows.get("place", i);
    if (!place && !isPlaced(rows, i)) return el("span.mq-missing", {}, words.t("card.unplaced"));
    const [english, admin, country, precision, metres] =
      ["place_en", "admin", "country", "precision", "uncertainty_m"].map((name) => rows.get(name, i));
    const names = [place && bdi(place, { class: "mq-place" }), english && english !== place && bdi(english, { class: "mq-place-en" })];
    const notes = [admin && bdi(admin), country && bdi(words.country(country)), precision && words.name("precision", precision),
      metres !== null && words.t("card.within", { distance: words.distance(metres) })];
    return [el("span.mq-names", {}, separated(names, " ")), el("span.mq-note", {}, separated(notes, " · "))];
  }

  const separated = (parts, mark) => parts.filter(Boolean).flatMap((part, k) => (k ? [mark, part] : [part]));

  function when({ rows, i, words }) {
    const [start, end, time, precision] = ["start", "end", "time_of_day", "date_precision"].map((name) => rows.get(name, i));
    if (start === null) return el("span.mq-missing", {}, words.t("card.undated"));
    const note = precision && precision !== "day" ? words.name("date_precision", precision) : null;
    return separated([el("time", {}, words.span(start, end ?? start)), time && words.name("time_of_day", time), note], " · ");
  }

  function toll({ rows, i, words }, name) {
    const [min, max] = [rows.get(`${name}_min`, i), rows.get(`${name}_max`, i)];
    if (min === null && max === null) {
      return name === "munitions" ? null : el("span.mq-missing", {}, words.range(min, max));
    }
    return el("span.mq-number", {}, name === "munitions" && max === 0 ? words.number(0) : words.range(min, max));
  }

  function breakdown({ rows, i, words }) {
    const stated = Object.entries(rows.get("casualties", i) ?? {}).flatMap(([toll, groups]) =>
      Object.entries(groups ?? {}).map(([group, bounds]) => {
        const [min, max] = bounds ?? [null, null];
        return el("li", {}, bdi(words.name("group", group)), ` (${words.name("field", toll)}): `, words.range(min, max));
      }));
    return stated.length ? el("ul", {}, stated) : null;
  }

  /** Quotations with the same words stand once, with all they state. */
  function gathered(evidence) {
    const found = new Map();
    for (const [report, field, quote, before, after] of evidence) {
      const key = `${report} ${quote}`;
      if (!found.has(key)) found.set(key, { report, quote, before, after, fields: [] });
      found.get(key).fields.push(field);
    }
    return [...found.values()];
  }

  function quotes(view) {
    const { rows, i, words } = view;
    const all = gathered(rows.get("evidence", i) ?? []);
    if (!all.length) return null;
    const shown = all.slice(0, QUOTES_SHOWN).map((item) => quotation(view, item));
    const rest = all.slice(QUOTES_SHOWN).map((item) => quotation(view, item));
    const more = rest.length ? el("details", {}, el("summary", {}, words.t("card.quotes.more"), ` (${words.number(rest.length)})`), rest) : null;
    return el("section.mq-quotes", {}, el("h4", {}, words.t("card.quotes")), shown, more);
  }

  function quotation({ rows, words }, { report, quote, before, after, fields }) {
    const context = (text, edge) => (text ? el("span.mq-context", {}, edge === "before" ? `…${text}` : `${text}…`) : null);
    const stated = [...new Set(fields)].map((field) => words.name("field", field)).join(words.lang === "ar" ? "، " : ", ");
    return el("figure.mq-quote", {},
      el("blockquote", { dir: "auto", lang: "ar" }, context(before, "before"), el("mark", {}, quote), context(after, "after")),
      el("figcaption", {}, el("span.mq-field", {}, stated), " — ", sourceName(rows.reports[report])));
  }

  const sourceName = (source) => bdi(source.outlet ?? source.title ?? source.id);

  function claims({ rows, i, words }) {
    const said = rows.get("claims", i) ?? [];
    if (!said.length) return null;
    const one = ([report, who, kind, stance, killed, injured]) => {
      const numbers = [["killed", killed], ["injured", injured]].filter(([, bounds]) => bounds)
        .map(([name, [min, max]]) => `${words.name("field", name)}: ${words.range(min, max)}`);
      const notes = [words.name("stance", stance), kind && kind !== "unknown" && words.name("source", kind), ...numbers];
      return el(`li.mq-stance-${["denies", "claims"].includes(stance) ? stance : "states"}`, {}, bdi(who ?? "", { class: "mq-who" }),
        el("span.mq-note", {}, separated([...notes, sourceName(rows.reports[report])], " · ")));
    };
    return el("section.mq-claims", {}, el("h4", {}, words.t("card.claims")), el("ul", {}, said.map(one)));
  }

  function trust({ rows, i, words }) {
    const [confidence, why] = [rows.get("confidence", i), rows.get("why", i)];
    const meter = confidence === null ? null
      : el("meter", { min: 0, max: 1, value: confidence, "aria-label": words.t("card.confidence") });
    return el("section.mq-trust", {},
      meter && el("p", {}, el("span", {}, words.t("card.confidence")), meter, el("span.mq-number", {}, words.percent(confidence))),
      why && el("p.mq-why", { dir: "auto" }, why));
  }

  function sources({ rows, i, words }) {
    const list = (rows.get("reports", i) ?? []).map((code) => {
      const { id, outlet, title, published, url } = rows.reports[code];
      const name = bdi(title ?? id);
      const link = safeUrl(url) ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, name) : name;
      return el("li", {}, separated([outlet && bdi(outlet), link, published && words.day(Date.parse(published) / Mawqi.core.DAY_MS)], " · "));
    });
    return list.length ? el("footer.mq-sources", {}, el("h4", {}, words.t("card.reports")), el("ul", {}, list)) : null;
  }

  /** One line of a list: sign, kind, place, day, tolls. */
  function summary({ rows, i, words, signs }) {
    const said = (name) => rows.get(name, i);
    const day = said("start") === null ? words.t("card.undated") : words.span(said("start"), said("end") ?? said("start"));
    const place = said("place") ? bdi(said("place")) : el("span.mq-missing", {}, words.t("card.unplaced"));
    const tolls = ["killed", "injured"].filter((name) => said(`${name}_min`) !== null || said(`${name}_max`) !== null)
      .map((name) => `${words.name("field", name)}: ${words.range(said(`${name}_min`), said(`${name}_max`))}`);
    const marks = [said("status") !== "reported" && words.name("status", said("status")), said("scope") === "aggregate" && words.name("scope", "aggregate")];
    return [sign(signs, said("kind"), said("status"), said("scope")),
      el("span.mq-line", {}, el("span.mq-line-kind", {}, words.name("kind", said("kind"))), " ", el("span.mq-line-place", {}, place),
        el("span.mq-note", {}, separated([day, ...marks, ...tolls], " · ")))];
  }

  return { incident, summary, sign };
})();
