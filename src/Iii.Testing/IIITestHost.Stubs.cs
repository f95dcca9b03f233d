using System.Text;
using System.Text.Json;
using Iii.DevEngine;

namespace Iii.Testing;

public sealed partial class IIITestHost
{
    /// <summary>Answers calls of a function in its place, whether anybody has it or not.</summary>
    /// <typeparam name="TRequest">The payload's type; its reader is made at compile time.</typeparam>
    /// <typeparam name="TResponse">The result's type; its writer is made at compile time.</typeparam>
    /// <param name="functionId">The function.</param>
    /// <param name="answer">Answers; an exception reaches the caller as one of a handler does.</param>
    /// <returns>Ends the replacement when it is disposed.</returns>
    public IDisposable Stub<[IIIJson] TRequest, [IIIJson] TResponse>(string functionId, Func<TRequest?, TResponse?> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Faults.Replace(functionId, Replacements.Typed<TRequest, TResponse>((request, _) => ValueTask.FromResult(answer(request))));
    }

    /// <summary>Answers calls of a function in its place, later.</summary>
    /// <typeparam name="TRequest">The payload's type; its reader is made at compile time.</typeparam>
    /// <typeparam name="TResponse">The result's type; its writer is made at compile time.</typeparam>
    /// <param name="functionId">The function.</param>
    /// <param name="answer">Answers; an exception reaches the caller as one of a handler does. Its token ends when nobody waits any more.</param>
    /// <returns>Ends the replacement when it is disposed.</returns>
    public IDisposable StubAsync<[IIIJson] TRequest, [IIIJson] TResponse>(string functionId, Func<TRequest?, CancellationToken, ValueTask<TResponse?>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Faults.Replace(functionId, Replacements.Typed(answer));
    }

    /// <summary>Answers all calls of a function in its place with the same result.</summary>
    /// <param name="functionId">The function.</param>
    /// <param name="result">The result, as JSON text.</param>
    /// <returns>Ends the replacement when it is disposed.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public IDisposable StubJson(string functionId, string result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Faults.Replace(functionId, Replacements.Constant(CanonicalJson.Parse(Encoding.UTF8.GetBytes(result))));
    }
}
