// What the reader takes away: the incidents shown as GeoJSON or CSV, the view as a picture.
"use strict";

Mawqi.save = (() => {
  const { el, button } = Mawqi.dom;
  const LINE = 22;
  const EDGE = 14;

  /** A menu of the files; `app` is `{state, map, container, base, layer, tell(text)}`. */
  function create(app) {
    const { state } = app;
    const { words } = state;
    const give = (kind) => async () => {
      node.open = false;
      await state.rows.whole;
      const ids = Mawqi.state.taken(state);
      if (kind === "png") await picture(app);
      else download(new Blob([Mawqi.takeaway[kind](state.rows, ids)], { type: kind === "csv" ? "text/csv" : "application/geo+json" }), kind);
    };
    const kinds = ["geojson", "csv", ...(app.map ? ["png"] : [])];
    const node = el("details.mq-save", {}, el("summary.mq-button", {}, words.t("save")),
      el("div.mq-menu", {}, kinds.map((kind) => button("mq-choice", { "data-save": kind, onclick: give(kind) }, words.t(`save.${kind}`)))));
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !node.open) return;
      node.open = false;
      node.querySelector("summary").focus();
    });
    return node;
  }

  function download(blob, suffix) {
    const url = URL.createObjectURL(blob);
    el("a", { href: url, download: `incidents.${suffix}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  /** The map as it is seen, what it shows and whose it is below it. Tiles of servers that forbid copies are left out, and that is said. */
  async function picture(app) {
    const { map, container, state } = app;
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    const lines = captions(app);
    const sheet = el("canvas");
    Object.assign(sheet, { width: size.x * ratio, height: (size.y + EDGE + lines.length * LINE) * ratio });
    const pen = sheet.getContext("2d");
    pen.scale(ratio, ratio);
    const style = getComputedStyle(container);
    pen.fillStyle = style.backgroundColor;
    pen.fillRect(0, 0, size.x, size.y);
    pen.drawImage(app.base.canvas, 0, 0, size.x, size.y);
    const whole = drawTiles(pen, container, size, ratio);
    pen.drawImage(app.layer.canvas, 0, 0, size.x, size.y);
    caption(pen, lines, size, style, state.words.dir);
    const blob = await new Promise((done) => sheet.toBlob(done, "image/png"));
    download(blob, "png");
    if (!whole) app.tell(state.words.t("save.no_tiles"));
  }

  /** Draw the loaded tiles; the answer is whether they were there to be drawn. */
  function drawTiles(pen, container, size, ratio) {
    const tiles = [...container.querySelectorAll(".leaflet-tile-pane img.leaflet-tile-loaded")];
    if (!tiles.length) return true;
    const copy = el("canvas");
    Object.assign(copy, { width: size.x * ratio, height: size.y * ratio });
    const own = copy.getContext("2d");
    own.scale(ratio, ratio);
    const frame = container.getBoundingClientRect();
    for (const tile of tiles) {
      const box = tile.getBoundingClientRect();
      own.filter = getComputedStyle(tile.closest(".leaflet-layer")).filter;
      own.drawImage(tile, box.left - frame.left, box.top - frame.top, box.width, box.height);
    }
    try {
      own.getImageData(0, 0, 1, 1);
    } catch {
      return false;
    }
    pen.drawImage(copy, 0, 0, size.x, size.y);
    return true;
  }

  function captions({ state, container }) {
    const { words } = state;
    const shown = state.extent ? Mawqi.bar.moment(state) : "";
    const credit = container.querySelector(".leaflet-control-attribution")?.textContent ?? "";
    return [state.title ?? words.t("title"), [shown, Mawqi.header.shownNow(state)].filter(Boolean).join(" · "), credit].map(Mawqi.text.steady);
  }

  function caption(pen, lines, size, style, dir) {
    const colour = (name) => style.getPropertyValue(`--mq-${name}`).trim();
    pen.fillStyle = colour("surface");
    pen.fillRect(0, size.y, size.x, EDGE + lines.length * LINE);
    pen.direction = dir;
    pen.textAlign = "start";
    pen.textBaseline = "alphabetic";
    lines.forEach((line, k) => {
      pen.font = `${k ? 400 : 700} ${k === 2 ? 11 : 14}px ${style.fontFamily}`;
      pen.fillStyle = colour(k === 2 ? "soft" : "ink");
      pen.fillText(line, dir === "rtl" ? size.x - EDGE : EDGE, size.y + (k + 1) * LINE, size.x - 2 * EDGE);
    });
  }

  return { create };
})();
