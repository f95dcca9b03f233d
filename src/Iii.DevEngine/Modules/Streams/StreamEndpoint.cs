using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Modules.Streams;

/// <summary>Where clients subscribe to streams.</summary>
internal sealed class StreamEndpoint(EngineCore core, StreamFunctions functions, StreamPresence joins, StreamPresence leaves)
{
    private readonly ConcurrentDictionary<StreamConsumer, byte> _consumers = new();

    /// <summary>Tells all clients of an event.</summary>
    public void Notify(StreamEvent @event)
    {
        foreach (var consumer in _consumers.Keys)
        {
            consumer.Notify(@event);
        }
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path != "/" && context.Request.Path != "")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = HttpMethods.IsGet(context.Request.Method) ? StatusCodes.Status400BadRequest : StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var stopping = core.Background.Stopping;
        try
        {
            var known = await AuthenticateAsync(context, stopping).ConfigureAwait(false);
            using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            var consumer = new StreamConsumer(socket, known, core.Options.Limits.Subscriptions);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var writing = consumer.WriteAsync(ended.Token);
            _consumers[consumer] = 0;
            try
            {
                while (await socket.ReceiveMessageAsync(core.Options.MaxMessageBytes, stopping).ConfigureAwait(false) is ({ } message, _))
                {
                    await HandleAsync(consumer, message, stopping).ConfigureAwait(false);
                }
            }
            finally
            {
                _consumers.TryRemove(consumer, out _);
                consumer.Close();
                await ended.CancelAsync().ConfigureAwait(false);
                await writing.ConfigureAwait(false);
                core.Background.Run(cancellationToken => LeaveAllAsync(consumer, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The engine ends.
        }
    }

    private async Task HandleAsync(StreamConsumer consumer, ReadOnlyMemory<byte> text, CancellationToken stopping)
    {
        JsonElement message;
        try
        {
            message = CanonicalJson.Parse(text.Span);
        }
        catch (JsonException)
        {
            EngineLog.Malformed(core.Logger, text.Length);
            return;
        }

        var type = message.Text("type");
        if (StreamSubscription.Read(message.Json("data")) is not { } subscription)
        {
            EngineLog.Ignored(core.Logger, type);
        }
        else if (type == "join")
        {
            await JoinAsync(consumer, subscription, stopping).ConfigureAwait(false);
        }
        else if (type == "leave")
        {
            await leaves.TellAsync(consumer, subscription, stopping).ConfigureAwait(false);
            consumer.Leave(subscription.Id);
        }
        else
        {
            EngineLog.Ignored(core.Logger, type);
        }
    }

    private async Task JoinAsync(StreamConsumer consumer, StreamSubscription subscription, CancellationToken stopping)
    {
        var isDenied = !consumer.HasRoomFor(subscription.Id) || await joins.TellAsync(consumer, subscription, stopping).ConfigureAwait(false);
        var now = core.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var answer = new StreamEvent(subscription.StreamName, subscription.GroupId, subscription.ItemId, now, "sync");
        if (isDenied)
        {
            consumer.Send(answer with { Type = "unauthorized" });
            return;
        }

        consumer.Join(subscription);

        var snapshot = await functions.SnapshotAsync(subscription.StreamName, subscription.GroupId, subscription.ItemId, stopping).ConfigureAwait(false);
        if (!snapshot.IsError)
        {
            consumer.Send(answer with { Data = snapshot.Result });
        }
    }

    private async Task LeaveAllAsync(StreamConsumer consumer, CancellationToken cancellationToken)
    {
        foreach (var subscription in consumer.Subscriptions)
        {
            await leaves.TellAsync(consumer, subscription, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the auth function who the client is. Its failure turns nobody away: the client has no context then.</summary>
    private async Task<JsonElement?> AuthenticateAsync(HttpContext context, CancellationToken stopping)
    {
        if (core.Options.StreamAuthFunctionId is not { } function)
        {
            return null;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        var request = context.Request;
        var outcome = await core.InvokeAsync(EngineCore.DefaultNamespace, function, CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("addr", RemoteAddress.Of(context.Connection) is { } address ? new IPEndPoint(address, context.Connection.RemotePort).ToString() : "");
            writer.WriteStartObject("headers");
            foreach (var header in request.Headers)
            {
                writer.WriteString(header.Key.ToLowerInvariant(), header.Value.LastOrDefault());
            }

            writer.WriteEndObject();
            writer.WriteString("path", "/");
            writer.WriteStartObject("query_params");
            foreach (var parameter in QueryOf(request.QueryString.Value))
            {
                writer.WriteStartArray(parameter.Key);
                foreach (var value in parameter)
                {
                    writer.WriteStringValue(value);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }), cancellationToken: either.Token).ConfigureAwait(false);
        return outcome.Result?.Json("context");
    }

    // As it stands in the address: the real engine decodes nothing here.
    private static IEnumerable<IGrouping<string, string>> QueryOf(string? query) =>
        (query ?? "").TrimStart('?').Split('&').Select(static pair => pair.Split('=', 2)).Where(static pair => pair[0].Length > 0)
            .GroupBy(static pair => pair[0], static pair => pair.Length > 1 ? pair[1] : "", StringComparer.Ordinal);
}
