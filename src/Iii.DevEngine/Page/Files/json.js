// JSON as text: numbers keep all their digits, which they would lose as numbers of the browser.

/** The same JSON, with a line for each value, and without escapes that are none of need. */
export function pretty(text) {
  let out = "", depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      const string = text.slice(i).match(/^"(?:[^"\\]|\\.)*"/s)?.[0] ?? text.slice(i);
      out += plain(string);
      i += string.length - 1;
    } else if (c === "{" || c === "[") {
      const end = c === "{" ? "}" : "]";
      const next = text.slice(i + 1).match(/^\s*(.)/)?.[1];
      if (next === end) {
        out += c + end;
        i = text.indexOf(end, i);
      } else {
        out += `${c}\n${"  ".repeat(++depth)}`;
      }
    } else if (c === "}" || c === "]") {
      depth = Math.max(0, depth - 1);
      out += `\n${"  ".repeat(depth)}${c}`;
    } else if (c === ",") {
      out += `,\n${"  ".repeat(depth)}`;
    } else if (c === ":") {
      out += ": ";
    } else if (!/\s/.test(c)) {
      out += c;
    }
  }

  return out;
}

function plain(string) {
  try {
    return JSON.stringify(JSON.parse(string));
  } catch {
    return string;
  }
}

/** Why a text is no JSON; null when it is. */
export function problemOf(text) {
  try {
    JSON.parse(text);
    return null;
  } catch (e) {
    return e.message;
  }
}

/** The properties of an object as texts of JSON; null when the text is no object. */
export function propertiesOf(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).map(([name, v]) => [name, JSON.stringify(v)])) : null;
  } catch {
    return null;
  }
}

export const isNumber = text => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
