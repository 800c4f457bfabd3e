// The side panel: kinds, search, and the incidents shown, not placed, and undated.
"use strict";

Mawqi.list = (() => {
  const { el } = Mawqi.dom;
  const { isDated, isPlaced } = Mawqi.core;
  const PAGE = 60;
  const TABS = ["now", "unplaced", "undated"];
  const STATUSES = ["reported", "claimed", "denied", "planned", "hypothetical"];
  const KEYS = [...STATUSES, "aggregate", "circle", "area", "cluster", "totals", "ghost"];

  /** `handlers`: `toggleKind(kind)`, `search(text)`, `open(i, button)`. The answer is `{node, update(shown)}`. */
  function create(state, handlers) {
    const { words } = state;
    const kinds = el("div.mq-kinds", { role: "group", "aria-label": words.t("legend"), title: words.t("legend.hint") });
    const search = el("input.mq-search", {
      type: "search", placeholder: words.t("search"), "aria-label": words.t("search"), dir: "auto",
      oninput: (event) => handlers.search(event.target.value),
    });
    search.value = state.query;
    const tabs = el("div.mq-tabs", { role: "tablist" });
    const body = el("div.mq-list", { role: "tabpanel", tabindex: -1 });
    const node = el("aside.mq-panel", { "aria-label": words.t("panel") },
      search, el("section", {}, el("h2", {}, words.t("legend")), kinds, key(state)), tabs, body);
    const panel = { node, kinds, tabs, body, limit: PAGE, unfolded: new Set() };
    panel.update = () => update(panel, state, handlers);
    return panel;
  }

  function update(panel, state, handlers) {
    const held = heldBy(panel);
    panel.kinds.replaceChildren(...kindButtons(state, handlers));
    panel.tabs.replaceChildren(...TABS.map((tab) => tabButton(panel, state, tab)));
    const ids = members(state, state.tab);
    const items = ids.slice(0, panel.limit).map((i) => item(panel, state, handlers, i));
    panel.body.replaceChildren(
      ...note(state, ids),
      el("ul.mq-items", {}, items),
      ...(ids.length > panel.limit ? [more(panel, state, ids.length - panel.limit)] : []),
    );
    if (held) panel.node.querySelector(held)?.focus();
  }

  /** What finds the pressed line, kind or tab again after it is made anew. */
  function heldBy({ node }) {
    const { dataset = {} } = node.contains(document.activeElement) ? document.activeElement : {};
    const key = ["row", "kind", "tab"].find((name) => dataset[name] !== undefined);
    return key && `button[data-${key}="${dataset[key]}"]`;
  }

  function members(state, tab) {
    const { rows, kept, visible } = state;
    const wanted = {
      now: (i) => visible[i] && isPlaced(rows, i),
      unplaced: (i) => !isPlaced(rows, i),
      undated: (i) => !isDated(rows, i),
    }[tab];
    const order = (i) => rows.get("start", i) ?? Infinity;
    return [...Array(rows.n).keys()].filter((i) => kept[i] && wanted(i)).sort((a, b) => (order(a) < order(b) ? -1 : Number(order(a) > order(b))));
  }

  function kindButtons(state, handlers) {
    const { rows, words, signs } = state;
    const counts = new Map();
    for (let i = 0; i < rows.n; i += 1) {
      const kind = rows.get("kind", i);
      counts.set(kind, (counts.get(kind) ?? 0) + (state.visible[i] ? 1 : 0));
    }
    return Object.keys(signs.kinds).filter((kind) => counts.has(kind)).map((kind) =>
      el("button.mq-chip", { type: "button", "aria-pressed": String(!state.hidden.has(kind)), "data-kind": kind, onclick: () => handlers.toggleKind(kind) },
        Mawqi.card.sign(signs, kind), el("span", {}, words.name("kind", kind)), el("span.mq-count", {}, words.number(counts.get(kind)))));
  }

  function key({ words, signs }) {
    const mark = (name) => ([...STATUSES, "aggregate"].includes(name)
      ? Mawqi.card.sign(signs, "shelling", name === "aggregate" ? "reported" : name, name === "aggregate" ? name : "event")
      : el(`span.mq-key.mq-key-${name}`, { "aria-hidden": "true" }, { cluster: words.number(3), totals: words.number(2) }[name] ?? ""));
    return el("details.mq-legend", {}, el("summary", {}, words.t("key")),
      el("ul", {}, KEYS.map((name) => el("li", {}, mark(name), el("span", {}, words.t(`key.${name}`))))));
  }

  function tabButton(panel, state, tab) {
    const chosen = state.tab === tab;
    const choose = () => {
      Object.assign(state, { tab });
      panel.limit = PAGE;
      panel.update();
      panel.tabs.querySelector("[aria-selected=true]").focus();
    };
    return el("button.mq-tab", {
      type: "button", role: "tab", "aria-selected": String(chosen), "data-tab": tab, onclick: choose,
    }, state.words.t(`tab.${tab}`), " ", el("span.mq-count", {}, state.words.number(members(state, tab).length)));
  }

  function note({ words, tab, query }, ids) {
    if (!ids.length && query) return [el("p.mq-empty", { role: "status" }, words.t("search.none"))];
    if (!ids.length) return [el("p.mq-empty", {}, words.t(`tab.${tab}.empty`))];
    return tab === "now" ? [] : [el("p.mq-empty", {}, words.t(`tab.${tab}.note`))];
  }

  function item(panel, state, handlers, i) {
    const button = el("button.mq-item", {
      type: "button", "data-row": i, class: `mq-item${state.visible[i] ? "" : " mq-elsewhen"}`,
      onclick: (event) => handlers.open(i, event.currentTarget),
    }, Mawqi.card.summary({ ...state, i }));
    const open = panel.unfolded.has(i);
    if (open) button.setAttribute("aria-expanded", "true");
    return el("li", {}, button, open ? Mawqi.card.incident({ ...state, i }) : null);
  }

  function more(panel, { words }, left) {
    const show = () => { panel.limit += PAGE; panel.update(); };
    return el("button.mq-more", { type: "button", onclick: show }, words.t("more", { n: words.number(Math.min(PAGE, left)) }));
  }

  /** Open or close an incident's card under its line of the list. */
  function unfold(panel, state, i, button) {
    const open = button.parentElement.querySelector(".mq-card");
    if (open) open.remove();
    else panel.unfolded.add(i);
    if (open) panel.unfolded.delete(i);
    else button.after(Mawqi.card.incident({ ...state, i }));
    button.setAttribute("aria-expanded", String(!open));
  }

  return { create, unfold };
})();
