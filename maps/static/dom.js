// Elements made without markup: every text is set as text.
"use strict";

Mawqi.dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? "" : String(value));
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  /** `el("p.note", {title}, "text", child)`; strings become text nodes. */
  function el(spec, attributes = {}, ...children) {
    const [tag, ...classes] = spec.split(".");
    const node = document.createElement(tag);
    if (classes.length) node.className = classes.join(" ");
    return fill(node, attributes, children);
  }

  const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  /** Text of unknown language and direction, kept apart from its surroundings. */
  const bdi = (text, attributes = {}) => el("bdi", { dir: "auto", ...attributes }, text);

  return { el, svg, bdi };
})();
