using System.ComponentModel;
using System.Text.Json;
using Iii.Protocol;

namespace Iii.Generated;

/// <summary>Reads and writes the envelope that the target of an observer receives. Part of the contract between generated code and this library; not for use by hand.</summary>
/// <typeparam name="TInput">The type of the call's payload.</typeparam>
/// <typeparam name="TInputCodec">The codec of the payload.</typeparam>
/// <typeparam name="TOutput">The type of the call's result.</typeparam>
/// <typeparam name="TOutputCodec">The codec of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ObservedJson<TInput, TInputCodec, TOutput, TOutputCodec> : IJsonCodec<Observed<TInput, TOutput>>
    where TInputCodec : IJsonCodec<TInput>
    where TOutputCodec : IJsonCodec<TOutput>
{
    /// <summary>The fields that every envelope has, in the order in which a missing one is reported.</summary>
    private static readonly string[] s_required = ["observer_id", "activation_id", "function_id", "invocation_id", "status", "started_at_ms", "duration_ms"];

    /// <inheritdoc/>
    public static Observed<TInput, TOutput>? Read(ref JsonInput reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw JsonErrors.Expected(ref reader, "the envelope of an observed call");
        }

        var start = reader.TokenStartIndex;
        string observerId = "", activationId = "", functionId = "", invocationId = "", status = "";
        string? space = null;
        var input = default(TInput);
        var output = default(TOutput);
        bool hasInput = false, hasOutput = false;
        ObservedError? error = null;
        Caller? caller = null;
        JsonElement? metadata = null;
        var startedAt = DateTimeOffset.UnixEpoch;
        var duration = TimeSpan.Zero;
        var seen = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            seen |= Array.IndexOf(s_required, name) is var index and >= 0 ? 1 << index : 0;
            reader.Read();
            switch (name)
            {
                case "observer_id":
                    observerId = EnvelopeText.Required(ref reader);
                    break;
                case "activation_id":
                    activationId = EnvelopeText.Required(ref reader);
                    break;
                case "function_id":
                    functionId = EnvelopeText.Required(ref reader);
                    break;
                case "namespace":
                    space = EnvelopeText.Optional(ref reader);
                    break;
                case "invocation_id":
                    invocationId = EnvelopeText.Required(ref reader);
                    break;
                case "status":
                    status = EnvelopeText.Required(ref reader);
                    break;
                case "input":
                    input = ReadPart<TInput, TInputCodec>(ref reader);
                    hasInput = true;
                    break;
                case "output":
                    output = ReadPart<TOutput, TOutputCodec>(ref reader);
                    hasOutput = true;
                    break;
                case "error":
                    error = ObservedErrorJson.Read(ref reader);
                    break;
                case "caller":
                    caller = CallerJson.Read(reader.ReadRaw());
                    break;
                case "metadata":
                    metadata = reader.TokenType is JsonTokenType.Null ? null : JsonElementJson.Read(ref reader);
                    break;
                case "started_at_ms":
                    startedAt = EnvelopeTime.ReadStart(ref reader);
                    break;
                case "duration_ms":
                    duration = EnvelopeTime.ReadDuration(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        for (var i = 0; i < s_required.Length; i++)
        {
            if ((seen & (1 << i)) == 0)
            {
                throw JsonErrors.Missing(ref reader, s_required[i], start);
            }
        }

        // The parts come before what says that they are there, which setting them sets as well.
        return new Observed<TInput, TOutput>
        {
            ObserverId = observerId,
            ActivationId = activationId,
            FunctionId = functionId,
            Namespace = space,
            InvocationId = invocationId,
            Status = StatusOf(status, error),
            Input = input!,
            HasInput = hasInput,
            Output = output,
            HasOutput = hasOutput,
            Error = error,
            Caller = caller,
            Metadata = metadata,
            StartedAt = startedAt,
            Duration = duration,
        };
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Observed<TInput, TOutput>? value)
    {
        if (value is null)
        {
            output.WriteNull();
            return;
        }

        output.BeginObject();
        output.WriteName("\"observer_id\":"u8);
        output.WriteString(value.ObserverId);
        output.WriteName("\"activation_id\":"u8);
        output.WriteString(value.ActivationId);
        output.WriteName("\"function_id\":"u8);
        output.WriteString(value.FunctionId);
        EnvelopeText.WriteOptional(output, "\"namespace\":"u8, value.Namespace);
        output.WriteName("\"invocation_id\":"u8);
        output.WriteString(value.InvocationId);
        output.WriteName("\"status\":"u8);
        output.WriteString(value.Status is InvocationStatus.Error ? "error" : "success");
        if (value.HasInput)
        {
            output.WriteName("\"input\":"u8);
            TInputCodec.Write(output, value.Input);
        }

        if (value.HasOutput)
        {
            output.WriteName("\"output\":"u8);
            TOutputCodec.Write(output, value.Output);
        }

        if (value.Error is { } error)
        {
            output.WriteName("\"error\":"u8);
            ObservedErrorJson.Write(output, error);
        }

        if (value.Caller is { } caller)
        {
            output.WriteName("\"caller\":"u8);
            CallerJson.Write(output, caller);
        }

        if (value.Metadata is { } metadata)
        {
            output.WriteName("\"metadata\":"u8);
            JsonElementJson.Write(output, metadata);
        }

        output.WriteName("\"started_at_ms\":"u8);
        EnvelopeTime.WriteStart(output, value.StartedAt);
        output.WriteName("\"duration_ms\":"u8);
        EnvelopeTime.WriteDuration(output, value.Duration);
        output.EndObject();
    }

    /// <summary>Reads a captured part. A null is the type's default: a function without a result has the output null.</summary>
    private static T? ReadPart<T, TCodec>(ref JsonInput reader)
        where TCodec : IJsonCodec<T> => reader.TokenType is JsonTokenType.Null && default(T) is not null ? default : TCodec.Read(ref reader);

    /// <summary>Gets the status; of one that this version does not know, whether there is an error decides.</summary>
    private static InvocationStatus StatusOf(string status, ObservedError? error) =>
        status is "error" || (status is not "success" && error is not null) ? InvocationStatus.Error : InvocationStatus.Success;
}
