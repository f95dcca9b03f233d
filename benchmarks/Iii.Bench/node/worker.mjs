// The native sample's similarity on the official Node SDK, telemetry off: the same work, the same zero rules.
import { registerWorker } from 'iii-sdk'

const worker = registerWorker(process.env.III_URL, {
  workerName: 'embedding-node',
  enableMetricsReporting: false,
  otel: { enabled: false },
})

worker.registerFunction('embedding::similarity', async ({ a = [], b = [] }) => {
  if (a.length === 0 || a.length !== b.length) {
    return { similarity: 0 }
  }
  let dot = 0
  let squareA = 0
  let squareB = 0
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i]
    squareA += a[i] * a[i]
    squareB += b[i] * b[i]
  }
  const similarity = squareA === 0 || squareB === 0 ? 0 : dot / (Math.sqrt(squareA) * Math.sqrt(squareB))
  return { similarity }
})
