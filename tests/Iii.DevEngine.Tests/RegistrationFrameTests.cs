using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>What workers of other generations say of themselves, and how they are refused.</summary>
public sealed class RegistrationFrameTests
{
    private static readonly string[] s_required = ["code", "namespace", "owner_worker_id"];

    [Theory]
    [InlineData("""{"runtime":"python","version":"0.25.0","name":"w","os":"Linux 6 (x86_64)","pid":1,"isolation":null,"namespace":null,"telemetry":{"language":null,"project_name":null,"framework":"iii-py"},"features":["observe.v1","local-dispatch.v1","large-messages.v1"]}""")]
    [InlineData("""{"runtime":"node","version":"0.22.1","name":"w","pid":1,"telemetry":{"language":"en","amplitude_api_key":"secret","project_name":"p","framework":"f"}}""")]
    [InlineData("""{"name":"w","pid":1,"features":null,"unknown":{"a":[1]}}""")]
    [InlineData("""{"name":"w","pid":1,"features":"observe.v1"}""")]
    [InlineData("""{"name":"w","pid":1,"description":null,"os":null,"version":null,"runtime":null}""")]
    public async Task I6_registration_of_any_generation_is_taken(string registration)
    {
        await using var engine = await TestEngine.StartAsync();
        await using var worker = await RawWorker.ConnectAsync(engine.Engine, null);
        Assert.Equal("""{"success":true}""", await worker.ResultAsync("engine::workers::register", registration));
        var info = JsonDocument.Parse((await worker.ResultAsync("engine::workers::info", """{"name":"w"}"""))!).RootElement.GetProperty("worker");
        Assert.Equal(("default", 1), (info.GetProperty("namespace").GetString(), info.GetProperty("pid").GetInt32()));
        Assert.DoesNotContain("secret", info.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registrationrejected_has_all_its_strings()
    {
        await using var engine = await TestEngine.StartAsync();
        var owner = await engine.WorkerAsync("owner", "m::f");
        var other = await engine.WorkerAsync("other");
        await other.SendAsync("""{"type":"registerfunction","id":"m::f"}""");
        AssertRejected(await other.NextAsync(), "FUNCTION_NAMESPACE_CONFLICT", "default", owner.Id, ("function_id", "m::f"));

        await using var reserved = await RawWorker.ConnectAsync(engine.Engine, "reserved", "shop");
        await reserved.SendAsync("""{"type":"registerfunction","id":"engine::f"}""");
        AssertRejected(await reserved.NextAsync(), "FUNCTION_NAMESPACE_CONFLICT", "shop", "", ("function_id", "engine::f"));

        await using var twin = await RawWorker.ConnectAsync(engine.Engine, "owner");
        AssertRejected(await twin.NextAsync(), "WORKER_NAMESPACE_CONFLICT", "default", owner.Id, ("worker_name", "owner"));
    }

    [Fact]
    public async Task N4_namespace_of_a_call_is_what_the_frame_says()
    {
        await using var engine = await TestEngine.StartAsync();
        await using var worker = await RawWorker.ConnectAsync(engine.Engine, "w", "orders");
        await worker.RegisterAsync("api::ping");

        // SDKs up to 0.23 ask for configuration in their own namespace, where it is not; an absent namespace and null are the default one.
        var expected = new (string Function, string Namespace, bool IsFound)[]
        {
            ("configuration::get", ",\"namespace\":\"orders\"", false),
            ("configuration::get", ",\"namespace\":\"default\"", true),
            ("configuration::get", ",\"namespace\":null", true),
            ("configuration::get", "", true),
            ("engine::channels::create", ",\"namespace\":\"sandbox\"", false),
            ("engine::channels::create", "", true),
            ("api::ping", "", false),
        };
        foreach (var (function, ns, isFound) in expected)
        {
            var answer = await worker.CallAsync(function, """{"id":"none"}""", ns);
            var isMissing = answer.TryGetProperty("error", out var error) && error.GetProperty("code").GetString() == "function_not_found";
            Assert.True(isFound != isMissing, $"{function}{ns}: {answer}");
        }

        var calling = worker.CallAsync("api::ping", "{}", ",\"namespace\":\"orders\"");
        Assert.Equal("invokefunction", (await calling).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(",\"metadata\":null", false)]
    [InlineData("", false)]
    [InlineData(",\"metadata\":{\"a\":1}", true)]
    public async Task E5_metadata_null_is_none(string metadata, bool isThere)
    {
        await using var engine = await TestEngine.StartAsync();
        var host = await engine.WorkerAsync("host", "m::f");
        var caller = await engine.WorkerAsync("caller");
        await caller.SendAsync($$$"""{"type":"invokefunction","function_id":"m::f","data":1{{{metadata}}},"action":{"type":"void"}}""");
        Assert.Equal(isThere, (await host.NextAsync()).TryGetProperty("metadata", out _));
    }

    private static void AssertRejected(JsonElement frame, string code, string ns, string owner, (string Name, string Value) more)
    {
        Assert.Equal("registrationrejected", frame.GetProperty("type").GetString());
        Assert.All(s_required, name => Assert.Equal(JsonValueKind.String, frame.GetProperty(name).ValueKind));
        Assert.Equal((code, ns, owner), (frame.GetProperty("code").GetString(), frame.GetProperty("namespace").GetString(), frame.GetProperty("owner_worker_id").GetString()));
        Assert.Equal(more.Value, frame.GetProperty(more.Name).GetString());
    }
}
