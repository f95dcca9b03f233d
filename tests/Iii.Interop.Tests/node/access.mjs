// Says who may come through a port with rules.
export const access = worker => {
  worker.registerFunction('node::auth', async ({ headers }) => {
    if (headers['x-key'] !== 'open sesame') throw new Error('this key opens nothing')
    return { allowed_functions: ['node::upper'], forbidden_functions: [], allow_trigger_type_registration: false, context: { user: 'ada' } }
  })
}
