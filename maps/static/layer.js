// Incidents on one canvas over the map: what stands where, in which order it is drawn, and what can be pressed.
"use strict";

Mawqi.layer = (() => {
  const { marks, points, sites, tally } = Mawqi;
  const COLOURS = ["air", "fire", "blast", "close", "ground", "other", "halo", "ink", "ghost", "surface", "accent"];
  const AREAS_DRAWN = 150;

  /** `state` is what `Mawqi.state.begin` made; `handlers`: `drawn(hits)` and `open(hit)`. */
  function create(state, handlers) {
    const layer = Mawqi.canvas.create("mawqi", 450, (pen, map) => {
      if (!state.shown) return;
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
    return layer;
  }

  /** Spots hold while the zoom and the filters do, so that clusters stand still when time or the map moves; counts hold a moment. */
  function planned(layer, state) {
    const held = layer.plan;
    if (held?.zoom === layer.zoom && held.kept === state.kept && held.moment === state.moment) return held;
    const same = held?.zoom === layer.zoom && held.kept === state.kept;
    const spots = same ? held.spots : sites.spots(state.sites, tally.weigh(state.sites, state.kept), layer.zoom);
    const counted = tally.count(state.rows, state.sites, spots, state.shown, state.ranks);
    layer.plan = { zoom: layer.zoom, kept: state.kept, moment: state.moment, spots, tally: counted };
    return layer.plan;
  }

  /** Draw all; the answer is what can be pressed: `{x, y, r, members, area, sites, lat, lon}` in container pixels. */
  function draw(layer, state, pen, map) {
    const look = Mawqi.canvas.look(map, COLOURS);
    const plan = planned(layer, state);
    const corner = map.getPixelBounds().min;
    const size = map.getSize();
    const chosen = state.selected === null ? -1 : state.sites.of[state.selected];
    const areas = areasInView(plan, state, map, corner, size, chosen);
    const seen = points.inView(plan, corner, size);
    points.fewSites(plan, state.sites, seen.points, corner, map);
    pen.direction = state.words.dir;
    areas.forEach((area) => marks.area(pen, look, area));
    seen.ghosts.forEach((ghost) => points.ghost(pen, look, ghost));
    seen.points.forEach((point) => points.circles(pen, look, point, chosen));
    const origins = drawLaunches(pen, look, map, state);
    const badges = seen.points.flatMap((point) => points.sign(pen, look, point, plan, state, chosen >= 0 && plan.spots.of[chosen] === point.k));
    const taken = seen.points.map(({ x, y, r }) => ({ x, y, half: r, tall: r }));
    const labels = areas.slice(0, AREAS_DRAWN).map((area) => label(pen, look, area, map, state, taken)).filter(Boolean);
    badges.forEach((badge) => marks.badge(pen, look, badge));
    points.names(pen, look, seen.points, plan, state, taken, size);
    origins.forEach(({ at, name }) => marks.names(pen, look, at, 4, [name], state, taken, size));
    state.occupied = taken;
    return [...labels, ...seen.points.map((point) => pointHit(point, plan, state))];
  }

  function areasInView({ tally: { site }, zoom }, state, map, corner, size, chosen) {
    const scale = sites.TILE * 2 ** zoom;
    const found = [];
    state.sites.areas.forEach((s) => {
      if (site.row[s] < 0) return;
      const { x, y, lat, metres } = state.sites.list[s];
      const reach = points.metresToPixels(map, { lat }, metres);
      const at = { x: x * scale - corner.x, y: y * scale - corner.y, reach, s, row: site.row[s], events: site.events[s], totals: site.totals[s], chosen: s === chosen };
      const margin = Math.max(reach, 40);
      if (at.x > -margin && at.y > -margin && at.x < size.x + margin && at.y < size.y + margin) found.push(at);
    });
    return found.sort((a, b) => b.reach - a.reach);
  }

  function label(pen, look, area, map, state, taken) {
    const spot = marks.areaLabel(pen, look, area, map, state, taken);
    return spot && hit(state, { ...spot, area: true }, [area.s]);
  }

  function pointHit({ x, y, r, k }, plan, state) {
    const { spots, tally: { site, spot } } = plan;
    if (spot.sites[k] === 1) return hit(state, { x, y, r, area: false }, [spot.first[k]]);
    const under = () => Array.from(spots.sitesOf(k)).filter((s) => site.row[s] >= 0);
    return hit(state, { x, y, r, area: false }, null, under);
  }

  /** What can be pressed; its sites, rows and name are looked up when they are asked for. */
  function hit(state, shape, known, under = () => known) {
    const { shown } = state;
    return {
      ...shape,
      get sites() { return under().map((s) => state.sites.list[s]); },
      get lat() { return this.sites[0].lat; },
      get lon() { return this.sites[0].lon; },
      get members() {
        const wanted = new Set(under());
        return Array.from(state.rows.byTime).filter((i) => shown[i] && wanted.has(state.sites.of[i]));
      },
      get label() {
        const { members } = this;
        const first = Mawqi.card.label({ ...state, i: members[0] });
        return members.length > 1 ? `${state.words.count("note.incidents", members.length)}: ${first}` : first;
      },
    };
  }

  /** Lines from where something was launched to where it hit, each once; the answer is the places of launch. */
  function drawLaunches(pen, look, map, { rows, launched, shown, selected, lines }) {
    const [origins, drawn] = [new Map(), new Set()];
    for (const i of lines ? launched : launched.filter((row) => row === selected)) {
      if (!shown[i] && i !== selected) continue;
      const [lat, lon] = [rows.get("origin_lat", i), rows.get("origin_lon", i)];
      const goal = { lat: rows.get("lat", i), lon: rows.get("lon", i) };
      const way = `${lat} ${lon} ${goal.lat} ${goal.lon}`;
      if (drawn.has(way)) continue;
      drawn.add(way);
      const from = map.latLngToContainerPoint([lat, lon]);
      const to = map.latLngToContainerPoint([goal.lat, goal.lon]);
      if (!origins.has(`${lat} ${lon}`)) marks.patch(pen, look, from);
      origins.set(`${lat} ${lon}`, { at: from, name: rows.get("origin", i) ?? "" });
      marks.launch(pen, look, from, to, Math.max(sites.SIGN + 4, points.metresToPixels(map, goal, rows.get("uncertainty_m", i))));
    }
    return [...origins.values()].filter(({ name }) => name);
  }

  return { create };
})();
