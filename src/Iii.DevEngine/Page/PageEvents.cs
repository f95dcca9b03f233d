using System.Threading.Channels;
using Iii.DevEngine.Invocations;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Page;

/// <summary>What happens, as server-sent events: the calls, and that something was registered or has gone.</summary>
internal sealed class PageEvents(EngineCore core, InvocationLog log)
{
    /// <summary>How many characters of a value a list shows.</summary>
    private const int Preview = 300;

    private const int MaxUnsent = 4096;
    private const int MaxTogether = 500;

    // People do not read faster; of the machine's time, whatever the engine's clock is.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    public async Task SendAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, core.Background.Stopping);
        var unsent = Channel.CreateBounded<RoutedInvocation>(new BoundedChannelOptions(MaxUnsent) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        void OnChanged(RoutedInvocation invocation) => unsent.Writer.TryWrite(invocation);

        log.Changed += OnChanged;
        try
        {
            context.Response.ContentType = "text/event-stream";
            await WriteAsync(context, log.All.TakeLast(MaxTogether), ended.Token).ConfigureAwait(false);
            var registry = "";

            // Told as running: when they have ended that is told too, whatever was dropped in between.
            var running = new HashSet<RoutedInvocation>();
            while (true)
            {
                var now = PageRegistry.Fingerprint(core);
                if (now != registry)
                {
                    registry = now;
                    await context.Response.WriteAsync("event: registry\ndata: {}\n\n", ended.Token).ConfigureAwait(false);
                }

                var changed = new HashSet<RoutedInvocation>();
                while (changed.Count < MaxTogether && unsent.Reader.TryRead(out var invocation))
                {
                    changed.Add(invocation);
                }

                changed.UnionWith(running.Where(i => i.EndedAt is not null).Take(MaxTogether));
                running.ExceptWith(changed);
                running.UnionWith(changed.Where(i => i.EndedAt is null).Take(MaxUnsent - running.Count));
                await WriteAsync(context, changed, ended.Token).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(ended.Token).ConfigureAwait(false);
                await Task.Delay(s_pause, ended.Token).ConfigureAwait(false);
                using var look = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
                look.CancelAfter(s_look);
                try
                {
                    await unsent.Reader.WaitToReadAsync(look.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!ended.IsCancellationRequested)
                {
                    // Nothing was called; something may have been registered.
                }
            }
        }
        finally
        {
            log.Changed -= OnChanged;
        }
    }

    private static async Task WriteAsync(HttpContext context, IEnumerable<RoutedInvocation> invocations, CancellationToken cancellationToken)
    {
        var ordered = invocations.OrderBy(i => i.Number).ToArray();
        if (ordered.Length == 0)
        {
            return;
        }

        var json = CanonicalJson.Make(writer =>
        {
            writer.WriteStartArray();
            foreach (var invocation in ordered)
            {
                PageInvocation.Write(writer, invocation, Preview);
            }

            writer.WriteEndArray();
        });
        await context.Response.WriteAsync($"event: invocations\ndata: {json.GetRawText()}\n\n", cancellationToken).ConfigureAwait(false);
    }
}
