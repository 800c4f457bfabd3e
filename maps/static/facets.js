// The filters: chips for columns of few words, choices for those of many, and a button that clears all.
"use strict";

Mawqi.facets = (() => {
  const { el, button } = Mawqi.dom;
  const { PICKS, TOLLS } = Mawqi.filters;
  const CHIPS = ["status", "scope", "precision"];
  const ORDER = {
    status: ["reported", "claimed", "denied", "planned", "hypothetical"], scope: ["event", "aggregate"],
    precision: ["exact", "neighbourhood", "town", "near", "district", "region", "country", ""],
  };
  const MANY = 6;
  const CONFIDENCES = [0, 0.25, 0.5, 0.75, 0.9];

  /** The kinds as a legend whose entries hide and show: `{node, update()}`. `change(filters)` is called with what changed. */
  function kinds(state, change) {
    const { words } = state;
    const chips = chipsOf(state, "kind", change);
    const node = el("section", {}, el("h2", {}, words.t("legend")), el(`div.mq-chips.mq-kinds${chips.nodes.length > MANY ? ".mq-many" : ""}`, { role: "group", "aria-label": words.t("legend"), title: words.t("legend.hint") }, chips.nodes));
    return { node, update: chips.update };
  }

  /** All other filters, folded away until they are wanted. */
  function rest(state, change) {
    const { words, rows } = state;
    const groups = CHIPS.filter((name) => wordsOf(rows, name).length > 1).map((name) => [name, chipsOf(state, name, change)]);
    const count = el("span.mq-count", {});
    const picks = el("div.mq-picks", {});
    const clear = button("mq-more.mq-clear", { onclick: () => change(null) }, words.t("filter.clear"));
    const node = el("details.mq-filters", { open: Mawqi.filters.active({ ...state.filters, query: "" }) > 0 },
      el("summary", {}, words.t("filter"), " ", count),
      groups.map(([name, { nodes }]) => el("div.mq-group", { role: "group", "aria-label": words.t(`filter.${name}`) }, el("span.mq-label", {}, words.t(`filter.${name}`)), el("div.mq-chips", {}, nodes))),
      picks, confidence(state, change), toll(state, change), clear);
    const fill = () => node.open && !picks.childElementCount && picks.append(...PICKS.map((name) => pick(state, name, change)).filter(Boolean));
    node.addEventListener("toggle", fill);  // thousands of names cost time: they are listed when they are asked for
    fill();
    const update = () => {
      const set = Mawqi.filters.active(state.filters);
      count.textContent = set ? words.number(set) : "";
      count.hidden = clear.hidden = !set;
      groups.forEach(([, group]) => group.update());
    };
    return { node, update };
  }

  /** The words that a column has; the empty word where rows have none. */
  function wordsOf(rows, name) {
    const { values, codes } = rows.coded[name];
    return codes.includes(-1) ? [...values, ""] : values;
  }

  function chipsOf(state, name, change) {
    const { rows, words, signs } = state;
    const there = wordsOf(rows, name);
    const order = (ORDER[name] ?? Object.keys(signs.kinds)).filter((word) => there.includes(word));
    const chips = order.map((word) => chip(state, name, word, change));
    const update = () => {
      const counts = Mawqi.state.wordCounts(state, name);
      chips.forEach(({ node, count }, k) => {
        const at = rows.coded[name].values.indexOf(order[k]);
        count.textContent = words.number(counts[at < 0 ? counts.length - 1 : at]);
        node.setAttribute("aria-pressed", String(!state.filters.hidden[name].has(order[k])));
      });
    };
    return { nodes: chips.map(({ node }) => node), update };
  }

  function chip(state, name, word, change) {
    const { words, signs } = state;
    const toggle = () => {
      const hidden = new Set(state.filters.hidden[name]);
      if (!hidden.delete(word)) hidden.add(word);
      change({ hidden: { ...state.filters.hidden, [name]: hidden } });
    };
    const count = el("span.mq-count", {});
    const text = word ? words.name(name, word) : words.t("filter.none");
    const node = button("mq-chip", { [`data-${name}`]: word, title: text, onclick: toggle },
      name === "kind" ? Mawqi.card.sign(signs, word) : null, el("span", {}, text), count);
    return { node, count };
  }

  function field(state, key, control) {
    return el("label.mq-field-line", { "data-filter": key }, el("span.mq-label", {}, state.words.t(`filter.${key}`)), control);
  }

  function select(options, chosen, onchange) {
    const node = el("select", { onchange: (event) => onchange(event.target.value) }, options.map(([value, text]) => el("option", { value, dir: "auto" }, text)));
    node.value = chosen;
    return node;
  }

  /** One word of a column of many, the most frequent first. */
  function pick(state, name, change) {
    const { rows, words } = state;
    const { values, codes } = rows.coded[name];
    if (!values.length) return null;
    const counts = new Int32Array(values.length);
    for (const code of codes) if (code >= 0) counts[code] += 1;
    const order = [...values.keys()].sort((a, b) => counts[b] - counts[a]);
    const text = (k) => `${name === "country" ? words.country(values[k]) : values[k]} (${words.number(counts[k])})`;
    const options = [["", words.t("filter.any")], ...order.map((k) => [String(k), text(k)])];
    const chosen = state.filters[name] === null ? "" : String(values.indexOf(state.filters[name]));
    return field(state, name, select(options, chosen, (value) => change({ [name]: value === "" ? null : values[Number(value)] })));
  }

  function confidence(state, change) {
    const { words } = state;
    const levels = [...new Set([...CONFIDENCES, state.filters.confidence])].sort();
    const options = levels.map((level) => [String(level), level ? words.t("filter.least", { n: words.percent(level) }) : words.t("filter.any")]);
    return field(state, "confidence", select(options, String(state.filters.confidence), (value) => change({ confidence: Number(value) })));
  }

  function toll(state, change) {
    const { words, filters } = state;
    const least = el("input", { type: "number", min: 1, max: 999999, inputmode: "numeric", "aria-label": words.t("filter.toll.least"), oninput: (event) => change({ least: Math.max(1, Math.floor(Number(event.target.value)) || 1) }) });
    least.value = filters.least;
    const show = (value) => { least.hidden = !["killed", "hurt"].includes(value); };
    show(filters.toll);
    const choice = select(TOLLS.map((value) => [value, words.t(`filter.toll.${value}`)]), filters.toll, (value) => { show(value); change({ toll: value }); });
    return el("div.mq-field-line", { "data-filter": "toll" }, el("label.mq-field-line", {}, el("span.mq-label", {}, words.t("filter.toll")), choice), least);
  }

  return { kinds, rest };
})();
