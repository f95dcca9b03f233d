// Functions as workers have them.
export const functions = worker => {
  worker.registerFunction('node::upper', async input => ({ text: input.text.toUpperCase() }), {
    description: 'Upper case',
    metadata: { team: 'text' },
    request_format: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  })
  worker.registerFunction('node::echo', async input => input)
  worker.registerFunction('node::nothing', async () => {})
  worker.registerFunction('node::fail', async () => {
    throw new Error('node says no')
  })
  worker.registerFunction('node::hang', () => new Promise(() => {}))

  let passing
  worker.registerFunction('node::pass', async () => {
    passing = worker.registerFunction('node::passing', async () => 'still here')
  })
  worker.registerFunction('node::drop', async () => passing.unregister())

  worker.registerFunction('node::host', async ({ function_id, ...target }) => {
    worker.registerFunction(function_id, target)
  })
}
