// Incidents on one canvas over the map: areas, circles of uncertainty, clusters, signs.
"use strict";

Mawqi.layer = (() => {
  const { cluster } = Mawqi.core;
  const RADIUS = 28;
  const SIGN = 13;
  const TAU = Math.PI * 2;
  const COLOURS = ["air", "fire", "blast", "close", "ground", "other", "halo", "ink", "ghost", "surface", "accent"];

  /** `state` is `{rows, sites, signs, words}`; `handlers`: `drawn(hits)` and `open(hit)`. */
  function create(state, handlers) {
    const layer = Mawqi.canvas.create("mawqi", 450, (pen, map) => {
      if (!layer.visible) return;
      layer.hits = draw(layer, state, pen, map);
      handlers.drawn(layer.hits);
    });
    const find = ({ x, y }) => (layer.hits ?? []).findLast((hit) => (hit.x - x) ** 2 + (hit.y - y) ** 2 <= (hit.r + 3) ** 2);
    const press = ({ containerPoint }) => {
      const hit = find(containerPoint);
      if (hit) handlers.open(hit);
    };
    const point = ({ containerPoint, target }) => { target.getContainer().style.cursor = find(containerPoint) ? "pointer" : ""; };
    layer.on("add", () => layer._map.on({ click: press, mousemove: point }));
    layer.on("remove", () => layer._mapToAdd?.off({ click: press, mousemove: point }));
    layer.show = (visible, ghosts, selected, lines) => {
      Object.assign(layer, { visible, ghosts, selected, lines, plan: null });
      layer.redraw();
    };
    return layer;
  }

  /** Draw all; the answer is what can be pressed: `{x, y, r, members, area, sites}` in container pixels. */
  function draw(layer, state, pen, map) {
    const look = Mawqi.canvas.look(map, COLOURS);
    if (!layer.plan || layer.plan.zoom !== layer.zoom) layer.plan = arrange(layer, map, state);
    const corner = map.getPixelBounds().min;
    const seen = (spots) => spots.map((spot) => shifted(spot, corner)).filter((spot) => inView(map, spot));
    const [areas, points, ghosts] = [layer.plan.areas, layer.plan.points, layer.plan.ghosts].map(seen);
    areas.forEach((area) => drawArea(pen, look, area));
    ghosts.forEach((ghost) => drawGhost(pen, look, ghost));
    points.forEach((point) => drawUncertainty(pen, look, point, corner, layer));
    drawLines(pen, look, map, layer, state);
    const taken = points.map(({ x, y, members }) => ({ x, y, half: reachOfDot(members), tall: reachOfDot(members) }));
    const labels = areas.map((area) => drawAreaLabel(pen, look, area, layer, state, taken));
    const hits = [...labels, ...points.map((point) => drawPoint(pen, look, point, layer, state))];
    points.forEach((point) => drawName(pen, look, point, state, taken));
    state.occupied = taken;
    return hits;
  }

  const reachOfDot = (members) => Math.min(26, 14 + 3 * Math.log2(members.length));

  /** Where all stands at this zoom, in the world's pixels, so that clusters keep together while the map is moved. */
  function arrange(layer, map, state) {
    const spots = state.sites.map((site) => place(map, site, layer.zoom));
    const shown = spots.map((spot) => ({ ...spot, members: spot.site.members.filter((i) => layer.visible[i]) }))
      .filter(({ members }) => members.length);
    const areas = shown.filter(({ site }) => site.area).sort((a, b) => b.reach - a.reach);
    const points = cluster(shown.filter(({ site }) => !site.area), RADIUS);
    const ghosts = spots.filter(({ site }) => !site.area && site.members.some((i) => layer.ghosts[i]));
    points.forEach((point) => { point.reach = Math.max(...point.dots.map(({ reach }) => reach)); });
    return { zoom: layer.zoom, areas, points, ghosts };
  }

  const shifted = (spot, corner) => ({ ...spot, x: spot.x - corner.x, y: spot.y - corner.y });

  function place(map, site, zoom) {
    const { x, y } = map.project([site.lat, site.lon], zoom);
    return { x, y, reach: metresToPixels(map, site, site.metres), site };
  }

  function metresToPixels(map, { lat }, metres) {
    if (!metres) return 0;
    const metresPerPixel = (40075016.686 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
    return metres / metresPerPixel;
  }

  function inView(map, { x, y, reach }) {
    const size = map.getSize();
    const margin = Math.max(reach, 40);
    return x > -margin && y > -margin && x < size.x + margin && y < size.y + margin;
  }

  const familyOf = (state, i) => (state.signs.kinds[state.rows.get("kind", i)] ?? state.signs.kinds.attack).family;

  function disc(pen, x, y, r) {
    pen.beginPath();
    pen.arc(x, y, r, 0, TAU);
  }

  function drawArea(pen, look, { x, y, reach }) {
    const r = Math.max(reach, 12);
    const soft = pen.createRadialGradient(x, y, 0, x, y, r);
    soft.addColorStop(0, `${look.accent}38`);
    soft.addColorStop(0.7, `${look.accent}1f`);
    soft.addColorStop(1, `${look.accent}0a`);
    disc(pen, x, y, r);
    pen.fillStyle = soft;
    pen.fill();
    pen.setLineDash([2, 6]);
    pen.lineWidth = 1.5;
    pen.strokeStyle = `${look.accent}99`;
    pen.stroke();
    pen.setLineDash([]);
  }

  function drawGhost(pen, look, { x, y }) {
    disc(pen, x, y, 4);
    pen.fillStyle = look.halo;
    pen.fill();
    pen.lineWidth = 1.5;
    pen.strokeStyle = look.ghost;
    pen.stroke();
  }

  function drawUncertainty(pen, look, { dots }, corner, layer) {
    for (const dot of dots) {
      if (dot.reach < SIGN + 5) continue;
      const { x, y } = shifted(dot, corner);
      const chosen = dot.members.includes(layer.selected);
      disc(pen, x, y, dot.reach);
      pen.fillStyle = `${look.accent}${chosen ? "26" : "0f"}`;
      pen.fill();
      pen.lineWidth = chosen ? 2 : 1;
      pen.strokeStyle = `${look.accent}${chosen ? "cc" : "66"}`;
      pen.stroke();
    }
  }

  function drawLines(pen, look, map, layer, { rows }) {
    for (let i = 0; i < rows.n; i += 1) {
      const wanted = i === layer.selected || (layer.lines && layer.visible[i]);
      if (!wanted || rows.get("origin_lat", i) === null || rows.get("lat", i) === null) continue;
      const from = map.latLngToContainerPoint([rows.get("origin_lat", i), rows.get("origin_lon", i)]);
      const to = map.latLngToContainerPoint([rows.get("lat", i), rows.get("lon", i)]);
      drawArc(pen, look, from, to);
    }
  }

  function drawArc(pen, look, from, to) {
    const bend = { x: (from.x + to.x) / 2 - (to.y - from.y) * 0.22, y: (from.y + to.y) / 2 + (to.x - from.x) * 0.22 };
    pen.lineWidth = 2;
    pen.setLineDash([7, 4]);
    pen.strokeStyle = look.ink;
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.quadraticCurveTo(bend.x, bend.y, to.x, to.y);
    pen.stroke();
    pen.setLineDash([2, 3]);
    disc(pen, from.x, from.y, 9);
    pen.stroke();
    pen.setLineDash([]);
  }

  /** An area carries its name, on its edge where that is in view: no pin. */
  function drawAreaLabel(pen, look, area, layer, state, taken) {
    const { members, site } = area;
    const [name = ""] = Mawqi.card.names({ ...state, i: members[0] });
    const text = members.length > 1 ? `${clip(name)} · ${state.words.number(members.length)}` : clip(name);
    const side = state.words.dir === "rtl" ? 1 : -1;
    pen.font = `600 12px ${look.font}`;
    const half = pen.measureText(text).width / 2 + 15;
    const { x, y } = labelSpot(layer._map, area, half, taken);
    pen.beginPath();
    pen.roundRect(x - half, y - 12, half * 2, 24, 12);
    pen.fillStyle = `${look.surface}e6`;
    pen.fill();
    pen.lineWidth = members.includes(layer.selected) ? 2.5 : 1.2;
    pen.setLineDash([3, 3]);
    pen.strokeStyle = look.accent;
    pen.stroke();
    pen.setLineDash([]);
    disc(pen, x + side * (half - 10), y, 4);
    pen.fillStyle = look[familyOf(state, members[0])];
    pen.fill();
    write(pen, look, text, x - side * 5, y, look.ink);
    return { x, y, r: Math.max(12, half * 0.8), members, area: true, lat: site.lat, lon: site.lon, sites: [site] };
  }

  /** The first place on an area's edge (or its middle) that is in view and free. */
  function labelSpot(map, { x, y, reach }, half, taken) {
    const size = map.getSize();
    const r = Math.max(reach, 12);
    const spots = [[x, y + r], [x, y - r], [x, y + r + 28], [x, y - r - 28], [x, y + r + 56], [x - r, y], [x + r, y], [x, y]];
    const places = spots.map(([a, b]) => ({ x: a, y: b, half, tall: 13 }));
    const inside = (spot) => spot.x > half && spot.x < size.x - half && spot.y > 14 && spot.y < size.y - 14;
    const free = (spot) => Mawqi.canvas.isFree(spot, taken);
    const spot = places.find((one) => inside(one) && free(one)) ?? places.find(inside) ?? places.at(-1);
    taken.push(spot);
    return spot;
  }

  const clip = (name) => (name.length > 28 ? `${name.slice(0, 27)}…` : name);

  function write(pen, look, text, x, y, colour) {
    pen.fillStyle = colour;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, x, y + 1);
  }

  function drawPoint(pen, look, point, layer, state) {
    const kinds = new Set(point.members.map((i) => state.rows.get("kind", i)));
    const sites = point.dots.map(({ site }) => site);
    const one = sites.length === 1 && kinds.size === 1;
    const r = one ? SIGN : reachOfDot(point.members);
    if (point.members.includes(layer.selected)) drawSelection(pen, look, point, r);
    if (one) drawSign(pen, look, point, state);
    else drawCluster(pen, look, point, r, state);
    return { x: point.x, y: point.y, r, members: point.members, area: false, lat: sites[0].lat, lon: sites[0].lon, sites };
  }

  function drawSelection(pen, look, { x, y }, r) {
    disc(pen, x, y, r + 6);
    pen.lineWidth = 3;
    pen.strokeStyle = look.accent;
    pen.stroke();
  }

  function drawSign(pen, look, { x, y, members }, state) {
    const [first] = members;
    const { family, glyph } = state.signs.kinds[state.rows.get("kind", first)] ?? state.signs.kinds.attack;
    const shape = pathOf(state.signs.families[family].outline);
    const colour = look[family];
    const certain = members.some((i) => state.rows.get("status", i) === "reported");
    const total = members.every((i) => state.rows.get("scope", i) === "aggregate");
    pen.save();
    pen.translate(x - SIGN, y - SIGN);
    pen.scale((SIGN * 2) / 24, (SIGN * 2) / 24);
    pen.lineJoin = "round";
    pen.lineCap = "round";
    outline(pen, shape, look.halo, total ? 8 : 4.5);
    if (total) outline(pen, shape, colour, 5.5);
    if (total) outline(pen, shape, look.halo, 3);
    pen.fillStyle = certain ? colour : look.surface;
    pen.fill(shape);
    if (!certain) pen.setLineDash([3.4, 2.6]);
    if (!certain) outline(pen, shape, colour, 2.2);
    pen.setLineDash([]);
    outline(pen, pathOf(glyph), certain ? look.halo : colour, 2);
    if (members.every((i) => state.rows.get("status", i) === "denied")) outline(pen, pathOf("M2 22 22 2"), look.ink, 2.4);
    pen.restore();
    if (members.length > 1) drawBadge(pen, look, x + SIGN - 2, y - SIGN + 2, state.words.number(members.length));
  }

  const paths = new Map();

  function pathOf(text) {
    if (!paths.has(text)) paths.set(text, new Path2D(text));
    return paths.get(text);
  }

  function outline(pen, path, colour, width) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.stroke(path);
  }

  function drawBadge(pen, look, x, y, text) {
    pen.font = `700 11px ${look.font}`;
    const half = Math.max(8, pen.measureText(text).width / 2 + 4);
    pen.beginPath();
    pen.roundRect(x - half, y - 8, half * 2, 16, 8);
    pen.fillStyle = look.ink;
    pen.fill();
    write(pen, look, text, x, y, look.surface);
  }

  /** A ring whose parts are the families of kinds, around the number of incidents. */
  function drawCluster(pen, look, { x, y, members }, r, state) {
    const parts = new Map();
    members.forEach((i) => parts.set(familyOf(state, i), (parts.get(familyOf(state, i)) ?? 0) + 1));
    disc(pen, x, y, r + 2);
    pen.fillStyle = look.halo;
    pen.fill();
    let angle = -Math.PI / 2;
    for (const [family, count] of [...parts].sort()) {
      const next = angle + (count / members.length) * TAU;
      pen.beginPath();
      pen.arc(x, y, r, angle, next);
      pen.arc(x, y, r - 5, next, angle, true);
      pen.fillStyle = look[family];
      pen.fill();
      angle = next;
    }
    disc(pen, x, y, r - 5);
    pen.fillStyle = look.surface;
    pen.fill();
    pen.font = `700 ${members.length > 999 ? 11 : 13}px ${look.font}`;
    write(pen, look, state.words.number(members.length), x, y, look.ink);
  }

  /** The names of the places under a point, where there is room. */
  function drawName(pen, look, { x, y, dots, members }, state, taken) {
    const names = [...new Set(dots.map((dot) => Mawqi.card.names({ ...state, i: dot.members[0] })[0] ?? ""))].filter(Boolean);
    if (!names.length || names.length > 3) return;
    const text = names.map(clip).join(state.words.lang === "ar" ? "، " : ", ");
    pen.font = `600 12px ${look.font}`;
    const half = pen.measureText(text).width / 2 + 2;
    const r = reachOfDot(members);
    const spots = [[x, y + r + 10], [x, y - r - 10], [x + r + half + 4, y], [x - r - half - 4, y]].map(([a, b]) => ({ x: a, y: b, half, tall: 7 }));
    const spot = spots.find((one) => Mawqi.canvas.isFree(one, taken));
    if (!spot) return;
    taken.push(spot);
    pen.lineWidth = 3.5;
    pen.lineJoin = "round";
    pen.strokeStyle = look.halo;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.strokeText(text, spot.x, spot.y + 1);
    write(pen, look, text, spot.x, spot.y, look.ink);
  }

  /** Largest stated radius among a site's rows, in metres. */
  const reachOf = (rows, members) => Math.max(0, ...members.map((i) => rows.get("uncertainty_m", i) ?? 0));

  return { create, reachOf };
})();
