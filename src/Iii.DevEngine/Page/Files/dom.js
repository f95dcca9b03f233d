// Makes elements. What comes from users is text, always: nothing here or elsewhere reads markup.

/** An element with attributes (functions are listeners) and children (texts are texts). */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }

  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export const badge = (text, kind) => h("span", { class: `badge ${kind ?? ""}` }, text);

/** Pairs of a term and what it is; pairs without a value are left out. */
export const facts = pairs => h("dl", null, pairs.filter(([, value]) => value !== undefined && value !== null && value !== false && value !== "").map(([term, value]) => [h("dt", null, term), h("dd", null, value)]));

export const titled = (title, ...children) => [h("h3", null, title), ...children];

export function milliseconds(time) {
  return time < 1 ? `${Math.round(time * 1000)} µs` : time < 10 ? `${time.toFixed(2)} ms` : time < 1000 ? `${time.toFixed(1)} ms` : `${(time / 1000).toFixed(2)} s`;
}

export function clock(time) {
  const date = new Date(time);
  return `${date.toTimeString().slice(0, 8)}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
