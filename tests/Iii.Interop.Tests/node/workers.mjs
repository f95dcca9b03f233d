// Further workers in this process, with connections of their own.
import { registerWorker } from 'iii-sdk'
import { outcomeOf } from './calls.mjs'

export const workers = main => {
  const others = new Map()
  main.registerFunction('node::connect', async ({ url, name, headers }) => {
    const worker = registerWorker(url, { workerName: name, headers, otel: { enabled: false }, reconnectionConfig: { initialDelayMs: 50, maxDelayMs: 200, jitterFactor: 0 } })
    worker.registerFunction(`${name}::echo`, async input => input)
    others.set(name, worker)
  })

  // Calls by that worker, so by its connection and its rights.
  main.registerFunction('node::call-as', async ({ name, ...request }) => {
    return await outcomeOf(() => others.get(name).trigger(request))
  })
  main.registerFunction('node::disconnect', async ({ name }) => {
    await others.get(name).shutdown()
    others.delete(name)
  })
}
