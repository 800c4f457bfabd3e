// What stands on the map for incidents: signs, clusters, badges, areas, names. All in container pixels.
"use strict";

Mawqi.marks = (() => {
  const { steady } = Mawqi.text;
  const { SIGN } = Mawqi.sites;
  const TAU = Math.PI * 2;

  const kindOf = ({ rows, signs }, i) => signs.kinds[rows.get("kind", i)] ?? signs.kinds.attack;

  /** Data between our own words: it keeps its direction to itself. */
  function apart(text) {
    const plain = steady(text);
    return `\u2068${plain.length > 28 ? `${plain.slice(0, 27)}…` : plain}\u2069`;
  }

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

  /** The sign of incidents of one kind and one status at one site: those of row `i`. */
  function sign(pen, look, { x, y }, i, total, state) {
    const { family, glyph } = kindOf(state, i);
    const shape = pathOf(state.signs.families[family].outline);
    const colour = look[family];
    const status = state.rows.get("status", i);
    const certain = status === "reported";
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
    const half = Math.max(8, widthOf(pen, text) / 2 + 4);
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
  function ring(pen, look, { x, y, r, events, share }, { families, words }) {
    disc(pen, x, y, r + 2);
    pen.fillStyle = look.halo;
    pen.fill();
    let angle = -Math.PI / 2;
    families.forEach((family, k) => [1, 0].forEach((certain) => {
      const count = share(k * 2 + certain);
      if (!count) return;
      const next = angle + (count / events) * TAU;
      segment(pen, look, { x, y, r, from: angle, to: next }, look[family], certain === 1);
      angle = next;
    }));
    disc(pen, x, y, r - 5);
    pen.fillStyle = look.surface;
    pen.fill();
    pen.font = `700 ${events > 999 ? 11 : 13}px ${look.font}`;
    write(pen, words.number(events), x, y, look.ink);
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
  function areaLabel(pen, look, area, map, state, taken) {
    const [name = ""] = Mawqi.card.names({ ...state, i: area.row });
    const text = [apart(name), ...tally(area, state)].join(" · ");
    const side = state.words.dir === "rtl" ? 1 : -1;
    pen.font = `600 12px ${look.font}`;
    const half = widthOf(pen, text) / 2 + 15;
    const spot = labelSpot(map, area, half, taken);
    if (!spot) return null;
    const { x, y } = spot;
    if (Math.hypot(x - area.x, y - area.y) > Math.max(area.reach, 12) + 14) leader(pen, look, area, spot);
    pen.beginPath();
    pen.roundRect(x - half, y - 12, half * 2, 24, 12);
    pen.fillStyle = `${look.surface}e6`;
    pen.fill();
    pen.lineWidth = area.chosen ? 2.5 : 1.2;
    pen.setLineDash([3, 3]);
    pen.strokeStyle = look.accent;
    pen.stroke();
    pen.setLineDash([]);
    disc(pen, x + side * (half - 10), y, 4);
    pen.fillStyle = look[kindOf(state, area.row).family];
    pen.fill();
    write(pen, text, x - side * 5, y, look.ink);
    return { x, y, r: Math.max(12, half * 0.8) };
  }

  /** A line from an area to its name, where that had to give way; under all that is drawn. */
  function leader(pen, look, area, { x, y }) {
    pen.save();
    pen.globalCompositeOperation = "destination-over";
    pen.beginPath();
    pen.moveTo(area.x, area.y);
    pen.lineTo(x, y);
    pen.lineWidth = 1.2;
    pen.strokeStyle = look.accent;
    pen.stroke();
    pen.restore();
  }

  /** How many events and totals a name stands for, where that is more than one event. */
  function tally({ events, totals }, { words }) {
    return [events > 1 || (events && totals) ? words.number(events) : "", totals ? words.count("note.totals", totals) : ""].filter(Boolean);
  }

  const widths = new Map();

  /** Widths of texts are asked for again and again while the map is moved. */
  function widthOf(pen, text) {
    const key = `${pen.font} ${text}`;
    if (widths.size > 5000) widths.clear();
    if (!widths.has(key)) widths.set(key, pen.measureText(text).width);
    return widths.get(key);
  }

  /** The first place on an area's edge (or beside it, or its middle) that is in view, free if possible. */
  function labelSpot(map, { x, y, reach }, half, taken) {
    const size = map.getSize();
    const r = Math.max(reach, 12);
    const rows = [0, 28, 56, 84, 112, 140, 168];
    const spots = [...rows.flatMap((far) => [[x, y + r + far], [x, y - r - far]]), [x - r, y], [x + r, y],
      ...rows.flatMap((far) => [-1, 1].flatMap((side) => [[x + side * (r + half + 16), y + far], [x + side * (r + half + 16), y - far]])), [x, y]];
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
    const half = widthOf(pen, text) / 2 + 2;
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

  return { disc, area, selection, sign, badge, ring, areaLabel, names, patch, launch };
})();
