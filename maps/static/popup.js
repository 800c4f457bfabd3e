// The popup of a point: its incidents one by one, leafed through by mouse or keyboard.
"use strict";

Mawqi.popup = (() => {
  const { el, button } = Mawqi.dom;

  /** `app` is `{map, state}`; `choose(i)` marks the incident shown. The answer is what `isStale` takes. */
  function open(app, at, members, choose, focus) {
    const { map, state } = app;
    const width = Math.min(360, map.getSize().x - 66);
    const height = Math.max(180, Math.min(440, map.getSize().y - 90));
    const popup = L.popup({
      className: "mq-popup", maxWidth: width, minWidth: width, maxHeight: height, autoPanPaddingTopLeft: [54, 12], autoPanPaddingBottomRight: [6, 12], offset: [0, -8],
      closeButtonLabel: state.words.t("card.close"),
    });
    const content = el("div.mq-pages", { tabindex: -1, role: "dialog", lang: state.words.lang, dir: state.words.dir });
    content.addEventListener("click", (event) => event.stopPropagation());  // Leaflet takes one on a removed button for its own
    const turn = (page, pressed) => {
      content.replaceChildren(...pages(state, members, page, turn));
      content.setAttribute("aria-label", Mawqi.card.label({ ...state, i: members[page] }));
      choose(members[page]);
      if (popup.isOpen()) popup.update();
      if (pressed) content.querySelector(`.mq-${pressed}`).focus();
    };
    turn(0);
    popup.setLatLng(at).setContent(content).openOn(map);
    choose(members[0]);
    if (focus) content.focus({ preventScroll: true });
    return { popup, members, shown: state.shown };
  }

  /** Whether something that an open popup shows has left the map since: by time or filters. */
  function isStale({ popup, members, shown }, state) {
    return popup.isOpen() && members.some((i) => !state.kept[i] || (shown[i] && !state.shown[i]));
  }

  function pages(state, members, k, turn) {
    const { words: w } = state;
    const shown = Mawqi.card.incident({ ...state, i: members[k] });
    if (members.length === 1) return [shown];
    const arrow = (name, by) => button(`mq-button.mq-${name}`, {
      "aria-label": w.t(`card.${name}`), title: w.t(`card.${name}`), onclick: () => turn((k + by + members.length) % members.length, name),
    });
    const place = w.t("card.of", { k: w.number(k + 1), n: w.number(members.length) });
    return [el("nav.mq-pager", { "aria-label": w.t("card.pages") }, arrow("previous", -1),
      el("span", { "aria-live": "polite" }, contents(state, members), " — ", place), arrow("next", 1)), shown];
  }

  function contents({ rows, words: w }, members) {
    const totals = members.filter((i) => rows.total[i]).length;
    const counted = [["card.group", members.length - totals], ["card.totals", totals]].filter(([, n]) => n);
    return counted.map(([key, n]) => w.count(key, n)).join(" · ");
  }

  return { open, isStale };
})();
