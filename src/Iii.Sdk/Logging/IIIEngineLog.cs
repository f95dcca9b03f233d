using Iii.Modules;

namespace Iii;

/// <summary>The engine's log, which all workers share; a <see cref="LogTriggerAttribute"/> tells of what is written there.</summary>
/// <remarks>A record is sent without waiting for it. For the worker's own log see <see cref="IIIWorkerOptions.LoggerFactory"/>.</remarks>
/// <param name="client">Who calls the engine: the worker, or the <c>Client</c> of a handler's context.</param>
/// <param name="serviceName">Whose records they are; null leaves it to the engine.</param>
public sealed class IIIEngineLog(IIIClient client, string? serviceName = null)
{
    private readonly IIIClient _client = client ?? throw new ArgumentNullException(nameof(client));

    /// <summary>Writes a record of level <c>debug</c>.</summary>
    /// <inheritdoc cref="InfoAsync"/>
    public Task DebugAsync(string message, string? data = null, CancellationToken cancellationToken = default) => WriteAsync("engine::log::debug", message, data, cancellationToken);

    /// <summary>Writes a record of level <c>info</c>.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="data">More about it: a JSON object, whose properties become the record's attributes; null for nothing.</param>
    /// <param name="cancellationToken">Ends the waiting for room in the outgoing buffer.</param>
    public Task InfoAsync(string message, string? data = null, CancellationToken cancellationToken = default) => WriteAsync("engine::log::info", message, data, cancellationToken);

    /// <summary>Writes a record of level <c>warn</c>.</summary>
    /// <inheritdoc cref="InfoAsync"/>
    public Task WarnAsync(string message, string? data = null, CancellationToken cancellationToken = default) => WriteAsync("engine::log::warn", message, data, cancellationToken);

    /// <summary>Writes a record of level <c>error</c>.</summary>
    /// <inheritdoc cref="InfoAsync"/>
    public Task ErrorAsync(string message, string? data = null, CancellationToken cancellationToken = default) => WriteAsync("engine::log::error", message, data, cancellationToken);

    private Task WriteAsync(string functionId, string message, string? data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var json = Registration.JsonText.Utf8(data, nameof(data));
        return EngineModule.SendAsync(_client, functionId, (message, json, serviceName), static (output, a) =>
        {
            EngineModule.Text(output, "\"message\":"u8, a.message);
            if (a.json.Length > 0)
            {
                output.WriteName("\"data\":"u8);
                output.WriteRaw(a.json);
            }

            if (a.serviceName is not null)
            {
                EngineModule.Text(output, "\"service_name\":"u8, a.serviceName);
            }

            // The record belongs to the trace of whoever writes it.
            if (System.Diagnostics.Activity.Current is { IdFormat: System.Diagnostics.ActivityIdFormat.W3C } activity)
            {
                EngineModule.Text(output, "\"trace_id\":"u8, activity.TraceId.ToHexString());
                EngineModule.Text(output, "\"span_id\":"u8, activity.SpanId.ToHexString());
            }
        }, cancellationToken);
    }
}
