// Leaflet's own controls, in the reader's language.
"use strict";

Mawqi.controls = (() => {
  /** The scale, with the units and digits of the language of `state`. */
  function scale(state) {
    const Scale = L.Control.Scale.extend({
      _updateMetric(most) {
        const metres = this._getRoundNum(most);
        this._mScale.dir = state.words.dir;
        this._updateScale(this._mScale, state.words.distance(metres), metres / most);
      },
    });
    return new Scale({ imperial: false, position: "bottomleft" });
  }

  /** Give the controls that a map has their names. */
  function name(map, words) {
    const named = { ".leaflet-control-zoom-in": "zoom.in", ".leaflet-control-zoom-out": "zoom.out", ".leaflet-control-layers-toggle": "layers" };
    for (const [selector, key] of Object.entries(named)) {
      for (const node of map.getContainer().querySelectorAll(selector)) {
        node.title = words.t(key);
        node.setAttribute("aria-label", words.t(key));
      }
    }
  }

  /** Let nothing glide, for readers who asked for that. */
  function still(map) {
    Object.assign(map.options, { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
    Object.assign(map, { _zoomAnimated: false, _fadeAnimated: false });
    map.getContainer().classList.remove("leaflet-fade-anim");
  }

  return { scale, name, still };
})();
