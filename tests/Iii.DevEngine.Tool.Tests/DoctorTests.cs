using System.Text.Json;
using Iii.DevEngine.Tool.Doctor;

namespace Iii.DevEngine.Tool.Tests;

/// <summary><c>iii-dev doctor</c>.</summary>
public sealed class DoctorTests
{
    private const string Cron = """{"expression":"0 0 3 * * *"}""";

    [Fact]
    public async Task Doctor_triggersThatMeanSomethingElse_areFoundWithWhatToDo()
    {
        await using var shop = await ObservedShop.StartAsync(worker =>
        {
            Register(worker, "live::join", "stream:join", """{"stream_name":"live"}""",
                response: """{"type":"object","properties":{"unauthorized":{"type":"boolean"}}}""");
            Register(worker, "live::greet", "stream:join", """{"stream_name":"live"}""", response: """{"type":"null"}""");
            Register(worker, "jobs::old", "cron", Cron,
                request: """{"$ref":"#/$defs/Tick","$defs":{"Tick":{"type":"object","properties":{"job_id":{"type":"string"}},"required":["job_id","scheduled_time"]}}}""");
            Register(worker, "jobs::new", "cron", Cron,
                request: """{"type":"object","properties":{"job_id":{"type":"string"}},"required":["scheduled_time"]}""");
            Register(worker, "orders::list", "http",
                """{"api_path":"/orders","http_method":"GET","condition_function_id":"orders::may"}""");
            Register(worker, "orders::get", "http", """{"api_path":"/orders/:id","http_method":"GET"}""");
        }, "--generation", "0.25");
        var (exitCode, output, error) = await ToolRun.RunAsync("doctor", "--json", "--url", shop.Url);
        Assert.Equal((ExitCodes.Failed, ""), (exitCode, error));
        var told = JsonDocument.Parse(output).RootElement;
        Assert.Equal((6, 0), (told.GetProperty("triggers").GetInt32(), told.GetProperty("observers").GetInt32()));
        Assert.Contains("observe.v1", told.GetProperty("features").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal(
            [("error", "cron_payload", "jobs::old"), ("error", "join_result", "live::join"), ("note", "condition", "orders::list")],
            told.GetProperty("findings").EnumerateArray().Select(f => (Text(f, "severity"), Text(f, "code"), Text(f, "function_id"))));
        Assert.All(told.GetProperty("findings").EnumerateArray(), f => Assert.Equal("shop", Text(f, "worker_name")));

        var (_, people, _) = await ToolRun.RunAsync("doctor", "--url", shop.Url);
        Assert.Contains("error cron trigger of jobs::old (worker shop)", people, StringComparison.Ordinal);
        Assert.Contains("To do: Authorize subscribers in the stream server's authentication function", people, StringComparison.Ordinal);
        Assert.Contains("requires 'job_id', which a tick", people, StringComparison.Ordinal);
        Assert.Contains("note  http trigger of orders::list", people, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_onlyNotes_endsWithSuccess()
    {
        await using var shop = await ObservedShop.StartAsync(worker =>
            Register(worker, "orders::list", "http",
                """{"api_path":"/orders","http_method":"GET","condition_function_id":"orders::may"}"""));
        Assert.Equal(ExitCodes.Success, (await ToolRun.RunAsync("doctor", "--url", shop.Url)).ExitCode);
    }

    [Fact]
    public async Task Doctor_nothingIsWrong_saysSo()
    {
        await using var shop = await ObservedShop.StartAsync(worker => Register(worker, "jobs::new", "cron", Cron));
        await using var observer = await shop.ObserveAsync();
        var (exitCode, output, error) = await ToolRun.RunAsync("doctor", "--url", shop.Url);
        Assert.Equal((ExitCodes.Success, ""), (exitCode, error));
        Assert.Contains("1 triggers, 1 observers", output, StringComparison.Ordinal);
        Assert.Contains("Nothing was found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_engineWithoutAListOfObservers_saysSo()
    {
        await using var shop = await ObservedShop.StartAsync(ObservedShop.HideList);
        var (exitCode, output, error) = await ToolRun.RunAsync("doctor", "--json", "--url", shop.Url);
        Assert.Equal(ExitCodes.Success, exitCode);
        Assert.Contains("observers_not_listed", error, StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(output).RootElement.TryGetProperty("observers", out _));
    }

    [Fact]
    public async Task Doctor_observerIsInError_isFoundWithItsReason()
    {
        await using var shop = await ObservedShop.StartAsync();

        // It waits for a function that does not fit when it comes.
        var observer = shop.Worker.Observe(new ObserverSource("late::one") { Args = """{"site":"north"}""" }, "shop::seen");
        await using var late = ShopEngine.Worker(shop.Url, "late");
        late.RegisterRawFunction("late::one", (payload, _) => ValueTask.FromResult(payload));
        await late.StartAsync();
        await Assert.ThrowsAsync<IIIObserverException>(() => observer.ReadyAsync().WaitAsync(TestTimeout.Default));
        var (exitCode, output, _) = await ToolRun.RunAsync("doctor", "--json", "--url", shop.Url);
        var finding = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal((ExitCodes.Failed, "observer_error", "shop::seen", observer.Id),
            (exitCode, Text(finding, "code"), Text(finding, "function_id"), Text(finding, "id")));
        Assert.StartsWith("INVALID_ARGS: ", Text(finding, "message"), StringComparison.Ordinal);
        Assert.Contains("args_format of 'late::one'", Text(finding, "advice"), StringComparison.Ordinal);
    }

    // The embedded engine provides no such trigger; production engines do.
    [Fact]
    public void TriggerChecks_traceTrigger_isRefusedThere()
    {
        var row = JsonDocument.Parse(
            """{"id":"t-1","trigger_type":"trace","function_id":"audit::traces","worker_name":"shop","config":{}}""").RootElement;
        var finding = Assert.Single(TriggerChecks.Check(row, function: null));
        Assert.Equal((FindingSeverity.Error, "trace_trigger", "trace trigger of audit::traces (worker shop)", "t-1"),
            (finding.Severity, finding.Code, finding.Subject, finding.Id));
        Assert.Contains("'observability::on-span'", finding.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"properties":{"a":{}}}""", true, false)]
    [InlineData("""{"required":["a"]}""", false, true)]
    [InlineData("""{"anyOf":[{"type":"null"},{"$ref":"#/definitions/T"}],"definitions":{"T":{"properties":{"a":{}},"required":["a"]}}}""",
        true, true)]
    [InlineData("""{"properties":{"b":{"properties":{"a":{}},"required":["a"]}}}""", false, false)]
    [InlineData("""{"$ref":"#"}""", false, false)]
    [InlineData("""{"$ref":"#/nowhere/else"}""", false, false)]
    public void FunctionSchema_property_isFoundWhereTheObjectHasIt(string schema, bool isNamed, bool isRequired)
    {
        var json = JsonDocument.Parse(schema).RootElement;
        Assert.Equal((isNamed, isRequired), (FunctionSchema.Names(json, "a"), FunctionSchema.Requires(json, "a")));
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static void Register(IIIWorker worker, string functionId, string type, string config, string? request = null,
        string? response = null)
    {
        worker.RegisterRawFunction(functionId, (payload, _) =>
            ValueTask.FromResult(payload), new FunctionOptions { RequestSchema = request, ResponseSchema = response });
        worker.RegisterTrigger(type, functionId, config);
    }
}
