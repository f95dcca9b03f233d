// What the page knows, and how it is shown everywhere.
import { h } from "./dom.js";
import { pretty } from "./json.js";

/** Bounded: the oldest calls go first. */
export const known = { looks: 0, invocations: new Map(), registry: { workers: [], functions: [], triggers: [] }, data: {}, again: null };

export const json = (text, kind) => h("pre", { class: kind ?? "", tabindex: 0 }, pretty(text));
export const link = (text, target) => h("a", { class: "link", href: target }, text);
export const hash = (tab, key) => `#${tab}/${encodeURIComponent(key)}`;

/** The namespace of an entry, unless it is the usual one. */
export const place = entry => entry.namespace && entry.namespace !== "default" ? entry.namespace : undefined;
