using System.CommandLine;
using System.Globalization;
using System.Text;
using Iii.DevEngine.Tool.Client;

namespace Iii.DevEngine.Tool.Commands;

/// <summary><c>iii-dev observe</c>: the calls of a function as they end, until Ctrl+C.</summary>
internal sealed class ObserveCommand
{
    private static readonly (string Word, Captures Part)[] s_parts =
    [
        ("input", Captures.Input), ("output", Captures.Output), ("error", Captures.Error),
        ("caller", Captures.Caller), ("metadata", Captures.Metadata), ("none", Captures.None),
    ];

    private readonly Argument<string> _function =
        new("function") { Description = "The id of the observed function, such as payments::charge." };
    private readonly Option<string?> _filter = new("--filter", "-f")
    {
        Description =
            "Only calls that match this filter, such as '{\"input.total\":{\"$gte\":500}}'; - reads standard input, @FILE a file.",
    };

    private readonly Option<string?> _on =
        new("--on") { Description = "On which outcomes: success, error, or complete for both. Default: success." };
    private readonly Option<Captures?> _capture = new("--capture")
    {
        Description =
            "Which parts of a call, separated by commas: input, output, error, caller, metadata; or none. "
            + "Default: input,output,error,caller.",
        CustomParser = result =>
        {
            if (ParseCaptures(result.Tokens[0].Value) is { } captures)
            {
                return captures;
            }

            var words = string.Join(", ", s_parts.Select(static p => p.Word));
            result.AddError($"--capture is '{result.Tokens[0].Value}'. Expected some of {words}, separated by commas.");
            return null;
        },
    };

    private readonly Option<string?> _namespace =
        new("--namespace", "-n") { Description = "The namespace of the observed function. Default: default." };
    private readonly Option<string?> _args =
        new("--args") { Description = "Arguments for the worker that has the function, as JSON; - and @FILE as there." };
    private readonly Option<long?> _maxFires = new("--max-fires") { Description = "End after so many calls." };
    private readonly Option<string?> _url = CommandOptions.Url();

    public Command Create(CommandGuard guard)
    {
        _on.AcceptOnlyFromAmong("success", "error", "complete");
        _maxFires.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && !(long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0))
            {
                result.AddError($"--max-fires is '{token.Value}'. Expected a number from 1 on.");
            }
        });
        var command = new Command(
            "observe", "Observes a function: prints each of its calls when it has ended, until Ctrl+C. Needs iii 0.25 or later.")
        {
            _function, _filter, _on, _capture, _namespace, _args, _maxFires, _url,
        };
        command.SetAction(guard(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, ToolContext context, CancellationToken cancellationToken)
    {
        var (filter, args) = (line.GetValue(_filter), line.GetValue(_args));
        if (filter == "-" && args == "-")
        {
            throw new ToolException(ExitCodes.Usage, "bad_argument", "Both --filter and --args are '-'. Standard input can be read once.");
        }

        // Before a connection is made: what is wrong here needs none.
        var source = new ObserverSource(line.GetValue(_function)!)
        {
            Namespace = line.GetValue(_namespace),
            Filter = await FilterArgument.ReadAsync(filter, context.In, cancellationToken).ConfigureAwait(false),
            Args = args is null ? null
                : Encoding.UTF8.GetString(
                    (await JsonArgument.ReadAsync(args, "--args", context.In, cancellationToken).ConfigureAwait(false)).Span),
            On = line.GetValue(_on) switch
            {
                "error" => Outcomes.Error,
                "complete" => Outcomes.Complete,
                _ => Outcomes.Success,
            },
            Capture = line.GetValue(_capture) ?? Captures.Input | Captures.Output | Captures.Error | Captures.Caller,
        };
        var observation = new LiveObserver(context.Output, source, line.GetValue(_maxFires));
        await using var client = await EngineClient.ConnectToStayAsync(line.GetValue(_url), observation.Register, cancellationToken)
            .ConfigureAwait(false);
        await observation.RunAsync(client, cancellationToken).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    private static Captures? ParseCaptures(string text)
    {
        var captures = Captures.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var at = Array.FindIndex(s_parts, p => p.Word == word);
            if (at < 0)
            {
                return null;
            }

            captures |= s_parts[at].Part;
        }

        return captures;
    }
}
