// The official SDK as a peer: what the tests ask of it, it does by its own SDK. A file for each module.
import { registerWorker } from 'iii-sdk'
import { access } from './access.mjs'
import { calls } from './calls.mjs'
import { channels } from './channels.mjs'
import { functions } from './functions.mjs'
import { http } from './http.mjs'
import { streams } from './streams.mjs'
import { triggers } from './triggers.mjs'
import { workers } from './workers.mjs'

const worker = registerWorker(process.env.III_URL, { workerName: 'node-peer', workerDescription: 'The official SDK', otel: { enabled: false } })
for (const module of [access, calls, channels, functions, http, streams, triggers, workers]) module(worker)

// The worker's registrations stand before this call on the wire: when it is answered, all of them are known.
await worker.trigger({ function_id: 'engine::functions::list', payload: {} })
console.log('ready')
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
