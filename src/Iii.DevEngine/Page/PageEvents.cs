using System.Threading.Channels;
using Iii.DevEngine.Invocations;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Page;

/// <summary>What happens, as server-sent events: the calls, and that something was registered or has gone.</summary>
internal sealed class PageEvents(EngineCore core, InvocationLog log)
{
    /// <summary>How many characters of a value a list shows.</summary>
    private const int Preview = 300;

    private const int MaxTogether = 500;

    // People do not read faster; of the machine's time, whatever the engine's clock is.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    /// <summary>Tells what the log has that was not told yet: a browser that is slow misses what the log has forgotten meanwhile, and nothing else.</summary>
    public async Task SendAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, core.Background.Stopping);
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnChanged(RoutedInvocation invocation) => changes.Writer.TryWrite(true);

        log.Changed += OnChanged;
        try
        {
            context.Response.ContentType = "text/event-stream";
            var registry = "";
            long last = 0;
            RoutedInvocation[] running = [];
            while (true)
            {
                var now = PageRegistry.Fingerprint(core);
                if (now != registry)
                {
                    registry = now;
                    await context.Response.WriteAsync("event: registry\ndata: {}\n\n", ended.Token).ConfigureAwait(false);
                }

                var fresh = log.After(last);
                var over = running.Where(i => i.EndedAt is not null).ToHashSet();
                last = fresh.Count > 0 ? fresh[^1].Number : last;

                // Before it is written: what ends meanwhile is told once more.
                running = [.. running.Where(i => !over.Contains(i)).Concat(fresh.Where(i => i.EndedAt is null)).TakeLast(PageEndpoint.MaxInvocations)];
                foreach (var together in over.Concat(fresh).Chunk(MaxTogether))
                {
                    await WriteAsync(context, together, ended.Token).ConfigureAwait(false);
                }

                await context.Response.Body.FlushAsync(ended.Token).ConfigureAwait(false);
                await Task.Delay(s_pause, ended.Token).ConfigureAwait(false);
                await WaitAsync(changes.Reader, ended.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            log.Changed -= OnChanged;
        }
    }

    /// <summary>Waits for a call to begin or end, but no longer than until it is time to look what is registered.</summary>
    private static async Task WaitAsync(ChannelReader<bool> changes, CancellationToken ended)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(ended);
        look.CancelAfter(s_look);
        try
        {
            await changes.ReadAsync(look.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            // Nothing was called.
        }
    }

    private static async Task WriteAsync(HttpContext context, IEnumerable<RoutedInvocation> invocations, CancellationToken cancellationToken)
    {
        var json = CanonicalJson.Make(writer =>
        {
            writer.WriteStartArray();
            foreach (var invocation in invocations)
            {
                PageInvocation.Write(writer, invocation, Preview);
            }

            writer.WriteEndArray();
        });
        await context.Response.WriteAsync($"event: invocations\ndata: {json.GetRawText()}\n\n", cancellationToken).ConfigureAwait(false);
    }
}
