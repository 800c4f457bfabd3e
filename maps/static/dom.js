// Elements made without markup: every text is set as text, and turns the direction of nothing after it.
"use strict";

Mawqi.dom = (() => {
  const { steady } = Mawqi.text;
  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? "" : steady(String(value)));
    }
    const there = children.flat().filter((child) => child !== null && child !== undefined && child !== "" && child !== false);
    node.append(...there.map((child) => (typeof child === "string" ? steady(child) : child)));
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

  /** A button that does something, named by its text or its label. */
  const button = (spec, attributes, ...children) => el(`button.${spec}`, { type: "button", ...attributes }, ...children);

  return { el, svg, bdi, button };
})();
