// Incidents on one canvas over the map: what stands where, in which order it is drawn, and what can be pressed.
"use strict";

Mawqi.layer = (() => {
  const { cluster, isTotal } = Mawqi.core;
  const { marks } = Mawqi;
  const { SIGN, disc } = marks;
  const WIDEST = 26;
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
    pen.direction = state.words.dir;
    areas.forEach((area) => marks.area(pen, look, area));
    ghosts.forEach((ghost) => drawGhost(pen, look, ghost));
    points.forEach((point) => drawUncertainty(pen, look, point, corner, layer));
    const taken = points.map(({ x, y, members }) => ({ x, y, half: reachOfDot(members), tall: reachOfDot(members) }));
    const origins = drawLaunches(pen, look, map, layer, state);
    const labels = areas.map((area) => marks.areaLabel(pen, look, area, layer, state, taken)).filter(Boolean);
    const badges = [];
    const hits = [...labels, ...points.map((point) => drawPoint(pen, look, point, layer, state, badges))];
    badges.forEach((badge) => marks.badge(pen, look, badge));
    points.forEach((point) => drawNames(pen, look, point, state, taken, map.getSize()));
    origins.forEach(({ at, name }) => marks.names(pen, look, at, 4, [name], state, taken, map.getSize()));
    state.occupied = taken;
    return hits;
  }

  const reachOfDot = (members) => Math.min(WIDEST, SIGN + 1 + 3 * Math.log2(members.length));

  /** Where all stands at this zoom, in the world's pixels, so that clusters keep together while the map is moved. */
  function arrange(layer, map, state) {
    const spots = state.sites.map((site) => place(map, site, layer.zoom));
    const shown = spots.map((spot) => ({ ...spot, members: spot.site.members.filter((i) => layer.visible[i]) }))
      .filter(({ members }) => members.length);
    const areas = shown.filter(({ site }) => site.area).sort((a, b) => b.reach - a.reach);
    const points = cluster(shown.filter(({ site }) => !site.area), reachOfDot, WIDEST);
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

  /** Lines from where something was launched to where it hit; the answer is the places of launch, each once. */
  function drawLaunches(pen, look, map, layer, { rows }) {
    const origins = new Map();
    for (let i = 0; i < rows.n; i += 1) {
      const wanted = i === layer.selected || (layer.lines && layer.visible[i]);
      if (!wanted || rows.get("origin_lat", i) === null || rows.get("lat", i) === null) continue;
      const [lat, lon] = [rows.get("origin_lat", i), rows.get("origin_lon", i)];
      const from = map.latLngToContainerPoint([lat, lon]);
      const goal = { lat: rows.get("lat", i), lon: rows.get("lon", i) };
      const to = map.latLngToContainerPoint([goal.lat, goal.lon]);
      if (!origins.has(`${lat},${lon}`)) marks.patch(pen, look, from);
      origins.set(`${lat},${lon}`, { at: from, name: rows.get("origin", i) ?? "" });
      marks.launch(pen, look, from, to, Math.max(SIGN + 4, metresToPixels(map, goal, rows.get("uncertainty_m", i))));
    }
    return [...origins.values()].filter(({ name }) => name);
  }

  /** Totals are never counted with events: beside events they have a badge of their own. */
  function drawPoint(pen, look, point, layer, state, badges) {
    const { rows, words } = state;
    const [events, totals] = [false, true].map((total) => point.members.filter((i) => isTotal(rows, i) === total));
    const shown = events.length ? events : totals;
    const alike = (name) => new Set(shown.map((i) => rows.get(name, i))).size === 1;
    const sites = point.dots.map(({ site }) => site);
    const one = sites.length === 1 && alike("kind") && alike("status");
    const r = one ? SIGN : reachOfDot(point.members);
    const { x, y } = point;
    if (point.members.includes(layer.selected)) marks.selection(pen, look, point, r);
    if (one) marks.sign(pen, look, point, shown, state);
    else if (events.length) marks.ring(pen, look, point, shown, r, state);
    else marks.badge(pen, look, { x, y, text: words.count("note.totals", totals.length), framed: true });
    if (one && shown.length > 1) badges.push({ x: x + r - 2, y: y - r + 2, text: words.number(shown.length), framed: !events.length });
    if (events.length && totals.length) badges.push({ x: x + r - 2, y: y + r - 2, text: words.count("note.totals", totals.length), framed: true });
    return { x, y, r, members: point.members, area: false, lat: sites[0].lat, lon: sites[0].lon, sites };
  }

  /** The names of the places under a point, where there is room. */
  function drawNames(pen, look, point, state, taken, size) {
    const found = [...new Set(point.dots.map((dot) => Mawqi.card.names({ ...state, i: dot.members[0] })[0] ?? ""))].filter(Boolean);
    if (found.length && found.length <= 3) marks.names(pen, look, point, reachOfDot(point.members), found, state, taken, size);
  }

  /** Largest stated radius among a site's rows, in metres. */
  const reachOf = (rows, members) => Math.max(0, ...members.map((i) => rows.get("uncertainty_m", i) ?? 0));

  return { create, reachOf };
})();
