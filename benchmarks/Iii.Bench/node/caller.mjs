// Calls embedding::similarity with so many calls in flight, and says how many were answered in the time that counts.
import { registerWorker } from 'iii-sdk'

const [inFlight, warmup, seconds] = process.argv.slice(2).map(Number)
const worker = registerWorker(process.env.III_URL, {
  workerName: 'bench-caller',
  enableMetricsReporting: false,
  otel: { enabled: false },
})

const payload = { a: [1, 2, 3], b: [3, 2, 1] }
let answered = 0
let running = true

async function call() {
  const { similarity } = await worker.trigger({ function_id: 'embedding::similarity', payload })
  if (Math.abs(similarity - 10 / 14) > 1e-9) {
    throw new Error(`a wrong answer: ${similarity}`)
  }
}

async function loop() {
  while (running) {
    await call()
    answered++
  }
}

// The other worker may still be on its way.
for (let attempt = 0; ; attempt++) {
  try {
    await call()
    break
  } catch (error) {
    if (attempt === 100) {
      throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const loops = Array.from({ length: inFlight }, loop)
const sleep = (s) => new Promise((resolve) => setTimeout(resolve, s * 1000))
await sleep(warmup)
console.log('begin')
const [before, start] = [answered, performance.now()]
await sleep(seconds)
console.log(JSON.stringify({ calls: answered - before, seconds: (performance.now() - start) / 1000 }))
running = false
await Promise.all(loops)
process.exit(0)
