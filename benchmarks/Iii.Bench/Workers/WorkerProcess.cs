using System.Diagnostics;

namespace Iii.Bench.Workers;

/// <summary>A running worker. Ends with this object, whatever happens.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int LinesKept = 20;

    private readonly Queue<string> _lastLines = new();

    public WorkerProcess(WorkerKind kind, Uri engine)
    {
        var start = new ProcessStartInfo(kind.Program, kind.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["III_URL"] = engine.ToString();
        start.Environment["OTEL_ENABLED"] = "false";
        Process = Process.Start(start)!;
        Process.OutputDataReceived += (_, e) => Keep(e.Data);
        Process.ErrorDataReceived += (_, e) => Keep(e.Data);
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    public Process Process { get; }

    /// <summary>What the worker said last, for the message of a failure.</summary>
    public string LastWords
    {
        get
        {
            lock (_lastLines)
            {
                return string.Join('\n', _lastLines);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        await Process.WaitForExitAsync().ConfigureAwait(false);
        Process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_lastLines)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > LinesKept)
                {
                    _lastLines.Dequeue();
                }
            }
        }
    }
}
