// The points of a moment in view: what stands at each spot, its sign or ring, circles and names.
"use strict";

Mawqi.points = (() => {
  const { marks } = Mawqi;
  const { SIGN, TILE, reachOf } = Mawqi.sites;
  const MARGIN = 40;
  /** Spots of more sites than this show neither circles nor names: press to come closer. */
  const FEW = 3;
  const NAMED = 250;

  /** Spots in view: those at which something is shown, and those whose incidents are of another time. */
  function inView({ spots, tally, zoom }, corner, size) {
    const scale = TILE * 2 ** zoom;
    const [points, ghosts] = [[], []];
    const { spot } = tally;
    for (let k = 0; k < spots.count; k += 1) {
      const x = spot.x[k] * scale - corner.x;
      const y = spot.y[k] * scale - corner.y;
      if (x < -MARGIN || y < -MARGIN || x > size.x + MARGIN || y > size.y + MARGIN) continue;
      if (spot.sites[k]) points.push({ x, y, k, r: SIGN });
      else ghosts.push({ x, y });
    }
    return { points, ghosts };
  }

  /** Sites of the spots that have few, in pixels, with the radius within which their incidents happened. */
  function fewSites(plan, sites, points, corner, map) {
    const { spots, tally, zoom } = plan;
    const scale = TILE * 2 ** zoom;
    const dot = (s) => {
      const site = sites.list[s];
      return { x: site.x * scale - corner.x, y: site.y * scale - corner.y, s, reach: metresToPixels(map, site, site.metres) };
    };
    const shown = (k) => Array.from(spots.sitesOf(k)).filter((s) => tally.site.row[s] >= 0);
    points.forEach((point) => { point.dots = tally.spot.sites[point.k] <= FEW ? shown(point.k).map(dot) : []; });
    return points;
  }

  function metresToPixels(map, { lat }, metres) {
    if (!metres) return 0;
    const metresPerPixel = (40075016.686 * Math.cos((lat * Math.PI) / 180)) / (TILE * 2 ** map.getZoom());
    return metres / metresPerPixel;
  }

  function ghost(pen, look, { x, y }) {
    marks.disc(pen, x, y, 4);
    pen.fillStyle = look.halo;
    pen.fill();
    pen.lineWidth = 1.5;
    pen.strokeStyle = look.ghost;
    pen.stroke();
  }

  function circles(pen, look, { dots }, chosenSite) {
    for (const { x, y, s, reach } of dots) {
      if (reach < SIGN + 5) continue;
      const chosen = s === chosenSite;
      marks.disc(pen, x, y, reach);
      pen.fillStyle = `${look.accent}${chosen ? "26" : "0f"}`;
      pen.fill();
      pen.lineWidth = chosen ? 2 : 1;
      pen.strokeStyle = `${look.accent}${chosen ? "cc" : "66"}`;
      pen.stroke();
    }
  }

  /** Totals are never counted with events: beside events they have a badge of their own. The badges are drawn last. */
  function sign(pen, look, point, { tally }, state, chosen) {
    const { words, ranks } = state;
    const { x, y, k } = point;
    const [events, totals] = [tally.spot.events[k], tally.spot.totals[k]];
    const site = tally.spot.first[k];
    const one = tally.spot.sites[k] === 1 && !tally.site.mixed[site];
    point.r = one ? SIGN : reachOf(events + totals);
    if (chosen) marks.selection(pen, look, point, point.r);
    const badges = [];
    const told = (text, at, framed) => badges.push({ x: x + point.r - 2, y: y + at * (point.r - 2), text, framed });
    if (one) marks.sign(pen, look, point, tally.site.row[site], !events, state);
    else if (events) marks.ring(pen, look, { x, y, r: point.r, events, share: (rank) => tally.spot.shares[k * ranks.count + rank] }, { families: ranks.families, words });
    else badges.push({ x, y, text: words.count("note.totals", totals), framed: true });
    const alike = events || totals;
    if (one && alike > 1) told(words.number(alike), -1, !events);
    if (events && totals) told(tally.spot.sites[k] > FEW ? `Σ ${words.number(totals)}` : words.count("note.totals", totals), 1, true);
    return badges;
  }

  /** The names of the places under points of few sites, the first of them, where there is room. */
  function names(pen, look, points, { tally }, state, taken, size) {
    for (const point of points.filter(({ dots }) => dots.length).slice(0, NAMED)) {
      const found = new Set(point.dots.map(({ s }) => Mawqi.card.names({ ...state, i: tally.site.row[s] })[0] ?? ""));
      found.delete("");
      if (found.size) marks.names(pen, look, point, point.r, [...found], state, taken, size);
    }
  }

  return { inView, fewSites, metresToPixels, ghost, circles, sign, names };
})();
