using System.CommandLine;
using System.Text.RegularExpressions;
using Iii.DevEngine.Tool.Commands;
using Iii.DevEngine.Tool.Output;

namespace Iii.DevEngine.Tool;

/// <summary><c>iii-dev</c>: its commands, and how each ends.</summary>
internal static partial class DevTool
{
    // Ctrl+C and SIGTERM: what is under way is given up and what is kept is written; beyond this the process is ended.
    private static readonly TimeSpan s_terminationTimeout = TimeSpan.FromSeconds(10);

    // @file is a payload, not a file of further arguments.
    private static readonly ParserConfiguration s_parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line to its end.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, ToolStreams streams, CancellationToken cancellationToken)
    {
        var json = new Option<bool>("--json") { Description = "Write JSON for scripts, a value a line; errors go to standard error.", Recursive = true };
        var root = new RootCommand("Runs an iii engine for development, and looks into a running one. Production uses the real iii engine.") { json };
        root.Add(new RunCommand().Create(Guarded));
        root.Add(new CallCommand().Create(Guarded));
        root.Add(new ListCommand().Create(Guarded));
        root.Add(new ObserveCommand().Create(Guarded));
        root.Add(new WatchCommand().Create(Guarded));
        root.Add(new DoctorCommand().Create(Guarded));
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments, s_parsing);
        if (parsed.Errors.Count > 0)
        {
            var output = new ToolOutput(streams, arguments.Contains("--json"));
            var command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
            output.Tell("error", "bad_command_line", $"{Whitespace().Replace(string.Join(' ', parsed.Errors.Select(e => e.Message)), " ")} See `iii-dev {command}--help`.");
            return ExitCodes.Usage;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = streams.Out, Error = streams.Error, ProcessTerminationTimeout = s_terminationTimeout }, cancellationToken).ConfigureAwait(false);

        Func<ParseResult, CancellationToken, Task<int>> Guarded(CommandAction command) => async (line, stop) =>
        {
            var output = new ToolOutput(streams, line.GetValue(json));
            try
            {
                return await command(line, new ToolContext(output, streams.In), stop).ConfigureAwait(false);
            }
            catch (ToolException e)
            {
                output.Tell("error", e.Code, e.Message, e.More);
                return e.ExitCode;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }
        };
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}

/// <summary>What a command does with its line.</summary>
/// <returns>One of <see cref="ExitCodes"/>.</returns>
internal delegate Task<int> CommandAction(ParseResult line, ToolContext context, CancellationToken cancellationToken);

/// <summary>Gives a command what it works with, and tells of how it failed.</summary>
internal delegate Func<ParseResult, CancellationToken, Task<int>> CommandGuard(CommandAction command);

/// <summary>What a command works with beside its own options.</summary>
internal sealed record ToolContext(ToolOutput Output, Stream In);
