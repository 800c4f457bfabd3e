// A list of incidents of any length: only the lines in view are elements. One stop of the tab key, arrows within.
"use strict";

Mawqi.items = (() => {
  const { el, button } = Mawqi.dom;
  const TALL = 60;
  const SPARE = 8;
  const LEAPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };

  /** `scroller` is the element that scrolls; `open(i)` is what a press does. The answer is `{node, show(ids), focus(i)}`. */
  function create(state, scroller, open) {
    const list = { state, scroller, open, ids: new Int32Array(), active: 0, first: -1, last: -1 };
    list.node = el("ul.mq-items", { onkeydown: (event) => leap(list, event) });
    list.show = (ids) => {
      const held = heldRow(list);
      Object.assign(list, { ids, active: Math.max(0, held === null ? 0 : ids.indexOf(held)) });
      list.node.style.height = `${ids.length * TALL}px`;
      draw(list, true);
      if (held !== null && ids.includes(held)) focusOn(list, ids.indexOf(held));
    };
    list.focus = (i) => {
      const at = list.ids.indexOf(i);
      if (at >= 0) focusOn(list, at);
      return at >= 0;
    };
    scroller.addEventListener("scroll", () => draw(list, false), { passive: true });
    new ResizeObserver(() => draw(list, false)).observe(scroller);
    return list;
  }

  function heldRow({ node }) {
    return node.contains(document.activeElement) ? Number(document.activeElement.dataset.row) : null;
  }

  function draw(list, anew) {
    const { ids: all, node, scroller } = list;
    const above = scroller.scrollTop - (node.offsetTop - scroller.offsetTop);
    const first = Math.max(0, Math.min(all.length, Math.floor(above / TALL) - SPARE));
    const last = Math.min(all.length, Math.ceil((above + (scroller.clientHeight || window.innerHeight)) / TALL) + SPARE);
    if (!anew && first === list.first && last === list.last) return;
    const held = anew ? null : heldRow(list);
    Object.assign(list, { first, last });
    node.replaceChildren(...Array.from({ length: Math.max(0, last - first) }, (_, k) => item(list, first + k)));
    if (held !== null) node.querySelector(`[data-row="${held}"]`)?.focus({ preventScroll: true });
  }

  function item(list, at) {
    const { state, ids: all, open } = list;
    const i = all[at];
    const press = () => { list.active = at; open(i); };
    const line = el("li", { "aria-setsize": all.length, "aria-posinset": at + 1 },
      button("mq-item", { "data-row": i, class: `mq-item${state.shown[i] ? "" : " mq-elsewhen"}`, tabindex: at === list.active ? 0 : -1, onclick: press },
        Mawqi.card.summary({ ...state, i })));
    line.style.transform = `translateY(${at * TALL}px)`;
    return line;
  }

  function leap(list, event) {
    if (!(event.key in LEAPS)) return;
    event.preventDefault();
    const to = list.active + LEAPS[event.key];
    focusOn(list, Math.max(0, Math.min(list.ids.length - 1, to)));
  }

  function focusOn(list, at) {
    const { node, scroller } = list;
    list.active = at;
    const top = node.offsetTop - scroller.offsetTop + at * TALL;
    const covered = 44;
    if (top < scroller.scrollTop + covered) scroller.scrollTop = top - covered;
    if (top + TALL > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + TALL - scroller.clientHeight;
    draw(list, true);
    node.querySelector(`[data-row="${list.ids[at]}"]`)?.focus({ preventScroll: true });
  }

  return { create };
})();
