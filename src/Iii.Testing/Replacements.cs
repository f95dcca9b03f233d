using System.Runtime.InteropServices;
using System.Text.Json;
using Iii.DevEngine;
using Iii.DevEngine.Modules;
using Iii.Invocation;

namespace Iii.Testing;

/// <summary>What answers in the place of functions.</summary>
internal static class Replacements
{
    /// <summary>Fails as a worker's handler does that throws.</summary>
    public static BuiltInHandler Failing(string code, string message) => (_, _) => ValueTask.FromResult(Outcome.Failed(code, message));

    /// <summary>Never answers; ends when nobody waits any more.</summary>
    public static BuiltInHandler Hanging() => static async (_, cancellationToken) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        return Outcome.Nothing;
    };

    /// <summary>Always gives the same result.</summary>
    public static BuiltInHandler Constant(JsonElement result) => (_, _) => ValueTask.FromResult(Outcome.Of(result));

    /// <summary>Reads the payload, asks the test, writes the result. What goes wrong reaches the caller as it does from a worker.</summary>
    public static BuiltInHandler Typed<[IIIJson] TRequest, [IIIJson] TResponse>(Func<TRequest?, CancellationToken, ValueTask<TResponse?>> answer) => async (call, cancellationToken) =>
    {
        var payload = JsonMarshal.GetRawUtf8Value(call.Input).ToArray();
        TRequest? request;
        try
        {
            request = IIIJson.Deserialize<TRequest>(payload);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Failed(CallError.OfPayload(e, payload));
        }

        try
        {
            var response = await answer(request, cancellationToken).ConfigureAwait(false);
            return Outcome.Of(JsonElement.Parse(IIIJson.Serialize(response)));
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return Failed(CallError.OfHandler(e, limit: null, cancellationToken, cancellationToken));
        }
    };

    private static Outcome Failed(CallError error) => Outcome.Failed(error.Code, error.Message);
}
