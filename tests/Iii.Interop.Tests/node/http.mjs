// Functions behind HTTP, and requests to others.
export const http = worker => {
  const serve = (method, path, id, handler, config = {}) => {
    worker.registerFunction(id, handler)
    worker.registerTrigger({ type: 'http', function_id: id, config: { api_path: path, http_method: method, ...config } })
  }

  serve('PUT', '/node/items/:id', 'node::items', async request => ({
    status_code: 201,
    headers: { 'x-item': request.path_params.id },
    body: { id: request.path_params.id, tag: request.query_params.tag, body: request.body, header: request.headers['x-sent'] },
  }))
  serve('POST', '/node/stream', 'node::stream', async request => {
    const text = (await request.request_body.readAll()).toString('utf-8')
    request.response.sendMessage(JSON.stringify({ type: 'set_status', status_code: 201 }))
    request.response.sendMessage(JSON.stringify({ type: 'set_headers', headers: { 'content-type': 'text/plain' } }))
    request.response.stream.write(text.toUpperCase())
    request.response.stream.end('!')
  })
  serve('GET', '/node/guarded', 'node::guarded', async () => ({ status_code: 200, body: 'inside' }), { middleware_function_ids: ['csharp::guard'] })
  worker.registerFunction('node::guard', async ({ request }) =>
    request.headers['x-key'] === 'open' ? { action: 'continue' } : { action: 'respond', response: { status_code: 403, body: { by: 'node' } } },
  )

  worker.registerFunction('node::fetch', async ({ url, ...init }) => {
    const response = await fetch(url, init)
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
  })
}
