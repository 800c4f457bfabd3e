// What stands on the map for incidents: signs, clusters, badges, areas, names. All in container pixels.
"use strict";

Mawqi.marks = (() => {
  const { isTotal } = Mawqi.core;
  const SIGN = 13;
  const TAU = Math.PI * 2;

  const kindOf = ({ rows, signs }, i) => signs.kinds[rows.get("kind", i)] ?? signs.kinds.attack;
  const familyOf = (state, i) => kindOf(state, i).family;

  /** Data between our own words: it keeps its direction to itself. */
  const apart = (text) => `\u2068${text.length > 28 ? `${text.slice(0, 27)}…` : text}\u2069`;

  function disc(pen, x, y, r) {
    pen.beginPath();
    pen.arc(x, y, r, 0, TAU);
  }

  function area(pen, look, { x, y, reach }) {
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

  function selection(pen, look, { x, y }, r) {
    disc(pen, x, y, r + 6);
    pen.lineWidth = 3;
    pen.strokeStyle = look.accent;
    pen.stroke();
  }

  /** The sign of incidents of one kind and one status at one site. */
  function sign(pen, look, { x, y }, members, state) {
    const [first] = members;
    const { family, glyph } = kindOf(state, first);
    const shape = pathOf(state.signs.families[family].outline);
    const colour = look[family];
    const status = state.rows.get("status", first);
    const certain = status === "reported";
    const total = members.every((i) => isTotal(state.rows, i));
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
    (state.signs.status[status] ?? []).forEach(([part, d]) => statusMark(pen, look, part, pathOf(d)));
    pen.restore();
  }

  function statusMark(pen, look, part, path) {
    pen.fillStyle = look.surface;
    if (part === "corner") pen.fill(path);
    outline(pen, path, look.ink, part === "strike" ? 2.4 : 1.4);
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

  /** A number on a sign's corner; that of totals is framed. */
  function badge(pen, look, { x, y, text, framed }) {
    pen.font = `700 11px ${look.font}`;
    const half = Math.max(8, pen.measureText(text).width / 2 + 4);
    pen.beginPath();
    pen.roundRect(x - half, y - 8, half * 2, 16, 8);
    pen.fillStyle = framed ? look.surface : look.ink;
    pen.fill();
    pen.lineWidth = 1.5;
    pen.strokeStyle = look.ink;
    if (framed) pen.stroke();
    write(pen, text, x, y, framed ? look.ink : look.surface);
  }

  /** A ring around the number of incidents; its parts are families of kinds, dashed where not reported as fact. */
  function ring(pen, look, { x, y }, members, r, state) {
    disc(pen, x, y, r + 2);
    pen.fillStyle = look.halo;
    pen.fill();
    let angle = -Math.PI / 2;
    for (const [key, count] of shares(members, state)) {
      const [family, certainty] = key.split(" ");
      const next = angle + (count / members.length) * TAU;
      segment(pen, look, { x, y, r, from: angle, to: next }, look[family], certainty === "reported");
      angle = next;
    }
    disc(pen, x, y, r - 5);
    pen.fillStyle = look.surface;
    pen.fill();
    pen.font = `700 ${members.length > 999 ? 11 : 13}px ${look.font}`;
    write(pen, state.words.number(members.length), x, y, look.ink);
  }

  /** How many of the members are of each family, reported and otherwise. */
  function shares(members, state) {
    const parts = new Map();
    for (const i of members) {
      const key = `${familyOf(state, i)} ${state.rows.get("status", i) === "reported" ? "reported" : "unconfirmed"}`;
      parts.set(key, (parts.get(key) ?? 0) + 1);
    }
    return [...parts].sort();
  }

  function segment(pen, look, { x, y, r, from, to }, colour, certain) {
    pen.beginPath();
    pen.arc(x, y, r, from, to);
    pen.arc(x, y, r - 5, to, from, true);
    pen.closePath();
    pen.fillStyle = certain ? colour : look.surface;
    pen.fill();
    if (certain) return;
    pen.beginPath();
    pen.arc(x, y, r - 2.5, from, to);
    pen.setLineDash([4, 3]);
    pen.lineWidth = 4;
    pen.strokeStyle = colour;
    pen.stroke();
    pen.setLineDash([]);
  }

  /** An area carries its name, on its edge where that is in view: no pin. */
  function areaLabel(pen, look, area, layer, state, taken) {
    const { members, site } = area;
    const [name = ""] = Mawqi.card.names({ ...state, i: members[0] });
    const text = [apart(name), ...tally(members, state)].join(" · ");
    const side = state.words.dir === "rtl" ? 1 : -1;
    pen.font = `600 12px ${look.font}`;
    const half = pen.measureText(text).width / 2 + 15;
    const spot = labelSpot(layer._map, area, half, taken);
    if (!spot) return null;
    const { x, y } = spot;
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
    write(pen, text, x - side * 5, y, look.ink);
    return { x, y, r: Math.max(12, half * 0.8), members, area: true, lat: site.lat, lon: site.lon, sites: [site] };
  }

  /** How many events and totals a name stands for, where that is more than one event. */
  function tally(members, { rows, words }) {
    const totals = members.filter((i) => isTotal(rows, i)).length;
    const events = members.length - totals;
    return [events > 1 || (events && totals) ? words.number(events) : "", totals ? words.count("note.totals", totals) : ""].filter(Boolean);
  }

  /** The first place on an area's edge (or its middle) that is in view, free if possible. */
  function labelSpot(map, { x, y, reach }, half, taken) {
    const size = map.getSize();
    const r = Math.max(reach, 12);
    const spots = [[x, y + r], [x, y - r], [x, y + r + 28], [x, y - r - 28], [x, y + r + 56], [x, y - r - 56], [x, y + r + 84], [x - r, y], [x + r, y], [x, y]];
    const places = spots.map(([a, b]) => ({ x: a, y: b, half, tall: 13 }));
    const inside = (spot) => spot.x > half && spot.x < size.x - half && spot.y > 14 && spot.y < size.y - 14;
    const free = (spot) => Mawqi.canvas.isFree(spot, taken);
    const spot = places.find((one) => inside(one) && free(one)) ?? places.find(inside);
    if (!spot) return null;
    taken.push(spot);
    return spot;
  }

  function write(pen, text, x, y, colour) {
    pen.fillStyle = colour;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, x, y + 1);
  }

  /** Names beside what has a radius `r`, where they fit in the view and touch nothing. */
  function names(pen, look, { x, y }, r, all, state, taken, size) {
    const text = all.map(apart).join(state.words.lang === "ar" ? "، " : ", ");
    pen.font = `600 12px ${look.font}`;
    const half = pen.measureText(text).width / 2 + 2;
    const spots = [[x, y + r + 10], [x, y - r - 10], [x + r + half + 4, y], [x - r - half - 4, y]].map(([a, b]) => ({ x: a, y: b, half, tall: 7 }));
    const fits = (spot) => spot.x >= half && spot.x <= size.x - half && spot.y >= 8 && spot.y <= size.y - 8;
    const spot = spots.find((one) => fits(one) && Mawqi.canvas.isFree(one, taken));
    if (!spot) return;
    taken.push(spot);
    pen.lineWidth = 3.5;
    pen.lineJoin = "round";
    pen.strokeStyle = look.halo;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.strokeText(text, spot.x, spot.y + 1);
    write(pen, text, spot.x, spot.y, look.ink);
  }

  /** Where a launch was: somewhere here, as far as is known. */
  function patch(pen, look, { x, y }) {
    const soft = pen.createRadialGradient(x, y, 0, x, y, 26);
    soft.addColorStop(0, `${look.ghost}80`);
    soft.addColorStop(1, `${look.ghost}00`);
    disc(pen, x, y, 26);
    pen.fillStyle = soft;
    pen.fill();
  }

  /** A bent line that ends where the circle of `reach` around its goal begins; none from within the circle. */
  function launch(pen, look, from, to, reach) {
    const bend = { x: (from.x + to.x) / 2 - (to.y - from.y) * 0.22, y: (from.y + to.y) / 2 + (to.x - from.x) * 0.22 };
    const far = Math.hypot(to.x - bend.x, to.y - bend.y);
    if (Math.hypot(to.x - from.x, to.y - from.y) <= reach || far <= reach) return;
    const end = { x: to.x - ((to.x - bend.x) / far) * reach, y: to.y - ((to.y - bend.y) / far) * reach };
    pen.lineWidth = 2;
    pen.setLineDash([7, 4]);
    pen.strokeStyle = look.ink;
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.quadraticCurveTo(bend.x, bend.y, end.x, end.y);
    pen.stroke();
    pen.setLineDash([]);
  }

  return { SIGN, disc, area, selection, sign, badge, ring, areaLabel, names, patch, launch };
})();
