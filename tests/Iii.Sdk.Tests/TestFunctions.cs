using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Iii.Tests;

public sealed record AddRequest(double A, double B);

[Flags]
public enum SearchKind
{
    None = -1,
    Name = 1,
    Text = 2,
}

public sealed record SearchRequest(SearchKind Kind, bool? Deep);

public sealed record Line(string Item, int Qty);

public sealed record Order(string Id, List<Line> Lines);

/// <summary>What the tests call, written as a user would.</summary>
public static class TestFunctions
{
    [IIIFunction("test::add")]
    public static double Add(AddRequest request) => request.A + request.B;

    [IIIFunction("test::greet"), HttpTrigger("GET", "/greet/:name")]
    public static string Greet(string name, bool loud = false) => loud ? $"HELLO {name}" : $"Hello {name}";

    [IIIFunction("test::count")]
    public static int Count(Order order) => order.Lines.Sum(l => l.Qty);

    [IIIFunction("test::later")]
    public static async Task<string> LaterAsync(string text)
    {
        await Task.Yield();
        return text;
    }

    [IIIFunction("test::fail")]
    public static void Fail(string? code = null) =>
        throw (code is null ? new InvalidOperationException("it broke") : new IIIException(code, "as agreed"));

    [IIIFunction("test::squares"), HttpTrigger("GET", "/squares/:count")]
    public static async IAsyncEnumerable<int> SquaresAsync(int count, ILogger logger, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logger);
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return i == 5 ? throw new IIIException("too_many", "five is enough") : i * i;
        }
    }

    [IIIFunction("test::raw"), HttpTrigger("POST", "/raw")]
    public static HttpResponse<ReadOnlyMemory<byte>> Raw(HttpRequest<ReadOnlyMemory<byte>> request) => HttpResponse.Ok(request.Body);

    [IIIFunction("test::slice")]
    public static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> first, int second = 0) => second == 0 ? first : default;

    [IIIFunction("test::value-task")]
    public static async ValueTask<int> HalfAsync(int number, bool wait = false)
    {
        if (wait)
        {
            await Task.Yield();
        }

        return number / 2;
    }

    [IIIFunction("test::empty-value-task")]
    public static ValueTask NothingAsync(int number) => number > 0 ? ValueTask.CompletedTask : throw new IIIException("too_small", "not positive");

    [IIIFunction("test::nan")]
    public static double NotANumber() => double.NaN;

    [IIIFunction("test::context")]
    public static string? Caller(IIIContext context) => context.CallerWorkerId;

    [IIIFunction("test::forever")]
    public static Task ForeverAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

    [IIIFunction("test::limited", MaxConcurrentCalls = 1, TimeLimitMs = 1)]
    public static Task LimitedAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

    [IIIFunction("test::update"), HttpTrigger("PUT", "/orders/:id")]
    public static HttpResponse<string> Update(HttpRequest<Order> request) =>
        HttpResponse.Created($"/orders/{request.PathParams["id"]}", $"{request.Body?.Lines.Count}");

    [IIIFunction("test::tags"), HttpTrigger("POST", "/tags")]
    public static int Tags(string? name, string[] tags, int? extra = 5) => tags.Length + (name is null ? 10 : 0) + (extra ?? 100);

    [IIIFunction("test::search"), HttpTrigger("GET", "/search/:kind")]
    public static string Search(SearchKind kind, bool deep, int? limit = null, SearchKind? other = null) => $"{kind} {deep} {limit} {other}";

    [IIIFunction("test::find"), HttpTrigger("GET", "/find")]
    public static string Find(SearchRequest request) => $"{request.Kind} {request.Deep}";

    [IIIFunction("test::patch"), HttpTrigger("PATCH", "/lines/:item")]
    public static Line Patch(Line line) => line;

    [IIIFunction("test::sum")]
    public static (double Sum, int Count) Sum(string unit, params double[] values) => (unit == "cm" ? values.Sum() : -1, values.Length);

    [IIIFunction("test::tuple"), HttpTrigger("GET", "/tuple")]
    public static async Task<(string? First, List<Line> Others)> TupleAsync()
    {
        await Task.Yield();
        return (null, [new("a", 1)]);
    }

    [IIIFunction("test::metadata")]
    public static string Metadata([FromMetadata("tenant")] string tenant, int value, [FromMetadata("retries")] int retries = 3, [FromMetadata] Dictionary<string, JsonElement>? all = null, [FromMetadata("line")] Line? line = null) =>
        $"{tenant} {value} {retries} {all?.Count} {line?.Item}";

    [IIIFunction("test::metadata-only")]
    public static int MetadataOnly([FromMetadata] Line? line) => line?.Qty ?? -1;

    [IIIFunction("test::nothing"), HttpTrigger("DELETE", "/orders/:id")]
    public static void Delete(string id) => ArgumentException.ThrowIfNullOrEmpty(id);
}

public sealed class Counter
{
    private int _count;

    [IIIFunction("test::next")]
    public int Next() => ++_count;
}
