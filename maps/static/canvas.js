// A Leaflet layer that is one canvas over the view, painted anew when the map moves.
"use strict";

Mawqi.canvas = (() => {
  /**
   * `paint(pen, map, layer)` draws in container pixels. A layer that does not `follow` the map by itself is redrawn
   * by another. Made at run time, when Leaflet is there.
   */
  function create(pane, zIndex, paint, follow = true) {
    const Layer = L.Layer.extend({
      onAdd(map) {
        this.canvas = L.DomUtil.create("canvas", "mq-canvas leaflet-zoom-animated");
        this.canvas.setAttribute("aria-hidden", "true");
        if (!map.getPane(pane)) Object.assign(map.createPane(pane).style, { zIndex, pointerEvents: "none" });
        map.getPane(pane).append(this.canvas);
        this.redraw();
      },
      onRemove() {
        cancelAnimationFrame(this.frame);
        this.canvas.remove();
      },
      getEvents() {
        if (!follow) return { zoomanim: this.animate };
        return { moveend: this.redraw, move: this.later, zoomanim: this.animate, resize: this.redraw, viewreset: this.redraw };
      },
      later() {
        cancelAnimationFrame(this.frame);
        this.frame = requestAnimationFrame(() => this.redraw());
      },
      animate({ center, zoom }) {
        const scale = this._map.getZoomScale(zoom, this.zoom);
        const offset = this._map._latLngBoundsToNewLayerBounds(this.bounds, zoom, center).min;
        L.DomUtil.setTransform(this.canvas, offset, scale);
      },
      redraw() {
        cancelAnimationFrame(this.frame);
        if (!this._map) return;
        const pen = prepare(this, this._map);
        pen.save();
        paint(pen, this._map, this);
        pen.restore();
      },
    });
    return new Layer();
  }

  function prepare(layer, map) {
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    const { canvas } = layer;
    const [width, height] = [size.x, size.y].map((pixels) => Math.floor(pixels * ratio));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    Object.assign(canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
    layer.zoom = map.getZoom();
    layer.bounds = map.getBounds();
    L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint([0, 0]), 1);
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, size.x, size.y);
    return pen;
  }

  /** The colours of the style sheet, as they are now. */
  function look(map, names) {
    const style = getComputedStyle(map.getContainer());
    const colours = names.map((name) => [name, style.getPropertyValue(`--mq-${name}`).trim()]);
    return { ...Object.fromEntries(colours), font: style.fontFamily };
  }

  /** Whether a label (`{x, y, half, tall}`: middle, half width and height) keeps clear of others. */
  const isFree = (spot, taken) => taken.every((other) =>
    Math.abs(spot.x - other.x) > spot.half + other.half || Math.abs(spot.y - other.y) > spot.tall + other.tall);

  return { create, look, isFree };
})();
