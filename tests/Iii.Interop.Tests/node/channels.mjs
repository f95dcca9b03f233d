// Ends of channels, both ways.
import { createChannel } from 'iii-sdk/helpers'

const readAll = async reader => {
  const messages = []
  reader.onMessage(message => messages.push(message))
  return { messages, bytes: (await reader.readAll()).toString('utf-8') }
}

const write = (writer, chunk) => new Promise((done, fail) => writer.stream.write(Buffer.from(chunk), error => (error ? fail(error) : done())))

export const channels = worker => {
  worker.registerFunction('node::read', async input => await readAll(input.content))
  worker.registerFunction('node::write', async input => {
    input.output.sendMessage('from node')
    for (const chunk of input.chunks) await write(input.output, chunk)
    await new Promise(done => input.output.stream.end(done))
  })

  // Makes a channel, and gives one end of it away.
  worker.registerFunction('node::give-reader', async ({ function_id, message, length }) => {
    const channel = await createChannel(worker)
    const answer = worker.trigger({ function_id, payload: { content: channel.readerRef } })
    channel.writer.sendMessage(message)
    channel.writer.stream.write(Buffer.alloc(length))
    channel.writer.stream.end()
    return await answer
  })
  worker.registerFunction('node::give-writer', async ({ function_id, text }) => {
    const channel = await createChannel(worker)
    const written = worker.trigger({ function_id, payload: { output: channel.writerRef, text } })
    const read = await readAll(channel.reader)
    await written
    return read
  })
}
