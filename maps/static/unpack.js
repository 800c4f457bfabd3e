// The page's data: JSON as it stands, or, where it is much, deflated and written as base64.
"use strict";

Mawqi.unpack = (() => {
  /** The rows, and in `rows.whole` a promise of their words: those of many rows come when the first view is drawn. */
  async function open(page) {
    const core = typeof page.core === "string" ? JSON.parse(await inflate(page.core)) : page.core;
    const rows = Mawqi.rows.open(core);
    if (typeof page.details === "string") rows.whole = later().then(() => attach(rows, page.details));
    else Mawqi.rows.attach(rows, page.details);
    rows.whole ??= Promise.resolve();
    return rows;
  }

  const later = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });

  async function attach(rows, details) {
    Mawqi.rows.attach(rows, (await inflate(details)).split("\n"));
  }

  function inflate(base64) {
    const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  }

  function bytesOf(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const letters = atob(base64);
    const bytes = new Uint8Array(letters.length);
    for (let k = 0; k < bytes.length; k += 1) bytes[k] = letters.charCodeAt(k);
    return bytes;
  }

  return { open };
})();
