// What each tab lists, and what is shown of one entry.
import { call, get } from "./api.js";
import { badge, clock, facts, h, milliseconds, titled } from "./dom.js";
import { payloadForm } from "./form.js";
import { hash, json, known, link, place } from "./known.js";
import { observedTriggers, observerHash, observerOf, observerParts, observers, stateBadge } from "./observers.js";
import { family, waterfall } from "./trace.js";

const schemaText = schema => json(JSON.stringify(schema));
const keyOf = ({ namespace, id }) => `${namespace}|${id}`;
const isInternal = id => /^(engine|iii|state|stream|configuration|http|cron|queue|observability)::/.test(id) && !known.registry.functions.some(f => f.id === id && f.worker) || id === "publish";
const MaxLinks = 20;
const allTriggers = () => [...known.registry.triggers, ...observedTriggers()];

function status(invocation) {
  return invocation.ended === undefined ? badge("running", "busy") : invocation.error ? badge(codeOf(invocation.error), "bad") : badge("ok", "good");
}

/** An error as people read it: its message, then where it came from. */
function failure(text) {
  const error = JSON.parse(text);
  return h("div", null, h("pre", { class: "bad", tabindex: 0 }, `${error.code}: ${error.message}`), error.stacktrace && h("details", null, h("summary", null, "Stack trace"), h("pre", { tabindex: 0 }, error.stacktrace)));
}

function codeOf(error) {
  return error.match(/^\{"code":"((?:[^"\\]|\\.)*)"/)?.[1] ?? "error";
}

const calls = {
  title: "Calls",
  hasInternal: true,
  empty: "Nothing was called yet. Call a function from the tab Functions, or let a worker do it.",
  items: ({ internal }) => [...known.invocations.values()].filter(i => internal || !isInternal(i.function)).reverse().map(i => ({
    key: String(i.number),
    name: i.function,
    note: `${clock(i.started)}  ${i.caller ?? i.trigger ?? (i.observed ? `observer of ${i.observed}` : i.kind)}  ${i.payload ?? ""}`,
    side: i.ended === undefined ? "" : milliseconds(i.ended - i.started),
    status: status(i),
  })),
  version: key => JSON.stringify([known.invocations.get(Number(key))?.ended, family(known.invocations, Number(key)).map(r => r.invocation.ended ?? 0)]),
  async detail(key) {
    const number = Number(key);
    const i = await get("invocation", { number });
    const rows = family(known.invocations, number);
    const isKnown = known.registry.functions.some(f => f.id === i.function && f.namespace === i.namespace);
    return [
      h("h2", null, i.function),
      h("div", { class: "badges" }, status(i), badge(i.kind), i.trigger && badge(i.trigger), i.ended !== undefined && badge(milliseconds(i.ended - i.started))),
      isKnown && h("p", { class: "actions" }, h("button", { type: "button", onclick: () => { known.again = i.payload ?? "null"; location.hash = hash("functions", `${i.namespace}|${i.function}`); } }, "Call again…")),
      facts([["began", clock(i.started)], ["called by", i.caller ?? (i.trigger ? `trigger ${i.trigger}` : i.observed ? `observer of ${i.observed}` : "engine")], ["binding", i.binding && (allTriggers().some(t => t.id === i.binding) ? link(i.binding, hash("triggers", i.binding)) : i.binding)],
        ["observer", !i.binding && i.observer && (observerOf(i.observer) ? link(i.observer, observerHash(observerOf(i.observer))) : i.observer)],
        ["activated by", i.isActivation && i.parent !== undefined && link(`${i.observed} (call ${i.parent})`, hash("calls", i.parent))], ["answered by", i.worker ?? "engine"], ["namespace", place(i)], ["trace", i.trace], ["number", String(i.number)]]),
      i.error && titled("Error", failure(i.error)),
      i.result !== undefined && titled("Result", json(i.result)),
      rows.length > 1 && titled("Trace", waterfall(rows, number, n => { location.hash = hash("calls", n); })),
      i.payload !== undefined && titled("Payload", json(i.payload)),
      i.metadata !== undefined && titled("Metadata", json(i.metadata)),
    ];
  },
};

