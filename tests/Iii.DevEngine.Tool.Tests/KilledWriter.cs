using System.Globalization;
using System.Text;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>Writes to an engine in all ways at once until it is gone.</summary>
internal sealed class KilledWriter(IIIWorker worker, Ledger ledger)
{
    private const int WritersOfAKind = 3;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        (string What, Func<int, (string Function, string Payload)> Call)[] kinds =
        [
            ("set", n => ("state::set", $$"""{"scope":"set","key":"{{n}}","value":{{n}}}""")),
            ("count", _ => ("state::update", """{"scope":"count","key":"k","ops":[{"type":"increment","path":"n","by":1}]}""")),
            ("stream", n => ("stream::set", $$"""{"stream_name":"s","group_id":"g","item_id":"{{n}}","data":{{n}}}""")),
            ("work", n => ("iii::durable::publish", $$"""{"topic":"work","data":{{n}}}""")),
            ("limbo", n => ("iii::durable::publish", $$"""{"topic":"limbo","data":{{n}}}""")),
            ("dead", n => ("engine::queue::enqueue", $$"""{"queue":"once","function_id":"kill::nobody","data":{{n}}}""")),
        ];
        return Task.WhenAll(kinds.SelectMany(k => Enumerable.Range(0, WritersOfAKind).Select(_ => WriteAsync(k.What, k.Call, cancellationToken))));
    }

    private async Task WriteAsync(string what, Func<int, (string Function, string Payload)> make, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var number = ledger.Try(what);
                var (function, payload) = make(number);
                await worker.CallRawAsync(function, Encoding.UTF8.GetBytes(payload), cancellationToken: cancellationToken);
                ledger.Answer(what, number);
            }
        }
        catch (Exception e) when (e is IIIException { Code: IIIErrorCodes.ConnectionLost or IIIErrorCodes.NotConnected } or OperationCanceledException)
        {
            // It is gone: whether the last one was done, nobody has said.
        }
    }
}
