// Tabs, the list, the entry that is shown; what the engine tells goes in, what changed is drawn.
import { get, listen } from "./api.js";
import { h } from "./dom.js";
import { known } from "./known.js";
import { views } from "./views.js";

const MaxInvocations = 2000;
const MaxRows = 400;
const $ = id => document.getElementById(id);
const list = $("list"), detail = $("detail"), filter = $("filter"), internal = $("internal"), pause = $("pause"), connection = $("connection");
const tabs = Object.fromEntries(Object.entries(views).map(([name, view]) => [name, tab(name, view)]));
const rows = new Map();
let current = { tab: "calls", key: null };
let shown = { place: null, version: null };
let isPaused = false, isDrawing = false, waiting = [];

function tab(name, view) {
  const count = h("span", { class: "count" });
  const button = h("button", { role: "tab", type: "button", id: `tab-${name}`, "aria-controls": "list", onclick: () => { location.hash = `#${name}`; } }, view.title, count);
  $("tabs").append(button);
  return { button, count };
}

// ---- where we are: #tab/key, so that links, back and forward work
function route() {
  const [name, key] = location.hash.slice(1).split("/", 2);
  const next = { tab: name in views ? name : "calls", key: key ? decodeURIComponent(key) : null };
  if (next.tab !== current.tab) {
    filter.value = "";
    rows.clear();
    list.replaceChildren();
  }

  current = next;
  for (const [other, { button }] of Object.entries(tabs)) {
    button.setAttribute("aria-selected", String(other === current.tab));
    button.tabIndex = other === current.tab ? 0 : -1;
  }

  list.setAttribute("aria-labelledby", `tab-${current.tab}`);
  $("internal-box").hidden = !views[current.tab].hasInternal;
  pause.hidden = $("clear").hidden = current.tab !== "calls";
  shown = { place: null, version: null };
  refresh();
  draw();
}

// ---- the list: rows are kept, so that the focus and the place stay when something comes
function draw() {
  if (!isDrawing) {
    isDrawing = true;
    requestAnimationFrame(() => { isDrawing = false; drawNow(); });
  }
}

function drawNow() {
  const view = views[current.tab];
  const wanted = filter.value.trim().toLowerCase();
  const items = view.items({ internal: internal.checked }).filter(i => !wanted || `${i.name} ${i.note} ${i.side}`.toLowerCase().includes(wanted)).slice(0, MaxRows);
  const keys = new Set(items.map(i => i.key));
  for (const [key, row] of rows) {
    if (!keys.has(key)) {
      row.item.remove();
      rows.delete(key);
    }
  }

  items.forEach((item, at) => {
    const row = rows.get(item.key) ?? makeRow(item.key);
    const text = JSON.stringify([item.name, item.note, item.side, item.status?.className, item.status?.textContent]);
    if (row.text !== text) {
      row.text = text;
      row.button.replaceChildren(h("span", { class: "name" }, item.name), h("span", { class: "side" }, item.status, item.status && item.side ? " " : "", item.side), h("span", { class: "note" }, item.note));
    }

    row.button.setAttribute("aria-current", String(item.key === current.key));
    if (list.children[at] !== row.item) {
      list.insertBefore(row.item, list.children[at] ?? null);
    }
  });
  $("empty").hidden = items.length > 0;
  $("empty").textContent = wanted ? `Nothing here has '${filter.value.trim()}' in it.` : view.empty;
  list.hidden = items.length === 0;
  for (const [name, { count }] of Object.entries(tabs)) {
    const number = name === "calls" ? "" : String(views[name].items({ internal: false }).length || "");
    if (count.textContent !== number) {
      count.textContent = number;
    }
  }

  drawDetail();
}

function makeRow(key) {
  const button = h("button", { type: "button", onclick: () => { location.hash = `#${current.tab}/${encodeURIComponent(key)}`; } });
  const row = { button, item: h("li", null, button), text: "" };
  rows.set(key, row);
  return row;
}

