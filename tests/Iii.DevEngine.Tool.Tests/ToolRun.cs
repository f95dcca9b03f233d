using System.Text;
using System.Text.Json;
using Iii.DevEngine.Tool.Output;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>One command line of the tool, in this process.</summary>
internal sealed class ToolRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly Task<int> _run;

    private ToolRun(string[] arguments, Stream input) => _run = Task.Run(() => DevTool.RunAsync(arguments, new ToolStreams(Out, Error, input, IsTerminal: false), _interrupt.Token));

    public Lines Out { get; } = new();

    public Lines Error { get; } = new();

    /// <summary>Its exit code, once it has ended.</summary>
    public Task<int> Ended => _run.WaitAsync(TestTimeout.Default);

    /// <summary>Starts a command.</summary>
    public static ToolRun Start(params string[] arguments) => new(arguments, Stream.Null);

    /// <summary>Starts a command.</summary>
    /// <param name="input">What it reads from standard input.</param>
    public static ToolRun Start(string[] arguments, Stream input) => new(arguments, input);

    /// <summary>Starts an engine on free ports, and returns when it is ready.</summary>
    /// <returns>The command, and what it says of itself.</returns>
    public static async Task<(ToolRun Engine, JsonElement Started)> EngineAsync(params string[] arguments)
    {
        var run = Start(["run", "--json", "--port", "0", "--http-port", "0", "--stream-port", "0", "--page-port", "0", .. arguments]);
        var line = await Task.WhenAny(run.Out.NextAsync(), run._run) is Task<string> first ? await first : throw new InvalidOperationException(run.Error.All);
        return (run, JsonDocument.Parse(line).RootElement);
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments) => RunAsync(arguments, "");

    /// <summary>Runs a command to its end.</summary>
    /// <param name="input">What it reads from standard input.</param>
    public static Task<(int ExitCode, string Out, string Error)> RunAsync(string[] arguments, string input) => RunAsync(arguments, Encoding.UTF8.GetBytes(input));

    /// <inheritdoc cref="RunAsync(string[], string)"/>
    public static async Task<(int ExitCode, string Out, string Error)> RunAsync(string[] arguments, byte[] input)
    {
        await using var run = new ToolRun(arguments, new MemoryStream(input));
        return (await run.Ended, run.Out.All.TrimEnd(), run.Error.All.TrimEnd());
    }

    /// <summary>The next event of a name that it writes for scripts; what is written before is skipped.</summary>
    public async Task<JsonElement> EventAsync(string name) => JsonDocument.Parse(await Out.NextAsync($"\"event\":\"{name}\"")).RootElement;

    /// <summary>Ctrl+C.</summary>
    public void Interrupt() => _interrupt.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _interrupt.CancelAsync();
        await Ended;
        _interrupt.Dispose();
    }
}