const functions = {
  title: "Functions",
  hasInternal: true,
  empty: "No worker has registered a function yet.",
  items: ({ internal }) => known.registry.functions.filter(f => internal || f.worker).map(f => ({
    key: keyOf(f), name: f.id, note: f.description ?? "", side: f.worker ?? f.module ?? "engine", status: place(f) && badge(f.namespace),
  })),
  find: key => known.registry.functions.find(f => keyOf(f) === key),
  version: key => JSON.stringify([functions.find(key), related(functions.find(key)).map(o => o.id)]),
  detail(key) {
    const f = functions.find(key);
    if (!f) {
      return [h("p", null, "This function is not registered any more.")];
    }

    const triggers = allTriggers().filter(t => t.function === f.id && t.namespace === f.namespace);
    const plain = related(f).filter(o => !o.trigger);
    const observing = plain.filter(o => isSource(o, f));
    const causes = plain.filter(o => isTarget(o, f));
    return [
      h("h2", null, f.id),
      f.description && h("p", null, f.description),
      facts([["worker", f.worker ?? `engine (${f.module ?? "built in"})`], ["namespace", place(f)], ["triggers", links(triggers, t => link(t.type, hash("triggers", t.id)))],
        ["observed by", links(observing, o => link(o.target, observerHash(o)))], ["observes", links(causes, o => link(o.source, observerHash(o)))]]),
      titled("Call", callForm(f)),
      f.request && titled("Takes", schemaText(f.request)),
      f.response && titled("Returns", schemaText(f.response)),
      f.metadata && titled("Metadata", schemaText(f.metadata)),
    ];
  },
};

const isSource = (o, f) => o.source === f.id && o.sourceNamespace === f.namespace;
const isTarget = (o, f) => o.target === f.id && o.targetNamespace === f.namespace;
const related = f => f ? (known.data.observers ?? []).filter(o => isSource(o, f) || isTarget(o, f)) : [];
const links = (entries, make) => entries.length > 0 && h("span", null, entries.slice(0, MaxLinks).flatMap((e, i) => [i > 0 ? ", " : "", make(e)]), entries.length > MaxLinks && ` and ${entries.length - MaxLinks} more`);

function callForm(f) {
  const payload = payloadForm(f.request, known.again ?? undefined);
  known.again = null;
  const button = h("button", { class: "main", type: "submit" }, "Call");
  const answer = h("div", { id: "answer", role: "status", "aria-live": "polite" });
  const form = h("form", {
    onsubmit: async e => {
      e.preventDefault();
      let data;
      try {
        data = payload.value();
      } catch {
        return;
      }

      button.disabled = true;
      const started = performance.now();
      try {
        const { error, result } = await call(f.id, f.namespace, data);
        answer.replaceChildren(
          h("div", { class: "badges" }, error ? badge(codeOf(error), "bad") : badge("ok", "good"), badge(milliseconds(performance.now() - started))),
          error ? failure(error) : result === undefined ? h("p", { class: "quiet" }, "No result.") : json(result));
      } catch (problem) {
        answer.replaceChildren(h("p", { class: "problem" }, `The engine did not answer: ${problem.message}`));
      } finally {
        button.disabled = false;
      }
    },
    onkeydown: e => {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
        form.requestSubmit();
      }
    },
  }, payload.element, h("div", { class: "actions" }, button, h("span", { class: "quiet" }, "Ctrl+Enter")), answer);
  return form;
}

