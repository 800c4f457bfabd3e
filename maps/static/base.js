// The background that needs no network: land, borders and towns. Tiles, where they load, cover it.
"use strict";

Mawqi.base = (() => {
  const COLOURS = ["land", "shore", "border", "town", "land-halo"];

  /** `base` is what `maps.basemap` made; town names follow the language of `state`. */
  function create(base, state) {
    const unpacked = {
      land: base.land.flat().map((ring) => boxed(unpack(ring, base.scale))),
      shores: base.shores.map((line) => boxed(unpack(line, base.scale))),
      borders: base.borders.map((line) => boxed(unpack(line, base.scale))),
    };
    return Mawqi.canvas.create("mawqi-base", 150, (pen, map) => {
      const look = Mawqi.canvas.look(map, COLOURS);
      const project = projector(map);
      paintLand(pen, look, inView(unpacked, map.getBounds().pad(0.1)), project);
      paintTowns(pen, look, map, base.towns, project, state);
    }, false);
  }

  /** Differences of x and y, in turn, to `[lon, lat]`. */
  function unpack(deltas, scale) {
    const points = [];
    let [x, y] = [0, 0];
    for (let k = 0; k < deltas.length; k += 2) {
      x += deltas[k];
      y += deltas[k + 1];
      points.push([x / scale, y / scale]);
    }
    return points;
  }

  /** Points with the box in which they lie. */
  function boxed(points) {
    const [xs, ys] = [0, 1].map((k) => points.map((point) => point[k]));
    const [least, most] = [Math.min, Math.max].map((end) => (values) => values.reduce((a, b) => end(a, b)));
    return { points, west: least(xs), east: most(xs), south: least(ys), north: most(ys) };
  }

  /** Lines and rings that reach into the view. */
  function inView(parts, view) {
    const [west, east, south, north] = [view.getWest(), view.getEast(), view.getSouth(), view.getNorth()];
    const seen = (box) => box.east >= west && box.west <= east && box.north >= south && box.south <= north;
    return Object.fromEntries(Object.entries(parts).map(([name, all]) => [name, all.filter(seen).map(({ points }) => points)]));
  }

  function projector(map) {
    const corner = map.getPixelBounds().min;
    const zoom = map.getZoom();
    return ([lon, lat]) => map.project([lat, lon], zoom).subtract(corner);
  }

  /** Land is filled without an edge: its parts meet where there is no shore. Shores and borders are lines. */
  function paintLand(pen, look, { land, shores, borders }, project) {
    pen.lineJoin = "round";
    pen.beginPath();
    land.forEach((ring) => trace(pen, ring, project));
    pen.fillStyle = look.land;
    pen.fill("evenodd");
    pen.beginPath();
    shores.forEach((line) => trace(pen, line, project));
    pen.lineWidth = 1;
    pen.strokeStyle = look.shore;
    pen.stroke();
    pen.beginPath();
    borders.forEach((line) => trace(pen, line, project));
    pen.setLineDash([5, 3]);
    pen.strokeStyle = look.border;
    pen.stroke();
    pen.setLineDash([]);
  }

  function trace(pen, points, project) {
    points.forEach((point, k) => {
      const { x, y } = project(point);
      if (k) pen.lineTo(x, y);
      else pen.moveTo(x, y);
    });
  }

  /** The largest towns first; a name that would touch another, or an incident, waits for a closer view. */
  function paintTowns(pen, look, map, towns, project, { words, occupied = [] }) {
    const size = map.getSize();
    const taken = [...occupied];
    pen.font = `11px ${look.font}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    for (const [lon, lat, arabic, english] of towns) {
      const { x, y } = project([lon, lat]);
      if (x < 0 || y < 16 || x > size.x || y > size.y) continue;
      const name = words.lang === "ar" ? arabic : english;
      const spot = { x, y: y - 9, half: pen.measureText(name).width / 2 + 8, tall: 12 };
      if (x < spot.half - 6 || x > size.x - spot.half + 6) continue;
      if (!Mawqi.canvas.isFree(spot, taken)) continue;
      taken.push(spot);
      paintTown(pen, look, { x, y }, name);
    }
  }

  function paintTown(pen, look, { x, y }, name) {
    pen.beginPath();
    pen.arc(x, y, 2, 0, Math.PI * 2);
    pen.fillStyle = look.town;
    pen.fill();
    pen.lineWidth = 3;
    pen.strokeStyle = look["land-halo"];
    pen.strokeText(name, x, y - 10);
    pen.fillText(name, x, y - 10);
  }

  return { create, unpack };
})();
