// One incident in full: what it is, the numbers, the report's words, who says so, and why it stands where it does.
"use strict";

Mawqi.card = (() => {
  const { el, svg, bdi } = Mawqi.dom;
  const { safeUrl } = Mawqi.text;
  const { offMap } = Mawqi.rows;
  const TOLLS = ["killed", "injured", "munitions"];
  const QUOTES_SHOWN = 2;
  const DAY_MS = 86400000;

  /** The sign of a kind, as it is drawn on the map. */
  function sign(signs, kind, status, scope) {
    const { family, glyph } = signs.kinds[kind] ?? signs.kinds.attack;
    const { outline } = signs.families[family];
    const classes = `mq-sign mq-${family} mq-is-${status ?? "reported"} mq-is-${scope ?? "event"}`;
    return svg("svg", { class: classes, viewBox: "-2 -2 28 28", "aria-hidden": "true" },
      svg("path", { class: "mq-outline", d: outline }), svg("path", { class: "mq-glyph", d: glyph }),
      ...(signs.status[status] ?? []).map(([part, d]) => svg("path", { class: `mq-${part}`, d })));
  }

  /** `{rows, i, words, signs}` → an article. */
  function incident(view) {
    return el("article.mq-card", { lang: view.words.lang, dir: view.words.dir },
      head(view), tolls(view), quotes(view), facts(view), claims(view), trust(view), namesakes(view), sources(view));
  }

  function head(view) {
    const { rows, i, words, signs } = view;
    const [kind, status, scope] = ["kind", "status", "scope"].map((name) => rows.get(name, i));
    const badges = [];
    if (status !== "reported") badges.push(el(`span.mq-badge.mq-badge-${status}`, {}, words.name("status", status)));
    if (scope === "aggregate") badges.push(el("span.mq-badge.mq-badge-aggregate", {}, words.name("scope", scope)));
    return el("header.mq-head", {}, sign(signs, kind, status, scope),
      el("div", {}, el("h2.mq-kind", {}, words.name("kind", kind)), badges, where(view), el("p.mq-when", {}, when(view))));
  }

  function facts(view) {
    const { rows, i, words } = view;
    const said = (name) => rows.get(name, i) && bdi(rows.get(name, i));
    const pairs = ["origin", "actor", "weapon", "target"].map((name) => [`card.${name}`, said(name)]);
    const given = [["card.breakdown", breakdown(view)], ...pairs].filter(([, value]) => value);
    if (!given.length) return null;
    return el("dl.mq-facts", {}, given.map(([key, value]) => el("div", {}, el("dt", {}, words.t(key)), el("dd", {}, value))));
  }

  /** The place's names, the one in the reader's language first. */
  function names({ rows, i, words }) {
    const [place, english] = [rows.get("place", i), rows.get("place_en", i)];
    const both = words.lang === "en" ? [english, place] : [place, english];
    return [...new Set(both.filter(Boolean))];
  }

  function where(view) {
    const { rows, i, words } = view;
    const off = offMap(rows, i);
    if (!names(view).length && off) return el("p.mq-missing", {}, words.name("off", off));
    const [admin, country, precision, metres] = ["admin", "country", "precision", "uncertainty_m"].map((name) => rows.get(name, i));
    const called = names(view).map((name, k) => bdi(name, { class: k ? "mq-place-other" : "mq-place" }));
    const notes = [off && words.name("off", off), admin && bdi(admin), country && bdi(words.country(country)), precision && words.name("precision", precision),
      metres !== null && words.t("card.within", { distance: words.distance(metres) })];
    return [el("p.mq-names", {}, separated(called, " ")), el("p.mq-note", {}, separated(notes, " · "))];
  }

  /** Parts in a row, each in an element of its own. */
  const separated = (parts, mark) => parts.filter(Boolean)
    .map((part) => (typeof part === "string" ? bdi(part) : part)).flatMap((part, k) => (k ? [mark, part] : [part]));

  function when({ rows, i, words }) {
    const [start, end, time, precision] = ["start", "end", "time_of_day", "date_precision"].map((name) => rows.get(name, i));
    if (start === null) return el("span.mq-missing", {}, words.t("card.undated"));
    const note = precision && precision !== "day" ? words.name("date_precision", precision) : null;
    return separated([el("time", {}, words.span(start, end ?? start)), time && words.name("time_of_day", time), note], " · ");
  }

  /** Killed, injured and fired side by side: a number, a stated nobody, or silence. */
  function tolls({ rows, i, words }) {
    const tile = (name) => {
      const [min, max] = [rows.get(`${name}_min`, i), rows.get(`${name}_max`, i)];
      const silent = min === null && max === null;
      if (silent && name === "munitions") return null;
      return el("div", {}, el("dt", {}, words.t(`card.${name}`)), el("dd", { class: silent ? "mq-missing" : "mq-number" }, words.range(min, max, name === "munitions" ? "nothing" : "none")));
    };
    return el("dl.mq-tolls", {}, TOLLS.map(tile));
  }

  function breakdown({ rows, i, words }) {
    const stated = Object.entries(rows.get("casualties", i) ?? {}).flatMap(([toll, groups]) =>
      Object.entries(groups ?? {}).map(([group, bounds]) => {
        const [min, max] = bounds ?? [null, null];
        return el("li", {}, bdi(words.name("group", group)), ` (${words.name("field", toll)}): `, bdi(words.range(min, max)));
      }));
    return stated.length ? el("ul", {}, stated) : null;
  }

  function quotes(view) {
    const { rows, i, words } = view;
    const all = (rows.get("evidence", i) ?? []).map((passage) => quotation(view, passage));
    if (!all.length) return null;
    const rest = all.slice(QUOTES_SHOWN);
    const more = rest.length ? el("details", {}, el("summary", {}, words.t("card.quotes.more"), ` (${words.number(rest.length)})`), rest) : null;
    return el("section.mq-quotes", {}, el("h3", {}, words.t("card.quotes")), all.slice(0, QUOTES_SHOWN), more);
  }

  /** A passage of a report; the words that state something are marked, and say what they state. */
  function quotation({ rows, words }, [report, , segments]) {
    const label = (fields) => [...new Set(fields)].map((field) => words.name("field", field)).join(words.lang === "ar" ? "، " : ", ");
    const part = ([text, ...fields]) => (fields.length ? el("mark", { title: label(fields) }, text) : el("span.mq-context", {}, text));
    return el("figure.mq-quote", {},
      el("blockquote", { dir: "auto", lang: "ar" }, segments.map(part)),
      el("figcaption", {}, el("span.mq-field", {}, label(segments.flatMap(([, ...fields]) => fields))), " — ", sourceName(rows.source(report))));
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
        el("span.mq-note", {}, separated([...notes, sourceName(rows.source(report))], " · ")));
    };
    return el("section.mq-claims", {}, el("h3", {}, words.t("card.claims")), el("ul", {}, said.map(one)));
  }

  function trust({ rows, i, words }) {
    const [confidence, why] = [rows.get("confidence", i), rows.get("why", i)];
    const meter = confidence === null ? null
      : el("meter", { min: 0, max: 1, value: confidence, "aria-label": words.t("card.confidence") });
    return el("section.mq-trust", {},
      meter && el("p", {}, el("span", {}, words.t("card.confidence")), meter, el("span.mq-number", {}, words.percent(confidence))),
      why && el("p.mq-why", { dir: "auto" }, why));
  }

  /** What else the place's name could have meant. */
  function namesakes({ rows, i, words }) {
    const others = rows.get("namesakes", i) ?? [];
    if (!others.length) return null;
    const line = ([arabic, english, admin, country, metres]) => {
      const [name, other] = words.lang === "en" ? [english ?? arabic, arabic] : [arabic, english];
      const notes = [other && other !== name ? bdi(other) : null, admin && bdi(admin), country && bdi(words.country(country)), words.t("card.away", { distance: words.distance(metres) })];
      return el("li", {}, bdi(name), " ", el("span.mq-note", {}, separated(notes, " · ")));
    };
    return el("details.mq-namesakes", {}, el("summary", {}, words.t("card.namesakes"), ` (${words.number(others.length)})`), el("ul", {}, others.map(line)));
  }

  function sources({ rows, i, words }) {
    const list = (rows.get("reports", i) ?? []).map((code) => {
      const { id, outlet, title, published, url } = rows.source(code);
      const name = bdi(title ?? id);
      const link = safeUrl(url) ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, name) : name;
      return el("li", {}, separated([outlet && bdi(outlet), link, published && words.day(Date.parse(published) / DAY_MS)], " · "));
    });
    return list.length ? el("footer.mq-sources", {}, el("h3", {}, words.t("card.reports")), el("ul", {}, list)) : null;
  }

  /** One line of a list: sign, kind, place, day, tolls. */
  function summary(view) {
    const { rows, i, words, signs } = view;
    const said = (name) => rows.get(name, i);
    const day = said("start") === null ? words.t("card.undated") : words.span(said("start"), said("end") ?? said("start"));
    const [name] = names(view);
    const place = name ? bdi(name) : el("span.mq-missing", {}, words.name("off", offMap(rows, i) ?? "unnamed"));
    const marks = [name && offMap(rows, i) && words.name("off", offMap(rows, i)), said("status") !== "reported" && words.name("status", said("status")), said("scope") === "aggregate" && words.name("scope", "aggregate")];
    return [sign(signs, said("kind"), said("status"), said("scope")),
      el("span.mq-line", {}, el("span.mq-line-head", {}, el("span.mq-line-kind", {}, words.name("kind", said("kind"))), " ", el("span.mq-line-place", {}, place)),
        el("span.mq-note", {}, separated([day, ...marks, ...shortTolls(view)], " · ")))];
  }

  /** One line that names an incident: kind, place, day. */
  function label(view) {
    const { rows, i, words } = view;
    const start = rows.get("start", i);
    const day = start === null ? words.t("card.undated") : words.span(start, rows.get("end", i) ?? start);
    return [words.name("kind", rows.get("kind", i)), names(view)[0] ?? words.name("off", offMap(rows, i) ?? "unnamed"), day].join(" · ");
  }

  function shortTolls({ rows, i, words }) {
    const bounds = (name) => [rows.get(`${name}_min`, i), rows.get(`${name}_max`, i)];
    if ([...bounds("killed"), ...bounds("injured")].every((n) => n === 0)) return [words.t("toll.nobody")];
    return ["killed", "injured"].filter((name) => bounds(name).some((n) => n !== null))
      .map((name) => `${words.name("field", name)}: ${words.range(...bounds(name))}`);
  }

  return { incident, label, names, summary, sign };
})();
