using System.Text.Json;
using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Modules.Streams;

/// <summary>Streams that a worker keeps itself: it has functions named <c>stream::get(name)</c> and so on.</summary>
internal sealed class CustomStreams(EngineCore core)
{
    private static readonly InputField s_old = InputField.Optional("old_value", InputKind.Any);
    private static readonly InputField s_new = InputField.Required("new_value", InputKind.Any);
    private static readonly InputShape s_set = new("StreamSetResult", s_old, s_new);
    private static readonly InputShape s_update = new("StreamUpdateResult", s_old, s_new, InputField.Optional("errors", InputKind.List));
    private static readonly InputShape s_delete = new("StreamDeleteResult", s_old);

    /// <summary>Lets the worker answer a call that only reads.</summary>
    /// <returns>Its answer as it is; null when no worker keeps this stream.</returns>
    public async ValueTask<Outcome?> TryReadAsync(string operation, BuiltInCall call, InputShape shape, CancellationToken cancellationToken) =>
        Find(operation, call) is { } function ? await InvokeAsync(function, call, shape, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Lets the worker do a call that changes something.</summary>
    /// <returns>What it says to have done, or why that can not be used; null when no worker keeps this stream.</returns>
    public async ValueTask<(JsonElement Result, Outcome? Problem)?> TryChangeAsync(string operation, BuiltInCall call, InputShape shape, CancellationToken cancellationToken)
    {
        if (Find(operation, call) is not { } function)
        {
            return null;
        }

        var outcome = await InvokeAsync(function, call, shape, cancellationToken).ConfigureAwait(false);
        var problem = outcome.IsError ? Failed(operation, $"Failed to invoke function: {outcome.ErrorDebugText}")
            : outcome.IsEmpty ? Failed(operation, "Function returned no result")
            : ShapeOf(operation).Problem(outcome.Result!.Value) is { } why
            ? Outcome.Failed("JSON_ERROR", $"Failed to convert result to value: {why}")
            : (Outcome?)null;
        return (outcome.Result ?? default, problem);
    }

    private static InputShape ShapeOf(string operation) => operation switch { "set" => s_set, "update" => s_update, _ => s_delete };

    private static Outcome Failed(string operation, string message) => Outcome.Failed($"STREAM_{operation.ToUpperInvariant()}_ERROR", $"Failed to {operation} value: {message}");

    private string? Find(string operation, BuiltInCall call)
    {
        var id = $"stream::{operation}({call.Required("stream_name")})";
        return core.Functions.ContainsKey((EngineCore.DefaultNamespace, id)) ? id : null;
    }

    // Only the fields that the function takes are passed on.
    private async ValueTask<Outcome> InvokeAsync(string function, BuiltInCall call, InputShape shape, CancellationToken cancellationToken)
    {
        var input = CanonicalJson.Copy(CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            foreach (var field in shape.Fields.Where(f => call.Input.TryGetProperty(f.Name, out _)))
            {
                writer.WriteField(field.Name, call.Input.GetProperty(field.Name));
            }

            writer.WriteEndObject();
        }));
        return await core.InvokeAsync(
            EngineCore.DefaultNamespace, function, input, traceParent: call.TraceParent, baggage: call.Baggage, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
