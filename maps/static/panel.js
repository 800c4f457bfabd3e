// The side panel: search, kinds, filters, and the incidents shown, on no point, and undated; or one of them in full.
"use strict";

Mawqi.panel = (() => {
  const { el, button } = Mawqi.dom;
  const { TABS } = Mawqi.hash;
  const STATUSES = ["reported", "claimed", "denied", "planned", "hypothetical"];
  const KEYS = [...STATUSES, "aggregate", "circle", "area", "cluster", "totals", "ghost"];

  /** `handlers`: `filter(changes)`, `search(text)`, `tab(name)`, `open(i)`, `close()`. The answer is `{node, update(), focus(i)}`. */
  function create(state, handlers, id) {
    const { words } = state;
    const search = el("input.mq-search", {
      type: "search", placeholder: words.t("search"), "aria-label": words.t("search"), dir: "auto", maxlength: 200,
      oninput: (event) => handlers.search(event.target.value),
    });
    search.value = state.filters.query;
    const parts = [Mawqi.facets.kinds(state, handlers.filter), Mawqi.facets.rest(state, handlers.filter)];
    const tabs = el("div.mq-tabs", { role: "tablist", "aria-label": words.t("panel"), onkeydown: (event) => turn(state, handlers, event) },
      TABS.map((name) => tabButton(state, handlers, name, id)));
    const body = el("div.mq-list", { role: "tabpanel", id: `${id}-list`, "aria-labelledby": `${id}-tab-${state.tab}` });
    const node = el("aside.mq-panel", { "aria-label": words.t("panel") }, search, parts.map((part) => part.node), key(state), tabs, body);
    const items = Mawqi.items.create(state, node, handlers.open);
    const note = el("p.mq-empty", { role: "status" });
    const panel = { node, body, tabs, items, note, parts, id };
    body.append(note, items.node);
    panel.update = () => update(panel, state, handlers);
    panel.focus = (i) => items.focus(i) || tabs.querySelector('[aria-selected="true"]').focus();
    return panel;
  }

  function update(panel, state, handlers) {
    const { words } = state;
    panel.parts.forEach((part) => part.update());
    const lists = Mawqi.state.lists(state);
    for (const tab of panel.tabs.children) {
      const { tab: name } = tab.dataset;
      const chosen = state.tab === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      tab.querySelector(".mq-count").textContent = words.number(lists[name].length);
    }
    panel.body.setAttribute("aria-labelledby", `${panel.id}-tab-${state.tab}`);
    panel.note.textContent = note(state, lists[state.tab]);
    panel.note.hidden = !panel.note.textContent || state.detail !== null;
    panel.items.node.hidden = state.detail !== null;
    panel.items.show(lists[state.tab]);
    if (state.detail !== panel.detail) detail(panel, state, handlers);
  }

  /** One incident in full in place of the list: what has no point has no popup. */
  function detail(panel, state, handlers) {
    panel.detail = state.detail;
    panel.body.querySelector(".mq-detail")?.remove();
    if (state.detail === null) return;
    const back = button("mq-button.mq-back", { onclick: handlers.close }, state.words.t("panel.back"));
    panel.body.append(el("div.mq-detail", {}, back, Mawqi.card.incident({ ...state, i: state.detail })));
    back.focus();
  }

  function note({ words, tab, filters }, ids) {
    if (!ids.length && filters.query.trim()) return words.t("search.none");
    if (!ids.length && Mawqi.filters.active(filters)) return words.t("filter.nothing");
    if (!ids.length) return words.t(`tab.${tab}.empty`);
    return tab === "now" ? "" : words.t(`tab.${tab}.note`);
  }

  function tabButton(state, handlers, name, id) {
    const choose = () => handlers.tab(name);
    return button("mq-tab", { role: "tab", id: `${id}-tab-${name}`, "aria-controls": `${id}-list`, "data-tab": name, onclick: choose },
      state.words.t(`tab.${name}`), " ", el("span.mq-count", {}));
  }

  /** Arrows turn from tab to tab, in the direction of reading. */
  function turn(state, handlers, event) {
    const on = state.words.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = state.words.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const at = TABS.indexOf(state.tab);
    const to = { [on]: at + 1, [back]: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const name = TABS[(to + TABS.length) % TABS.length];
    handlers.tab(name);
    event.currentTarget.querySelector(`[data-tab="${name}"]`).focus();
  }

  function key({ words, signs }) {
    const mark = (name) => ([...STATUSES, "aggregate"].includes(name)
      ? Mawqi.card.sign(signs, "shelling", name === "aggregate" ? "reported" : name, name === "aggregate" ? name : "event")
      : el(`span.mq-key.mq-key-${name}`, { "aria-hidden": "true" }, { cluster: words.number(3), totals: `Σ ${words.number(2)}` }[name] ?? ""));
    return el("details.mq-legend", {}, el("summary", {}, words.t("key")),
      el("ul", {}, KEYS.map((name) => el("li", {}, mark(name), el("span", {}, words.t(`key.${name}`))))));
  }

  return { create };
})();
