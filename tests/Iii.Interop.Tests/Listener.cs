using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Iii.Interop.Tests;

/// <summary>A function of this SDK that tells what it gets.</summary>
internal sealed class Listener
{
    private readonly Channel<JsonElement> _heard = Channel.CreateUnbounded<JsonElement>();
    private int _failures;

    /// <param name="answer">The JSON of its result.</param>
    /// <param name="failures">How often it fails before.</param>
    public Listener(IIIWorker worker, string functionId, string answer = "null", int failures = 0)
    {
        _failures = failures;
        worker.RegisterRawFunction(functionId, (payload, _) =>
        {
            _heard.Writer.TryWrite(JsonDocument.Parse(payload.ToArray()).RootElement);
            return Interlocked.Decrement(ref _failures) >= 0
                ? throw new IIIException("not_yet", "Try again.")
                : ValueTask.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(answer));
        });
    }

    /// <summary>What it got next.</summary>
    public async Task<JsonElement> NextAsync()
    {
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        return await _heard.Reader.ReadAsync(timeout.Token);
    }
}
