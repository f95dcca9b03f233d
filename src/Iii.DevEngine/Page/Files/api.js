// The engine behind the page.

async function read(response) {
  if (!response.ok) {
    throw new Error(`${response.status} ${await response.text()}`);
  }

  return response.json();
}

export const get = async (path, query) => read(await fetch(`api/${path}?${new URLSearchParams(query)}`));

/** Calls a function; data is a text of JSON. */
export const call = async (functionId, space, data) => read(await fetch("api/call", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: `{"function_id":${JSON.stringify(functionId)},"namespace":${JSON.stringify(space)},"data":${data}}`,
}));

/** Listens until the page is left; the browser connects again by itself. */
export function listen(onInvocations, onRegistry, onState) {
  const source = new EventSource("api/events");
  source.addEventListener("invocations", e => onInvocations(JSON.parse(e.data)));
  source.addEventListener("registry", onRegistry);
  source.onopen = () => onState("live");
  source.onerror = () => onState("lost");
}
