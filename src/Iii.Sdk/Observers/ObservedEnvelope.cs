using System.ComponentModel;
using System.Text.Json;
using Iii.Invocation;

namespace Iii.Generated;

/// <summary>Reads the envelope that a function is called with. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ObservedEnvelope
{
    /// <summary>Reads the call's payload as an envelope.</summary>
    /// <typeparam name="TInput">The type of the observed call's payload.</typeparam>
    /// <typeparam name="TInputCodec">The codec of the payload.</typeparam>
    /// <typeparam name="TOutput">The type of the observed call's result.</typeparam>
    /// <typeparam name="TOutputCodec">The codec of the result.</typeparam>
    /// <param name="call">The activation, or a direct call of the target.</param>
    /// <exception cref="IIIException">The payload is no envelope, or its parts do not fit the types (<see cref="IIIErrorCodes.InvalidArguments"/>).</exception>
    public static Observed<TInput, TOutput> Read<TInput, TInputCodec, TOutput, TOutputCodec>(FunctionCall call)
        where TInputCodec : IJsonCodec<TInput>
        where TOutputCodec : IJsonCodec<TOutput>
    {
        var payload = call.Payload;
        try
        {
            var reader = new JsonInput(payload, call.Client, call.MaxDepth);
            reader.Read();
            var observed = ObservedJson<TInput, TInputCodec, TOutput, TOutputCodec>.Read(ref reader) ?? throw JsonErrors.Expected(ref reader, "the envelope of an observed call");
            reader.Read();
            return observed;
        }
        catch (Exception e) when (e is JsonException || JsonErrors.IsOfToken(e))
        {
            throw Refused(PayloadProblem.Describe(e, payload));
        }
    }

    /// <summary>Passes on a part of the envelope that the target cannot do without.</summary>
    /// <typeparam name="T">The part's type.</typeparam>
    /// <param name="value">The part.</param>
    /// <param name="isPresent">Whether the envelope has it.</param>
    /// <param name="name">The part's name in the envelope.</param>
    /// <exception cref="IIIException">The part is missing or null (<see cref="IIIErrorCodes.InvalidArguments"/>).</exception>
    public static T Required<T>(T? value, bool isPresent, string name) =>
        isPresent && value is not null ? value : throw Refused($"The envelope has no '{name}', which the function needs.");

    private static IIIException Refused(string problem) => new(IIIErrorCodes.InvalidArguments, "The function is the target of an observer and takes its envelope. " + problem);
}
