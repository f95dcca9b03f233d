// A stream whose items this worker keeps itself.
import { createStream } from 'iii-sdk/helpers'

export const streams = worker => {
  const groups = new Map()
  const groupOf = id => groups.get(id) ?? groups.set(id, new Map()).get(id)
  createStream(worker, 'node-own', {
    get: async ({ group_id, item_id }) => groupOf(group_id).get(item_id),
    set: async ({ group_id, item_id, data }) => {
      const old_value = groupOf(group_id).get(item_id)
      groupOf(group_id).set(item_id, data)
      return { old_value, new_value: data }
    },
    delete: async ({ group_id, item_id }) => {
      const old_value = groupOf(group_id).get(item_id)
      groupOf(group_id).delete(item_id)
      return { old_value }
    },
    list: async ({ group_id }) => [...groupOf(group_id).values()],
    listGroups: async () => [...groups.keys()],
    update: async () => null,
  })
}
