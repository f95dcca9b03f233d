using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Iii.DevEngine;
using Microsoft.Extensions.DependencyInjection;

namespace Iii.Validation.Tests;

public sealed record Line([Required, StringLength(5)] string Item, [Range(1, 100)] int Quantity);

public sealed record Order(string Id, [MinLength(1)] List<Line> Lines);

/// <summary>It is checked wherever it is.</summary>
[Validate]
public sealed record Marked([Range(1, 2)] int A);

/// <summary>It is checked nowhere.</summary>
[Validate(false)]
public sealed record Unmarked([Range(1, 2)] int A);

/// <summary>What is around a marked type is not checked.</summary>
public sealed record Around([Range(1, 2)] int A, Marked? Marked = null, List<Around>? More = null);

public sealed class Stock(HashSet<string> items)
{
    public bool Has(string item) => items.Contains(item);
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InStockAttribute : ValidationAttribute
{
    public override bool RequiresValidationContext => true;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        ((Stock)validationContext!.GetService(typeof(Stock))!).Has((string)value!) ? ValidationResult.Success : new ValidationResult($"{validationContext.DisplayName} is not in stock");
}

public static class Orders
{
    [IIIFunction("orders::save"), HttpTrigger("POST", "/orders/:id"), Validate]
    public static string Save(Order order) => $"saved {order.Id}";

    [IIIFunction("orders::get"), HttpTrigger("GET", "/orders/:id"), Validate]
    public static string Get([StringLength(3)] string id, [Range(1, 50)] int limit = 10, [Validate(false), Range(1, 2)] int other = 9) => $"{id} {limit} {other}";

    [IIIFunction("orders::raw"), HttpTrigger("POST", "/raw"), Validate]
    public static string Raw(HttpRequest<Line> request) => request.Body?.Item ?? "none";

    [IIIFunction("orders::streamed"), HttpTrigger("GET", "/streamed/:count"), Validate]
    public static async Task StreamAsync([Range(1, 3)] int count, HttpStreamedResponse response)
    {
        await response.AsStream().WriteAsync(Encoding.UTF8.GetBytes(new string('x', count)));
    }

    [IIIFunction("orders::one")]
    public static int One([Validate, Range(1, 5)] int value, [Range(1, 5)] int unchecked1 = 9) => value + unchecked1;

    [IIIFunction("orders::tenant"), Validate]
    public static string Tenant([FromMetadata("tenant"), Length(2, 3)] string tenant, [FromMetadata] Dictionary<string, JsonElement>? all = null) => $"{tenant} {all?.Count}";

    [IIIFunction("orders::stock"), Validate]
    public static string Take([InStock] string item) => item;

    [IIIFunction("orders::many"), Validate]
    public static int Many(Line[] lines, Dictionary<string, Line>? named = null) => lines.Length + (named?.Count ?? 0);

    [IIIFunction("orders::marked")]
    public static int OfMarked(Marked value) => value.A;

    [IIIFunction("orders::around")]
    public static int OfAround(Around value) => value.A;

    [IIIFunction("orders::not")]
    public static int NotMarked([Validate(false)] Marked value) => value.A;

