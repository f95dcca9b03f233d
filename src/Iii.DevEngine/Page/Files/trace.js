// A call among those that it belongs to, as bars over their time.
import { h, milliseconds, svg } from "./dom.js";

/** The calls within which a call was made, those that were made within it and those that observers made after it, each after the one it belongs to. */
export function family(invocations, number) {
  let root = invocations.get(number);
  for (let i = 0; i < 64 && root?.parent !== undefined && invocations.has(root.parent); i++) {
    root = invocations.get(root.parent);
  }

  if (!root) {
    return [];
  }

  const children = new Map();
  for (const invocation of invocations.values()) {
    if (invocation.parent !== undefined) {
      children.set(invocation.parent, [...children.get(invocation.parent) ?? [], invocation]);
    }
  }

  const rows = [];
  const add = (invocation, depth) => {
    rows.push({ invocation, depth });
    if (depth < 64) {
      (children.get(invocation.number) ?? []).forEach(child => add(child, depth + 1));
    }
  };
  add(root, 0);
  return rows;
}

export function waterfall(rows, current, open) {
  const now = Math.max(...rows.map(({ invocation }) => invocation.ended ?? invocation.started));
  const begin = Math.min(...rows.map(({ invocation }) => invocation.started));
  const length = Math.max(now - begin, 0.001);
  return h("div", { class: "trace", role: "list", "aria-label": "Trace" }, rows.map(({ invocation, depth }) => {
    const from = (invocation.started - begin) / length * 100;
    const width = Math.max(((invocation.ended ?? now) - invocation.started) / length * 100, 0.6);
    const time = invocation.ended === undefined ? "running" : milliseconds(invocation.ended - invocation.started);
    return h("div", { role: "listitem" }, h("button", { type: "button", "aria-current": String(invocation.number === current), onclick: () => open(invocation.number), title: invocation.isActivation ? `${invocation.function}, activated by the end of ${invocation.observed}` : invocation.function },
      h("span", { class: "label" }, `${"\u00a0\u00a0".repeat(Math.min(depth, 12))}${depth === 0 ? "" : invocation.isActivation ? "⇢ " : "└ "}${invocation.function}`),
      svg("svg", { "aria-hidden": "true" },
        svg("rect", { class: "track", x: 0, y: 3, width: "100%", height: 8, rx: 4 }),
        svg("rect", { class: invocation.error ? "bad" : invocation.ended === undefined ? "busy" : "", x: `${Math.min(from, 99.4)}%`, y: 2, width: `${Math.min(width, 100 - Math.min(from, 99.4))}%`, height: 10, rx: 2 })),
      h("span", { class: "time" }, time)));
  }));
}
