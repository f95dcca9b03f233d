using System.CommandLine;
using System.Text;
using System.Text.Json;
using Iii.DevEngine.Tool.Client;

namespace Iii.DevEngine.Tool.Commands;

/// <summary><c>iii-dev call</c>: one call, and its result.</summary>
internal static class CallCommand
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private static readonly Argument<string> s_function = new("function") { Description = "The function's id, such as embedding::similarity." };
    private static readonly Argument<string> s_payload = new("payload")
    {
        Description = "The payload as JSON; - reads standard input, @FILE a file. Default: {}.",
        DefaultValueFactory = _ => "{}",
    };

    private static readonly Option<string?> s_url = CommandOptions.Url();
    private static readonly Option<TimeSpan?> s_wait = CommandOptions.Duration("--timeout", "How long to wait for the answer, such as 500ms or 2m. Default: 30s.");
    private static readonly Option<string?> s_namespace = new("--namespace", "-n") { Description = "The function's namespace. Default: default." };
    private static readonly Option<string?> s_metadata = new("--metadata", "-m") { Description = "JSON that travels beside the payload; - and @FILE as there." };

    public static Command Create(Func<Func<ParseResult, ToolContext, CancellationToken, Task<int>>, Func<ParseResult, CancellationToken, Task<int>>> guarded)
    {
        var command = new Command("call", "Calls a function and prints its result.") { s_function, s_payload, s_url, s_wait, s_namespace, s_metadata };
        command.SetAction(guarded(RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, ToolContext context, CancellationToken cancellationToken)
    {
        var (payload, metadata) = (line.GetValue(s_payload)!, line.GetValue(s_metadata));
        if (payload == "-" && metadata == "-")
        {
            throw new ToolException(ExitCodes.Usage, "bad_argument", "Both the payload and --metadata are '-'. Standard input can be read once.");
        }

        // Before a connection is made: what is wrong here needs none.
        var body = await JsonArgument.ReadAsync(payload, "The payload", context.In, cancellationToken).ConfigureAwait(false);
        var options = new CallOptions
        {
            Timeout = line.GetValue(s_wait) ?? s_timeout,
            Namespace = line.GetValue(s_namespace),
            Metadata = metadata is null ? default : await JsonArgument.ReadAsync(metadata, "The metadata", context.In, cancellationToken).ConfigureAwait(false),
        };
        await using var client = await EngineClient.ConnectAsync(line.GetValue(s_url), cancellationToken).ConfigureAwait(false);
        try
        {
            Print(context, await client.Worker.CallRawAsync(line.GetValue(s_function)!, body, options, cancellationToken).ConfigureAwait(false));
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
        using var document = JsonDocument.Parse(result.IsEmpty ? "null"u8.ToArray() : result);
        if (context.Output.IsJson)
        {
            context.Output.WriteJson(document.RootElement.WriteTo);
        }
        else
        {
            context.Output.WriteIndented(document.RootElement);
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
