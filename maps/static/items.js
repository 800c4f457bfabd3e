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
      const at = held === null ? 0 : ids.indexOf(held);
      Object.assign(list, { ids, active: at < 0 ? Math.min(list.active, Math.max(0, ids.length - 1)) : at });
      list.node.style.height = `${ids.length * TALL}px`;
      draw(list, true);
      if (at < 0 && ids.length) focusOn(list, list.active);
      else if (at < 0) scroller.querySelector('[role="tab"][aria-selected="true"]').focus();
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

  /** Lines that stay are kept as they are, so that a press on one, or the focus in it, outlasts what is drawn meanwhile. */
  function draw(list, anew) {
    const { ids: all, node, scroller } = list;
    const above = scroller.scrollTop - (node.offsetTop - scroller.offsetTop);
    const first = Math.max(0, Math.min(all.length, Math.floor(above / TALL) - SPARE));
    const last = Math.min(all.length, Math.ceil((above + (scroller.clientHeight || window.innerHeight)) / TALL) + SPARE);
    if (!anew && first === list.first && last === list.last) return;
    Object.assign(list, { first, last });
    place(list, wanted(list, first, last));
  }

  /** Places in the list from `first` to `last`, and the one that has the focus, wherever it is. */
  function wanted(list, first, last) {
    const places = Array.from({ length: Math.max(0, last - first) }, (_, k) => first + k);
    const held = heldRow(list);
    const at = held === null ? -1 : list.ids.indexOf(held);
    if (at >= 0 && at < first) places.unshift(at);
    if (at >= last) places.push(at);
    return places;
  }

  function place(list, places) {
    const { node, ids } = list;
    const there = new Map([...node.children].map((line) => [rowOf(line), line]));
    const rows = new Set(places.map((at) => ids[at]));
    for (const [row, line] of there) if (!rows.has(row)) line.remove();
    places.forEach((at, k) => {
      const line = there.get(ids[at]) ?? item(list, ids[at]);
      if (node.children[k] !== line) node.insertBefore(line, node.children[k] ?? null);
      update(list, line, at);
    });
  }

  const rowOf = (line) => Number(line.firstChild.dataset.row);

  function item(list, i) {
    const press = () => { list.active = list.ids.indexOf(i); list.open(i); };
    return el("li", {}, button("mq-item", { "data-row": i, onclick: press }, Mawqi.card.summary({ ...list.state, i })));
  }

  /** What may change of a line: where it stands, and whether it is of this moment. */
  function update({ state, ids, active }, line, at) {
    line.setAttribute("aria-setsize", ids.length);
    line.setAttribute("aria-posinset", at + 1);
    line.style.transform = `translateY(${at * TALL}px)`;
    line.firstChild.tabIndex = at === active ? 0 : -1;
    line.firstChild.classList.toggle("mq-elsewhen", !state.shown[ids[at]]);
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
