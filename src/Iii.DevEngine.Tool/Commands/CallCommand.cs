using System.CommandLine;
using System.Text;
using Iii.DevEngine.Tool.Client;

namespace Iii.DevEngine.Tool.Commands;

/// <summary><c>iii-dev call</c>: one call, and its result.</summary>
internal sealed class CallCommand
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private readonly Argument<string> _function = new("function") { Description = "The function's id, such as embedding::similarity." };
    private readonly Argument<string> _payload = new("payload")
    {
        Description = "The payload as JSON; - reads standard input, @FILE a file. Default: {}.",
        DefaultValueFactory = _ => "{}",
    };

    private readonly Option<string?> _url = CommandOptions.Url();
    private readonly Option<TimeSpan?> _wait = CommandOptions.Duration("--timeout", "How long to wait for the answer, such as 500ms or 2m. Default: 30s.");
    private readonly Option<string?> _namespace = new("--namespace", "-n") { Description = "The function's namespace. Default: default." };
    private readonly Option<string?> _metadata = new("--metadata", "-m") { Description = "JSON that travels beside the payload; - and @FILE as there." };

    public Command Create(CommandGuard guard)
    {
        var command = new Command("call", "Calls a function and prints its result.") { _function, _payload, _url, _wait, _namespace, _metadata };
        command.SetAction(guard(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, ToolContext context, CancellationToken cancellationToken)
    {
        var (payload, metadata) = (line.GetValue(_payload)!, line.GetValue(_metadata));
        if (payload == "-" && metadata == "-")
        {
            throw new ToolException(ExitCodes.Usage, "bad_argument", "Both the payload and --metadata are '-'. Standard input can be read once.");
        }

        // Before a connection is made: what is wrong here needs none.
        var body = await JsonArgument.ReadAsync(payload, "The payload", context.In, cancellationToken).ConfigureAwait(false);
        var options = new CallOptions
        {
            Timeout = line.GetValue(_wait) ?? s_timeout,
            Namespace = line.GetValue(_namespace),
            Metadata = metadata is null ? default : await JsonArgument.ReadAsync(metadata, "The metadata", context.In, cancellationToken).ConfigureAwait(false),
        };
        await using var client = await EngineClient.ConnectAsync(line.GetValue(_url), cancellationToken).ConfigureAwait(false);
        try
        {
            Print(context, await client.Worker.CallRawAsync(line.GetValue(_function)!, body, options, cancellationToken).ConfigureAwait(false));
            return ExitCodes.Success;
        }
        catch (IIIInvocationException e) when (EngineClient.Failure(e).ExitCode == ExitCodes.Failed)
        {
            var trace = e.RemoteStackTrace;
            throw new ToolException(ExitCodes.Failed, e.Code, context.Output.IsJson ? e.Message : Describe(e))
            {
                More = writer =>
                {
                    if (trace is not null)
                    {
                        writer.WriteString("stacktrace", trace);
                    }
                },
            };
        }
        catch (IIIException e)
        {
            throw EngineClient.Failure(e);
        }
    }

    private static void Print(ToolContext context, ReadOnlyMemory<byte> result)
    {
        var value = EngineClient.Parse(result);
        if (context.Output.IsJson)
        {
            context.Output.WriteJson(value.WriteTo);
        }
        else
        {
            context.Output.WriteIndented(value);
        }
    }

    private static string Describe(IIIInvocationException problem)
    {
        var text = new StringBuilder($"{problem.Code}: {problem.Message}");
        if (problem.RemoteStackTrace is { Length: > 0 } trace)
        {
            text.AppendLine().Append(trace);
        }

        return text.ToString();
    }
}