// ---- the entry: drawn again only when it is another one, or has changed, so that what is typed into a form stays
async function drawDetail() {
  const place = `${current.tab}/${current.key}`;
  if (current.key === null) {
    if (shown.place !== place) {
      shown = { place, version: null };
      detail.replaceChildren(h("p", { class: "quiet" }, "Choose an entry of the list. Arrow keys move in it, / filters."));
    }

    return;
  }

  const view = views[current.tab];
  const version = view.version(current.key);
  if (shown.place === place && shown.version === version) {
    return;
  }

  const isNew = shown.place !== place;
  shown = { place, version };
  let parts;
  try {
    parts = await view.detail(current.key);
  } catch (problem) {
    parts = [h("p", { class: "problem" }, problem.message.startsWith("404") ? "It is not kept any more." : problem.message)];
  }

  if (shown.place === place && shown.version === version) {
    const next = h("div", null, parts.flat(2));
    if (isNew || !detail.firstElementChild?.isEqualNode(next)) {
      detail.replaceChildren(next);
    }

    if (isNew) {
      detail.scrollTop = 0;
    }
  }
}

// ---- what the engine tells
function add(invocations) {
  for (const invocation of invocations) {
    known.invocations.set(invocation.number, invocation);
  }

  // What is told late may have begun early: the order is that of the beginnings.
  known.invocations = new Map([...known.invocations].sort(([one], [other]) => one - other).slice(-MaxInvocations));

  draw();
}

async function registry() {
  try {
    [known.registry, known.data.observers] = await Promise.all([get("registry"), get("data", { of: "observers" })]);
    document.title = `iii ${known.registry.version} – ${known.registry.workers.length} workers`;
    draw();
  } catch {
    // The events say when the engine is there again.
  }
}

async function refresh() {
  const of = views[current.tab].of;
  if (of && !document.hidden) {
    try {
      known.data[of] = await get("data", { of });
      known.looks++;
      draw();
    } catch {
      // The events say when the engine is there again.
    }
  }
}

listen(
  invocations => {
    if (isPaused) {
      waiting = [...waiting, ...invocations].slice(-MaxInvocations);
      pause.textContent = `Go on (${waiting.length})`;
    } else {
      add(invocations);
    }
  },
  registry,
  state => {
    connection.dataset.state = state;
    connection.textContent = state === "live" ? "live" : "the engine is gone; trying again";
  });
setInterval(refresh, 1000);

// ---- hands on the keyboard, and the mouse
addEventListener("hashchange", route);
filter.addEventListener("input", draw);
internal.addEventListener("change", draw);
$("clear").addEventListener("click", () => { known.invocations.clear(); location.hash = "#calls"; draw(); });
pause.addEventListener("click", () => {
  isPaused = !isPaused;
  pause.setAttribute("aria-pressed", String(isPaused));
  pause.textContent = isPaused ? "Go on" : "Pause";
  if (!isPaused) {
    add(waiting);
    waiting = [];
  }
});
$("tabs").addEventListener("keydown", e => {
  const names = Object.keys(views), at = names.indexOf(current.tab);
  const to = { ArrowRight: (at + 1) % names.length, ArrowLeft: (at + names.length - 1) % names.length, Home: 0, End: names.length - 1 }[e.key];
  if (to !== undefined) {
    e.preventDefault();
    location.hash = `#${names[to]}`;
    tabs[names[to]].button.focus();
  }
});
addEventListener("keydown", e => {
  if (e.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) {
    e.preventDefault();
    filter.focus();
  } else if (e.key === "Escape" && document.activeElement === filter) {
    filter.value = "";
    draw();
  } else if ((e.key === "ArrowDown" || e.key === "ArrowUp") && (list.contains(document.activeElement) || document.activeElement === filter)) {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[e.key === "ArrowDown" ? at + 1 : at - 1];
    if (next) {
      e.preventDefault();
      next.focus();
    }
  }
});

// ---- light and dark: the system's, or what was chosen here
const themes = { light: "dark", dark: "light" };
const system = () => matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
if (localStorage.getItem("theme") in themes) {
  document.documentElement.dataset.theme = localStorage.getItem("theme");
}

$("theme").addEventListener("click", () => {
  const theme = themes[document.documentElement.dataset.theme ?? system()];
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
});

registry();
["queues", "state", "streams"].forEach(async of => {
  try {
    known.data[of] = await get("data", { of });
    draw();
  } catch {
    // The events say when the engine is there again.
  }
});
route();
