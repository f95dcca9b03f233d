// Calls by the SDK, and functions that tell what they were called with.

// What an error is to whoever calls by the SDK.
export const outcomeOf = async call => {
  try {
    return { result: await call() }
  } catch (error) {
    return { error: { name: error.name, code: error.code, message: error.message, function_id: error.function_id } }
  }
}

export const calls = worker => {
  worker.registerFunction('node::call', request => outcomeOf(() => worker.trigger(request)))

  const heard = new Map()
  const listenerOf = id => {
    if (!heard.has(id)) heard.set(id, { events: [], waiting: [] })
    return heard.get(id)
  }

  // A function that gives `answer`, or fails as often as it is told to before.
  worker.registerFunction('node::listen', async ({ function_id, answer, failures = 0, options }) => {
    const listener = listenerOf(function_id)
    let left = failures
    worker.registerFunction(
      function_id,
      async (payload, metadata) => {
        const event = { payload, metadata }
        listener.waiting.length > 0 ? listener.waiting.shift()(event) : listener.events.push(event)
        if (left-- > 0) throw new Error('not yet')
        return answer
      },
      options,
    )
  })
  worker.registerFunction('node::next', async ({ function_id }) => {
    const { events, waiting } = listenerOf(function_id)
    return events.length > 0 ? events.shift() : await new Promise(done => waiting.push(done))
  })

  const bindings = new Map()
  worker.registerFunction('node::bind', async ({ name, ...trigger }) => {
    bindings.set(name, worker.registerTrigger(trigger))
  })
  worker.registerFunction('node::unbind', async ({ name }) => {
    bindings.get(name).unregister()
    bindings.delete(name)
  })
}