const triggers = {
  title: "Triggers",
  of: "observers",
  empty: "No function is bound to a trigger.",
  items: () => allTriggers().map(t => ({ key: t.id, name: `${t.type} → ${t.function}`, note: JSON.stringify(t.config), side: t.worker ?? "", status: t.observer && !t.isBound ? stateBadge(t.observer) : t.isBound ? null : badge("waits", "busy") })),
  version: key => JSON.stringify(allTriggers().find(t => t.id === key)),
  detail(key) {
    const t = allTriggers().find(x => x.id === key);
    return t ? [
      h("h2", null, t.type),
      h("div", { class: "badges" }, t.isBound ? badge("bound", "good") : t.observer ? stateBadge(t.observer) : badge("waits for a provider", "busy")),
      facts([["calls", link(t.function, hash("functions", `${t.namespace}|${t.function}`))], ["namespace", place(t)], ["registered by", t.worker], ["id", t.id]]),
      titled("Configuration", schemaText(t.config)),
      t.observer ? [titled("Observer"), ...observerParts(t.observer)] : t.metadata && titled("Metadata", schemaText(t.metadata)),
    ] : [h("p", null, "This trigger is not registered any more.")];
  },
};

const workers = {
  title: "Workers",
  empty: "No worker is connected.",
  items: () => known.registry.workers.map(w => ({ key: w.id, name: w.name ?? w.id, note: [w.runtime, w.version, w.os].filter(Boolean).join("  "), side: w.address ?? "", status: place(w) && badge(w.namespace) })),
  version: key => JSON.stringify([known.registry.workers.find(w => w.id === key), known.registry.functions.length]),
  detail(key) {
    const w = known.registry.workers.find(x => x.id === key);
    if (!w) {
      return [h("p", null, "This worker has left.")];
    }

    const own = known.registry.functions.filter(f => f.worker === (w.name ?? w.id));
    return [
      h("h2", null, w.name ?? w.id),
      w.description && h("p", null, w.description),
      facts([["runtime", [w.runtime, w.version].filter(Boolean).join(" ")], ["system", w.os], ["process", w.pid && String(w.pid)], ["address", w.address], ["namespace", w.namespace], ["connected", clock(w.connected)], ["running calls", String(w.running)], ["id", w.id]]),
      titled(`Functions (${own.length})`, own.length === 0 ? h("p", { class: "quiet" }, "None.") : h("ul", null, own.map(f => h("li", null, link(f.id, hash("functions", keyOf(f))))))),
    ];
  },
};

const queues = {
  title: "Queues",
  of: "queues",
  empty: "There is no queue.",
  items: () => (known.data.queues ?? []).map(q => ({ key: q.name, name: q.name, note: `${q.consumers ?? 0} consumers`, side: `${q.depth ?? 0} waiting`, status: q.dead > 0 ? badge(`${q.dead} dead`, "bad") : null })),
  version: key => JSON.stringify(known.data.queues?.find(q => q.name === key)),
  async detail(key) {
    const q = known.data.queues?.find(x => x.name === key);
    const dead = await get("data", { of: "dead", topic: key });
    return [
      h("h2", null, key),
      facts([["waiting or worked on", String(q?.depth ?? 0)], ["consumers", String(q?.consumers ?? 0)], ["dead letters", String(q?.dead ?? 0)]]),
      dead.length > 0 && titled("Dead letters", values(dead)),
    ];
  },
};

const groups = (tab, title, empty) => ({
  title,
  of: tab,
  empty,
  items: () => (known.data[tab] ?? []).map(g => ({ key: JSON.stringify([g.stream ?? "", g.group]), name: g.stream ? `${g.stream} / ${g.group}` : g.group, note: "", side: "" })),
  version: () => String(known.looks),
  async detail(key) {
    const [stream, group] = JSON.parse(key);
    const entries = await get("data", { of: tab, stream, group });
    return [h("h2", null, stream ? `${stream} / ${group}` : group), entries.length === 0 ? h("p", { class: "quiet" }, "Empty.") : values(entries)];
  },
});

const values = entries => h("table", null,
  h("thead", null, h("tr", null, h("th", { scope: "col" }, "Key"), h("th", { scope: "col" }, "Value"))),
  h("tbody", null, entries.map(e => h("tr", null, h("td", { class: "mono" }, e.key), h("td", null, json(e.value))))));

export const views = {
  calls, functions, observers, triggers, workers, queues,
  state: groups("state", "State", "No value was stored yet."),
  streams: groups("streams", "Streams", "No stream has an item yet."),
};
