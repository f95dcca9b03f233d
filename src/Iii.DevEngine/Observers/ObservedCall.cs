using System.Text.Json;
using Iii.DevEngine.Invocations;
using Iii.Filters;
using Iii.Generated;

namespace Iii.DevEngine.Observers;

/// <summary>
/// Represents a call of an observed function: what it was called with, and how it ended once it has. Only one thread at a time uses it.
/// </summary>
internal sealed class ObservedCall((string Namespace, string Id) function, string invocationId)
{
    private byte[]? _inputText;
    private byte[]? _outputText;
    private byte[]? _errorText;
    private byte[]? _callerText;
    private byte[]? _metadataText;

    public (string Namespace, string Id) Function => function;

    public string InvocationId => invocationId;

    /// <summary>What it was called with; null where it was not captured.</summary>
    public Payload? Input { get; init; }

    public CallerInfo? Caller { get; init; }

    /// <summary>The metadata; null when there is none.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>How many activations stand between it and a call that no observer caused.</summary>
    public int Depth { get; init; }

    public string? TraceParent { get; set; }

    public string? Baggage { get; set; }

    /// <summary>When it began, in milliseconds since 1970.</summary>
    public long StartedAtMs { get; init; }

    public double DurationMs { get; set; }

    /// <summary>The call as it is recorded; null when nobody records it.</summary>
    public RoutedInvocation? Recorded { get; init; }

    /// <summary>What it returned; null when it failed, or when it was not captured.</summary>
    public Payload? Output { get; set; }

    public bool IsError { get; set; }

    /// <summary>The error it ended with; null when it succeeded, or when it was not captured.</summary>
    public JsonElement? Error { get; set; }

    /// <summary>Gets the input without what the engine adds for workers.</summary>
    public ReadOnlySpan<byte> InputText => Input is null ? default : _inputText ??= WithoutCaller(Input);

    public ReadOnlySpan<byte> OutputText => Output is null ? default : _outputText ??= CanonicalJson.Text(Output);

    public ReadOnlySpan<byte> CallerText => Caller is null ? default : _callerText ??= Caller.ToUtf8();

    public ReadOnlySpan<byte> MetadataText => Metadata is { } metadata ? _metadataText ??= CanonicalJson.Text(metadata) : default;

    /// <summary>Gets the error as filters see it: code and message.</summary>
    public ReadOnlySpan<byte> ErrorText => Error is { } error ? _errorText ??= WithoutStack(error) : default;

    /// <summary>Gets the document that filters read: what is not read need not be there.</summary>
    public FilterDocument Document(FilterRoots roots) => new()
    {
        Input = roots.HasFlag(FilterRoots.Input) ? InputText : default,
        Output = roots.HasFlag(FilterRoots.Output) ? OutputText : default,
        Error = roots.HasFlag(FilterRoots.Error) ? ErrorText : default,
        Caller = roots.HasFlag(FilterRoots.Caller) ? CallerText : default,
        Metadata = roots.HasFlag(FilterRoots.Metadata) ? MetadataText : default,
    };

    /// <summary>Makes the call of a source of the engine, which returns the event that it is called with.</summary>
    public static ObservedCall OfEvent((string Namespace, string Id) source, JsonElement @event, TimeProvider time)
    {
        var payload = new Payload(@event);
        return new ObservedCall(source, Guid.NewGuid().ToString())
        {
            Input = payload,
            Output = payload,
            StartedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>Ends the call as its handler has ended.</summary>
    public void End(Outcome outcome, double durationMs)
    {
        DurationMs = durationMs;
        IsError = outcome.IsError;
        Error = outcome.Error;
        Output = outcome.IsError ? null : outcome.Value ?? Payload.Null;
    }

    private static byte[] WithoutCaller(Payload input)
    {
        using var output = new JsonOutput();
        CanonicalCopy.WriteWithoutCaller(input.Text, output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] WithoutStack(JsonElement error)
    {
        using var output = new JsonOutput();
        output.WriteRaw("{\"code\":"u8);
        CanonicalText.Write(output, error.Text("code") ?? "");
        output.WriteRaw(",\"message\":"u8);
        CanonicalText.Write(output, error.Text("message") ?? "");
        output.WriteRaw((byte)'}');
        return output.WrittenSpan.ToArray();
    }
}
