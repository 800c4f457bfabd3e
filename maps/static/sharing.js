// The view behind the address: written as it changes, taken over when the page opens or the address is changed.
"use strict";

Mawqi.sharing = (() => {
  const { hash, state: states, time, words } = Mawqi;
  const REST_MS = 300;

  /** Write the view behind the address, where this is the page's only map. */
  function write(app) {
    clearTimeout(app.sharing);
    app.sharing = null;
    if (!app.shares) return;
    app.sharing = setTimeout(() => {
      app.sharing = null;
      app.shared = hash.write(viewOf(app));
      try {
        history.replaceState(history.state, "", `#${app.shared}`);
      } catch {
        app.shares = false;  // a page without an address of its own
      }
    }, REST_MS);
  }

  function viewOf({ state, map }) {
    const centre = map?._loaded ? map.getCenter() : null;
    const chosen = state.selected ?? state.detail;
    return {
      ...state, at: state.extent ? state.bounds[state.position] : null, map: centre ? [map.getZoom(), centre.lat, centre.lng] : null,
      open: chosen !== null && state.rows.details ? state.rows.get("id", chosen) : null,
    };
  }

  /** Take over what the address says. */
  function restore(app) {
    const { state, map } = app;
    app.shares = document.querySelectorAll("script[data-mawqi-map]").length === 1;
    if (!app.shares || location.hash.length < 2) return;
    const view = { ...state.usual, ...hash.read(location.hash, (name) => state.rows.coded[name].values) };
    restoreTime(state, view);
    if (view.lang !== state.lang) Object.assign(state, { lang: view.lang, words: words.create(view.lang, app.tables.strings) });
    for (const key of ["mode", "last", "undated", "lines", "speed", "tab", "filters"]) state[key] = view[key];
    states.refilter(state);
    if (map && view.map) {
      map.setView(view.map.slice(1), view.map[0], { animate: false });
      app.viewed = true;
    }
    app.wanted = view.open ?? null;
  }

  function restoreTime(state, { unit, atHour }) {
    if (!state.extent) return;
    const [first, last] = state.rows.days.extent;
    if (time.unitsFor(last - first + 1).includes(unit)) states.setUnit(state, unit);
    if (atHour !== undefined) state.position = states.positionAt(state, atHour);
  }

  /** Whether the address says something that we did not write. */
  const isNews = (app) => app.shares && location.hash.slice(1) !== app.shared;

  return { write, restore, isNews };
})();
