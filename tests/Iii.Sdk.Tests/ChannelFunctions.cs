using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;

namespace Iii.Tests;

/// <summary>A payload with ends of channels in it.</summary>
public sealed record MergeRequest(List<IIIChannelReader> Inputs, IIIChannelWriter Output, string Separator = "|");

/// <summary>Functions that stream, written as a user would.</summary>
public static class ChannelFunctions
{
    /// <summary>Completes when a function that fails late may fail.</summary>
    public static TaskCompletionSource Failing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [IIIFunction("channel::copy")]
    public static async Task<int> CopyAsync(IIIChannelReader input, IIIChannelWriter output, CancellationToken cancellationToken)
    {
        await using (output)
        {
            var count = 0;
            await foreach (var item in input.ReadItemsAsync(cancellationToken))
            {
                count++;
                if (item.Text is { } text)
                {
                    await output.WriteMessageAsync(text, cancellationToken);
                }
                else
                {
                    await output.WriteAsync(item.Bytes, cancellationToken);
                }
            }

            return count;
        }
    }

    [IIIFunction("channel::merge")]
    public static async Task MergeAsync(MergeRequest request, CancellationToken cancellationToken)
    {
        await using var output = request.Output;
        foreach (var input in request.Inputs)
        {
            await output.WriteAsync(await input.ReadAllAsync(cancellationToken: cancellationToken), cancellationToken);
            await output.WriteMessageAsync(request.Separator, cancellationToken);
        }
    }

    [IIIFunction("channel::open")]
    public static async Task<IIIChannelReader> OpenAsync(int count, IIIClient client)
    {
        var channel = await client.CreateChannelAsync();
        await using var writer = channel.Writer;
        for (var i = 0; i < count; i++)
        {
            await writer.WriteJsonAsync(new Line("line", i));
        }

        return channel.Reader;
    }

    /// <summary>Passes the end on without using it.</summary>
    [IIIFunction("channel::forward")]
    public static Task<int> ForwardAsync(IIIChannelRef input, IIIChannelRef? output, IIIClient client) =>
        client.CallAsync<Dictionary<string, IIIChannelRef?>, int>("channel::copy", new() { ["input"] = input, ["output"] = output });

    [IIIFunction("channel::maybe")]
    public static bool Maybe(IIIChannelReader? input = null) => input is not null;

    [IIIFunction("http::echo"), HttpTrigger("POST", "/echo/:name")]
    public static async Task EchoAsync(string name, HttpRequestBody body, HttpStreamedResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = 202;
        response.Headers["Content-Type"] = body.ContentType;
        response.Headers["x-name"] = name;
        await body.AsStream().CopyToAsync(response.AsStream(), cancellationToken);
    }

    [IIIFunction("http::length"), HttpTrigger("POST", "/length")]
    public static async Task<string> LengthAsync(HttpRequestBody body, CancellationToken cancellationToken) =>
        $"{body.ContentLength} {(await body.ReadTextAsync(cancellationToken: cancellationToken)).Length}";

    [IIIFunction("http::line"), HttpTrigger("POST", "/line")]
    public static async Task<string?> LineAsync(HttpRequestBody body) => (await body.ReadJsonAsync<Line>())?.Item;

    [IIIFunction("http::ignores-body"), HttpTrigger("POST", "/ignores-body")]
    public static string Ignore(HttpRequestBody body) => body.ContentType ?? "none";

    [IIIFunction("http::events"), HttpTrigger("GET", "/events/:count")]
    public static Task EventsAsync(int count, HttpStreamedResponse response, CancellationToken cancellationToken)
    {
        return response.WriteEventsAsync(TicksAsync(), cancellationToken);

        async IAsyncEnumerable<SseItem<string>> TicksAsync()
        {
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                yield return new SseItem<string>($"tick\n{i}", "tick") { EventId = $"{i}" };
            }
        }
    }

    [IIIFunction("http::json-events"), HttpTrigger("GET", "/json-events")]
    public static async Task JsonEventsAsync(HttpStreamedResponse response)
    {
        await response.WriteJsonEventsAsync(LinesAsync());

        static async IAsyncEnumerable<SseItem<Line>> LinesAsync()
        {
            await Task.Yield();
            yield return new SseItem<Line>(new Line("a", 1));
            yield return new SseItem<Line>(new Line("b", 2));
        }
    }

    [IIIFunction("http::nothing"), HttpTrigger("GET", "/nothing")]
    public static void Nothing(HttpStreamedResponse response) => response.StatusCode = 204;

    [IIIFunction("http::fails"), HttpTrigger("GET", "/fails/:when")]
    public static async Task FailsAsync(string when, HttpStreamedResponse response)
    {
        if (when == "late")
        {
            await response.WriteAsync("begun"u8.ToArray());
            await Failing.Task;
        }

        throw new IIIException("as_agreed", "as agreed");
    }

    [IIIFunction("http::cookies"), HttpTrigger("GET", "/cookies")]
    public static HttpResponse<string> Cookies() => HttpResponse.Ok("x").WithHeader("set-cookie", "a=1").WithHeader("set-cookie", "b=2") with { StatusCode = 201 };

    [IIIFunction("http::late-status"), HttpTrigger("GET", "/late-status")]
    public static async Task LateStatusAsync(HttpStreamedResponse response)
    {
        await response.StartAsync();
        var problem = Record(() => response.StatusCode = 500) + Record(() => response.Headers["x-a"] = "1");
        await response.WriteAsync(Encoding.UTF8.GetBytes(problem));
    }

    private static string Record(Action action, [CallerArgumentExpression(nameof(action))] string? text = null)
    {
        try
        {
            action();
            return $"{text} passed;";
        }
        catch (InvalidOperationException)
        {
            return "too late;";
        }
    }
}