    [IIIFunction("orders::unmarked"), Validate]
    public static int OfUnmarked(Unmarked value) => value.A;
}

/// <summary>Calls over real sockets.</summary>
public sealed class ThroughTheEngineTests : IAsyncLifetime
{
    private IIIDevEngine _engine = null!;
    private IIIWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        _worker = IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
        {
            options.Name = "validation";
            options.LoggerFactory = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
            options.Services = new ServiceCollection().AddSingleton(new Stock(["tea"])).BuildServiceProvider();
        });
        _worker.AddFunctions();
        _worker.MapFunction("mapped::root", [Validate] ([Range(0.0, 1e6)] double value) => Math.Sqrt(value));
        _worker.MapFunction("mapped::line", (Line line, [Validate] Line other) => line.Quantity + other.Quantity);
        await _worker.StartAsync();
        foreach (var id in (string[])["orders::save", "orders::get", "orders::raw", "orders::streamed"])
        {
            await BoundTrigger.OfAsync(_worker, id);
        }
    }

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Theory]
    [InlineData("orders::save", """{"id":"a","lines":[{"item":"tea","quantity":1}]}""", "\"saved a\"")]
    [InlineData("orders::get", """{"id":"abc"}""", "\"abc 10 9\"")]
    [InlineData("orders::one", """{"value":5}""", "14")]
    [InlineData("orders::stock", "\"tea\"", "\"tea\"")]
    [InlineData("orders::many", """{"lines":[]}""", "0")]
    [InlineData("orders::not", """{"a":7}""", "7")]
    [InlineData("orders::unmarked", """{"a":7}""", "7")]
    [InlineData("orders::around", """{"a":7,"marked":{"a":1},"more":[{"a":9}]}""", "7")]
    [InlineData("mapped::root", "4", "2")]
    [InlineData("mapped::line", """{"line":{"item":"","quantity":1000},"other":{"item":"x","quantity":1}}""", "1001")]
    public async Task What_is_valid_gets_to_the_function(string id, string payload, string result) => Assert.Equal(result, await RawAsync(id, payload));

    [Theory]
    [InlineData("orders::save", """{"id":"a","lines":[]}""", "lines: must have at least 1 item, has 0.")]
    [InlineData("orders::save", """{"id":"a","lines":[{"item":"tea","quantity":1},{"quantity":0},{"item":"coffee","quantity":101}]}""", "lines[1].item: is required; lines[1].quantity: must be between 1 and 100, is 0; lines[2].item: must have at most 5 characters, has 6; lines[2].quantity: must be between 1 and 100, is 101.")]
    [InlineData("orders::get", """{"id":"abcd","limit":0}""", "id: must have at most 3 characters, has 4; limit: must be between 1 and 50, is 0.")]
    [InlineData("orders::one", """{"value":0}""", "value: must be between 1 and 5, is 0.")]
    [InlineData("orders::many", """{"lines":[{"item":"x","quantity":0}],"named":{"a":{"item":"x","quantity":-1}}}""", "lines[0].quantity: must be between 1 and 100, is 0; named[\"a\"].quantity: must be between 1 and 100, is -1.")]
    [InlineData("orders::stock", "\"gold\"", "item: item is not in stock.")]
    [InlineData("orders::marked", """{"a":7}""", "a: must be between 1 and 2, is 7.")]
    [InlineData("orders::around", """{"a":7,"more":[{"a":9,"marked":{"a":0}}]}""", "more[0].marked.a: must be between 1 and 2, is 0.")]
    [InlineData("mapped::root", "-1", "value: must be between 0 and 1000000, is -1.")]
    [InlineData("mapped::line", """{"line":{"item":"","quantity":1000},"other":{"item":"x","quantity":0}}""", "other.quantity: must be between 1 and 100, is 0.")]
    public async Task What_is_not_is_refused_with_every_violation(string id, string payload, string message)
    {
        var problem = await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync(id, payload));
        Assert.Equal(IIIErrorCodes.InvalidArguments, problem.Code);
        Assert.Contains("The arguments are not valid: " + message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_is_checked_too()
    {
        Assert.Equal("\"abc 1\"", await RawAsync("orders::tenant", "null", """{"tenant":"abc"}"""));
        var problem = await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync("orders::tenant", "null", """{"tenant":"a"}"""));
        Assert.Contains("metadata.tenant: must have 2 to 3 characters, has 1.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_http_it_is_400_with_each_violation()
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        using var saved = await http.PostAsJsonAsync("/orders/a", new { lines = new[] { new { item = "tea", quantity = 1 } } });
        Assert.Equal((HttpStatusCode.OK, "\"saved a\""), (saved.StatusCode, await saved.Content.ReadAsStringAsync()));
        using var refused = await http.PostAsJsonAsync("/orders/a", new { lines = new[] { new { item = "", quantity = 0 } } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("application/json", refused.Content.Headers.ContentType?.MediaType);
        using var body = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        var error = body.RootElement.GetProperty("error");
        Assert.Equal("INVALID_ARGUMENTS", error.GetProperty("code").GetString());
        Assert.Equal("The arguments are not valid: lines[0].item: is required; lines[0].quantity: must be between 1 and 100, is 0.", error.GetProperty("message").GetString());
        Assert.Equal(
            [("lines[0].item", "is required"), ("lines[0].quantity", "must be between 1 and 100, is 0")],
            error.GetProperty("violations").EnumerateArray().Select(v => (v.GetProperty("path").GetString(), v.GetProperty("message").GetString())));
        using var query = await http.GetAsync("/orders/a?limit=99");
        Assert.Equal(HttpStatusCode.BadRequest, query.StatusCode);
        Assert.Contains("limit: must be between 1 and 50, is 99", await query.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var raw = await http.PostAsJsonAsync("/raw", new { item = "x", quantity = 0 });
        Assert.Contains("body.quantity: must be", await raw.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_be_streamed_is_refused_before_it_begins()
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        Assert.Equal("xx", await http.GetStringAsync("/streamed/2"));
        using var refused = await http.GetAsync("/streamed/4");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("count: must be between 1 and 3, is 4", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> RawAsync(string id, string payload, string metadata = "") =>
        Encoding.UTF8.GetString((await _worker.CallRawAsync(id, Encoding.UTF8.GetBytes(payload), new CallOptions { Metadata = Encoding.UTF8.GetBytes(metadata) })).Span);
}
