// A trigger type that this worker provides.
import { TriggerAction } from 'iii-sdk'

export const triggers = worker => {
  const bindings = new Map()
  worker.registerTriggerType(
    { id: 'node-bell', description: 'Rings when it is told to' },
    {
      registerTrigger: async binding => {
        if (!binding.config.tone) throw new Error('a bell has a tone')
        bindings.set(binding.id, binding)
      },
      unregisterTrigger: async ({ id }) => {
        bindings.delete(id)
      },
    },
  )
  worker.registerFunction('node::ring', async ({ tone }) => {
    const rung = [...bindings.values()].filter(binding => binding.config.tone === tone)
    for (const { function_id, metadata } of rung) await worker.trigger({ function_id, payload: { tone }, metadata, action: TriggerAction.Void() })
    return rung.length
  })
}
