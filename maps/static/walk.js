// The map by keyboard: one stop of the tab key; arrows go from point to point, Enter opens the one that is framed.
"use strict";

Mawqi.walk = (() => {
  const { button } = Mawqi.dom;
  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  /** `drawn()` gives what can be pressed, `open(hit)` opens one, `label(hit)` says what it is. The answer is `{node, update()}`. */
  function create(name, drawn, open, label) {
    const walk = { drawn, label, at: null };
    walk.node = button("mq-walk", {
      "aria-label": name, onclick: () => walk.at && open(walk.at),
      onfocus: () => go(walk, walk.at ?? first(walk)), onkeydown: (event) => step(walk, event), onblur: () => { walk.at = null; },
    });
    walk.update = () => { if (document.activeElement === walk.node) go(walk, nearest(walk) ?? first(walk)); };
    return walk;
  }

  const first = ({ drawn }) => drawn()[0] ?? null;

  /** What is drawn now where the frame was. */
  const nearest = ({ drawn, at }) => at && drawn().reduce((best, hit) => (best && far(best, at) <= far(hit, at) ? best : hit), null);

  const far = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

  function step(walk, event) {
    const hits = walk.drawn();
    const turn = { PageDown: 1, PageUp: -1 }[event.key];
    if (!walk.at || !(turn || WAYS[event.key])) return;
    event.preventDefault();
    const at = hits.findIndex((hit) => hit.x === walk.at.x && hit.y === walk.at.y);
    go(walk, turn ? hits[(at + turn + hits.length) % hits.length] : towards(walk.at, hits, WAYS[event.key]) ?? walk.at);
  }

  /** The nearest in a direction, not much to its side. */
  function towards(from, hits, [dx, dy]) {
    const along = (hit) => (hit.x - from.x) * dx + (hit.y - from.y) * dy;
    const beside = (hit) => Math.abs((hit.x - from.x) * dy) + Math.abs((hit.y - from.y) * dx);
    const there = hits.filter((hit) => along(hit) > 0.5 && beside(hit) <= 2 * along(hit));
    return there.reduce((best, hit) => (best && along(best) + beside(best) <= along(hit) + beside(hit) ? best : hit), null);
  }

  function go(walk, hit) {
    const { node } = walk;
    walk.at = hit;
    node.classList.toggle("mq-walking", Boolean(hit));
    if (!hit) return;
    const r = hit.r + 5;
    Object.assign(node.style, { left: `${hit.x - r}px`, top: `${hit.y - r}px`, width: `${r * 2}px`, height: `${r * 2}px` });
    node.setAttribute("aria-label", walk.label(hit));
  }

  return { create };
})();
