// A form for what a function takes, made from its JSON Schema; and the JSON itself for everything that a form can not say.
import { h } from "./dom.js";
import { isNumber, pretty, problemOf, propertiesOf } from "./json.js";

let count = 0;

/** Returns the form's element and value(): the payload as a text of JSON, or an exception with the reason why there is none. */
export function payloadForm(schema, given) {
  const root = resolve(schema, schema);
  const properties = root?.properties && Object.keys(root.properties).length > 0 ? root.properties : null;
  const fields = properties ? Object.entries(properties).map(([name, part]) => field(name, resolve(part, schema), (root.required ?? []).includes(name))) : [];
  const id = `raw-${++count}`;
  const raw = h("textarea", { id, rows: 8, spellcheck: "false", "aria-label": "Payload as JSON" });
  raw.value = given !== undefined ? pretty(given) : properties ? "" : root ? example(root, schema) : "null";
  const formPart = h("div", { class: "fields" }, fields.map(f => f.element));
  const rawPart = h("div", { class: "field" }, h("label", { for: id }, "Payload", h("span", { class: "type" }, "JSON")), raw);
  let isRaw = !properties || given !== undefined;

  const asForm = h("button", { type: "button", onclick: () => change(false) }, "Form");
  const asRaw = h("button", { type: "button", onclick: () => change(true) }, "JSON");
  const problem = h("p", { class: "problem", role: "alert" });
  const element = h("div", null, properties && h("div", { class: "mode", role: "group", "aria-label": "How to enter the payload" }, asForm, asRaw), formPart, rawPart, problem);

  const fromFields = () => `{${fields.map(f => [f.name, f.value()]).filter(([, text]) => text !== undefined).map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;

  function change(toRaw) {
    problem.textContent = "";
    if (toRaw && !isRaw) {
      try {
        raw.value = pretty(fromFields());
      } catch (e) {
        problem.textContent = e.message;
        return;
      }
    } else if (!toRaw && isRaw) {
      const values = propertiesOf(raw.value.trim() || "{}");
      const known = new Set(fields.map(f => f.name));
      if (!values || Object.keys(values).some(name => !known.has(name))) {
        problem.textContent = "The form can not show this JSON: it has no object, or properties that the schema does not name.";
        return;
      }

      fields.forEach(f => f.set(values[f.name]));
    }

    isRaw = toRaw;
    show();
  }

  function show() {
    formPart.hidden = isRaw;
    rawPart.hidden = !isRaw;
    asForm.setAttribute("aria-pressed", String(!isRaw));
    asRaw.setAttribute("aria-pressed", String(isRaw));
  }

  show();
  return {
    element,
    value() {
      problem.textContent = "";
      try {
        const text = isRaw ? raw.value.trim() || "null" : fromFields();
        const wrong = problemOf(text);
        if (wrong) {
          throw new Error(`The payload is not JSON: ${wrong}`);
        }

        return text;
      } catch (e) {
        problem.textContent = e.message;
        throw e;
      }
    },
  };
}

function field(name, schema, isRequired) {
  const id = `field-${++count}`;
  const types = [schema?.type ?? []].flat().filter(t => t !== "null");
  const type = schema?.enum ? "enum" : types.length === 1 ? types[0] : "any";
  const input = control(type, schema, id);
  const shown = schema?.default === null ? `${type}, optional` : schema?.default !== undefined ? `${type}, ${JSON.stringify(schema.default)} by default` : isRequired ? `${type}, required` : type;
  return {
    name,
    element: h("div", { class: "field" },
      h("label", { for: id }, name, h("span", { class: "type" }, shown)),
      schema?.description && h("p", { class: "hint" }, schema.description),
      input),
    value: () => read(type, input, name, isRequired),
    set: text => write(type, input, text),
  };
}

function control(type, schema, id) {
  switch (type) {
    case "boolean":
      return h("select", { id }, h("option", { value: "" }, "—"), h("option", { value: "true" }, "true"), h("option", { value: "false" }, "false"));
    case "enum":
      return h("select", { id }, h("option", { value: "" }, "—"), schema.enum.map(v => h("option", { value: JSON.stringify(v) }, typeof v === "string" ? v : JSON.stringify(v))));
    case "string":
      return h("input", { id, type: "text", autocomplete: "off", spellcheck: "false", placeholder: schema?.format });
    case "number":
    case "integer":
      return h("input", { id, type: "text", inputmode: "decimal", autocomplete: "off" });
    default:
      return h("textarea", { id, rows: 3, spellcheck: "false", placeholder: type === "array" ? "[ ]" : type === "object" ? "{ }" : "JSON" });
  }
}

/** The JSON of a control; undefined when it is empty and may be. */
function read(type, input, name, isRequired) {
  const text = type === "string" ? input.value : input.value.trim();
  if (text === "") {
    return isRequired && type === "string" ? '""' : isRequired ? missing(name) : undefined;
  }

  if (type === "string") {
    return JSON.stringify(text);
  }

  if ((type === "number" || type === "integer") && !isNumber(text)) {
    input.focus();
    throw new Error(`${name}: expected a number, found '${text}'.`);
  }

  const wrong = problemOf(text);
  if (wrong) {
    input.focus();
    throw new Error(`${name}: expected JSON. ${wrong}`);
  }

  return text;
}

function missing(name) {
  throw new Error(`${name} is required.`);
}

function write(type, input, text) {
  const value = text === undefined ? undefined : JSON.parse(text);
  input.value = text === undefined ? "" : type === "string" && typeof value === "string" ? value : text;
}

/** A schema whose reference into its own document is followed. */
function resolve(schema, document) {
  for (let i = 0; i < 16 && typeof schema?.$ref === "string"; i++) {
    const path = schema.$ref.startsWith("#/") ? schema.$ref.slice(2).split("/").map(p => decodeURIComponent(p).replaceAll("~1", "/").replaceAll("~0", "~")) : null;
    schema = path?.reduce((part, name) => part?.[name], document);
  }

  const some = schema?.anyOf ?? schema?.oneOf;
  const others = some?.filter(s => s.type !== "null");
  return others?.length === 1 ? { ...resolve(others[0], document), description: schema.description ?? others[0].description, default: schema.default } : schema;
}

function example(schema, document) {
  const type = [resolve(schema, document)?.type ?? "null"].flat()[0];
  return { string: '""', number: "0", integer: "0", boolean: "false", array: "[]", object: "{}" }[type] ?? "null";
}
