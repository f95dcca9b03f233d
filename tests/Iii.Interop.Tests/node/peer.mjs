// The official SDK as a peer: registers a function, calls the C# worker, and says on standard output what came back, one JSON line each.
import { registerWorker } from 'iii-sdk'

const worker = registerWorker(process.env.III_URL, { workerName: 'node-peer', otel: { enabled: false } })
worker.registerFunction('node::upper', async input => ({ text: input.text.toUpperCase() }))
worker.registerFunction('node::fail', async () => {
  throw new Error('node says no')
})

const say = value => console.log(JSON.stringify(value))
const attempt = async (name, call) => {
  try {
    say({ name, result: await call() })
  } catch (error) {
    say({ name, code: error.code, message: error.message })
  }
}

await attempt('similarity', () => worker.trigger({ function_id: 'embedding::similarity', payload: { a: [1, 0], b: [1, 0] } }))
await attempt('misfit', () => worker.trigger({ function_id: 'embedding::similarity', payload: { a: ['x'], b: [] } }))
await attempt('missing', () => worker.trigger({ function_id: 'no::where', payload: {} }))
await attempt('list', async () => {
  const { functions } = await worker.trigger({ function_id: 'engine::functions::list', payload: {} })
  return functions.map(f => f.function_id)
})
say({ name: 'ready' })
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
