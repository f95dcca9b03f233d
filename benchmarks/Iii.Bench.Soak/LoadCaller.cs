namespace Iii.Bench.Soak;

/// <summary>Calls one function after the other, and looks at each answer.</summary>
internal sealed class LoadCaller(IIIWorker worker, Tally tally)
{
    private static readonly string[] s_functions = ["soak::next", "soak::next-later", "soak::next-of-text"];

    public async Task RunAsync(int first, CancellationToken stop)
    {
        for (var i = first; !stop.IsCancellationRequested; i++)
        {
            var functionId = s_functions[i % s_functions.Length];
            try
            {
                var answer = await worker.CallAsync<Counted, Counted>(functionId, new Counted(i, new string('x', i % 500)), cancellationToken: CancellationToken.None).ConfigureAwait(false);
                if (answer is { } counted && counted.Number == i + 1 && counted.Text.Length == i % 500)
                {
                    tally.Answer();
                }
                else
                {
                    tally.Lose($"{functionId} answered {answer} to {i}");
                }
            }
            catch (IIIInvocationException e) when (e.Code is IIIErrorCodes.ConnectionLost or IIIErrorCodes.InvocationStopped or IIIErrorCodes.FunctionNotFound or IIIErrorCodes.NotConnected)
            {
                tally.Tell();
            }
            catch (IIIInvocationException e)
            {
                tally.Lose($"{functionId}: {e.Message}");
            }
        }
    }
}

/// <summary>What is sent to and fro.</summary>
internal sealed record Counted(int Number, string Text);
