// Observers: which calls run which function, and how each stands.
import { badge, clock, facts, h, titled } from "./dom.js";
import { hash, json, known, link, place } from "./known.js";

const kinds = { active: "good", error: "bad", disposed: "bad" };
const all = () => known.data.observers ?? [];
const functionKey = (space, id) => `${space}|${id}`;

export const observerOf = id => all().find(o => o.id === id);

/** Observers that stand for triggers are listed as those. */
export const observedTriggers = () => all().filter(o => o.trigger).map(o => ({
  id: o.id, type: o.trigger.type, function: o.target, namespace: o.targetNamespace, worker: o.worker, config: o.trigger.config,
  isBound: o.state === "active", observer: o,
}));

export const stateBadge = o => badge(o.state, kinds[o.state] ?? "busy");

const drops = o => Object.entries(o.dropped).map(([code, count]) => `${count} ${code}`).join(", ");
const times = count => `${count} ${count === 1 ? "time" : "times"}`;

/** Where the observer of a call is shown. */
export const observerHash = o => hash(o.trigger ? "triggers" : "observers", o.id);

/** What is shown of an observer, whether it is listed as one or as a trigger. */
export const observerParts = o => [
  o.reason && h("p", { class: o.state === "error" ? "problem" : "quiet" }, `${o.reason.code}: ${o.reason.message}`),
  facts([
    ["observes", link(o.source, hash("functions", functionKey(o.sourceNamespace, o.source)))],
    ["calls", link(o.target, hash("functions", functionKey(o.targetNamespace, o.target)))],
    ["when", o.filter || "every call"], ["on", o.on],
    ["fired", `${times(o.fires)}${o.maxFires === undefined ? "" : ` of ${o.maxFires}`}`],
    ["running", String(o.running)], ["waiting", o.waiting > 0 && String(o.waiting)], ["dropped", drops(o)],
    ["delivers", o.deliver === "envelope" ? `${o.capture.join(", ") || "no parts"} of the call` : o.deliver],
    ["at once", String(o.maxInFlight)], ["ends", o.expires && clock(o.expires)], ["made by", o.worker], ["since", clock(o.created)], ["id", o.id],
  ]),
  o.warnings.length > 0 && titled("Not checked", h("ul", null, o.warnings.map(w => h("li", null, w)))),
  o.filter && titled("Filter", json(o.filterJson)),
  o.args && titled("Arguments", json(o.args)),
  o.metadata && titled("Metadata", json(o.metadata)),
];

export const observers = {
  title: "Observers",
  of: "observers",
  empty: "Nothing is observed. Triggers of workers that send observers instead are listed under Triggers.",
  items: () => all().filter(o => !o.trigger).map(o => ({
    key: o.id, name: `${o.source} → ${o.target}`, note: [o.on === "success" ? "" : `on ${o.on}`, o.filter].filter(Boolean).join("  "),
    side: [times(o.fires), drops(o) && `dropped ${drops(o)}`].filter(Boolean).join("  "), status: stateBadge(o),
  })),
  version: key => JSON.stringify(observerOf(key)),
  detail(key) {
    const o = observerOf(key);
    return o ? [h("h2", null, `${o.source} → ${o.target}`), h("div", { class: "badges" }, stateBadge(o), place({ namespace: o.sourceNamespace }) && badge(o.sourceNamespace)), ...observerParts(o)]
      : [h("p", null, "This observer has ended.")];
  },
};
