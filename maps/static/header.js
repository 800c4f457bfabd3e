// The head of the page: what this is, how many there are and are shown, and what is not; its buttons.
"use strict";

Mawqi.header = (() => {
  const { el, button } = Mawqi.dom;

  /** `handlers`: `sheet(button)`, `language(lang)`. The answer is `{node, update()}`. */
  function create(app, handlers) {
    const { state } = app;
    const { words: w } = state;
    const status = el("span.mq-status", { role: "status" });
    const other = w.t("other_language.lang");
    const node = el("header.mq-header", {},
      el("div.mq-heading", {}, el("h1", { dir: state.title ? "auto" : null }, state.title ?? w.t("title")),
        el("p.mq-counts", {}, counts(state), " · ", status)),
      button("mq-button.mq-list-toggle", { "aria-expanded": "false", onclick: (event) => handlers.sheet(event.currentTarget) }, w.t("panel.show")),
      Mawqi.save.create(app),
      button("mq-button.mq-language", { lang: other, onclick: () => handlers.language(other) }, w.t("other_language")));
    return { node, update: () => { status.textContent = shownNow(state); } };
  }

  function counts({ rows, words: w, notes }) {
    const all = [w.count("note.incidents", rows.n), w.count("note.reports", rows.sources)].join(" ");
    const further = [["undated", notes.undated], ["aggregates", notes.totals]].filter(([, n]) => n).map(([key, n]) => w.count(`note.${key}`, n));
    return [all, ...further].join(" · ");
  }

  /** How many belong to the moment, on the map and on no point of it: the numbers on the list's tabs. */
  function shownNow({ rows, kept, shown, words: w }) {
    let [onMap, offMap, left] = [0, 0, 0];
    for (let i = 0; i < rows.n; i += 1) {
      if (!kept[i]) left += 1;
      else if (shown[i] && rows.placed[i]) onMap += 1;
      else if (shown[i]) offMap += 1;
    }
    const parts = [w.count("note.onmap", onMap), offMap ? w.count("note.offmap", offMap) : "", left ? w.count("note.filtered", left) : ""];
    return parts.filter(Boolean).join(w.lang === "ar" ? "، " : ", ");
  }

  return { create, shownNow };
})();
