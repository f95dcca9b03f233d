// The official SDK as a peer: registers a function, calls the C# worker, and says on standard output what came back, one JSON line each.
import { registerWorker } from 'iii-sdk'
import { createChannel } from 'iii-sdk/helpers'

const worker = registerWorker(process.env.III_URL, { workerName: 'node-peer', otel: { enabled: false } })
worker.registerFunction('node::upper', async input => ({ text: input.text.toUpperCase() }))
worker.registerFunction('node::fail', async () => {
  throw new Error('node says no')
})

// Reads a channel to its end: the messages, and the bytes as text.
const readAll = async reader => {
  const messages = []
  reader.onMessage(message => messages.push(message))
  return { messages, bytes: (await reader.readAll()).toString('utf-8') }
}
worker.registerFunction('node::read', async input => await readAll(input.content))
worker.registerFunction('node::write', async input => {
  input.output.sendMessage('from node')
  for (const chunk of input.chunks) await new Promise((done, fail) => input.output.stream.write(Buffer.from(chunk), error => (error ? fail(error) : done())))
  await new Promise(done => input.output.stream.end(done))
})
worker.registerFunction('node::stream', async request => {
  const text = (await request.request_body.readAll()).toString('utf-8')
  request.response.sendMessage(JSON.stringify({ type: 'set_status', status_code: 201 }))
  request.response.sendMessage(JSON.stringify({ type: 'set_headers', headers: { 'content-type': 'text/plain' } }))
  request.response.stream.write(text.toUpperCase())
  request.response.stream.end('!')
})
worker.registerTrigger({ type: 'http', function_id: 'node::stream', config: { api_path: '/node/stream', http_method: 'POST' } })

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
await attempt('channel-to-csharp', async () => {
  const channel = await createChannel(worker)
  const counted = worker.trigger({ function_id: 'channels::count', payload: { content: channel.readerRef } })
  channel.writer.sendMessage('hello')
  channel.writer.stream.write(Buffer.alloc(100_000))
  channel.writer.stream.end()
  return await counted
})
await attempt('channel-from-csharp', async () => {
  const channel = await createChannel(worker)
  const written = worker.trigger({ function_id: 'channels::write', payload: { output: channel.writerRef, text: 'from C#' } })
  const read = await readAll(channel.reader)
  await written
  return read
})
say({ name: 'ready' })
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
