using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>What trigger attributes tell the engine, and what functions make of what triggers send.</summary>
public sealed class TriggerTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddSingleton(new List<string>()).AddSingleton<Clock>().AddScoped<Visit>().AddScoped<Visitors>().BuildServiceProvider();
    private IIIWorker _worker = null!;
    private FakeSession _session = null!;

    public async Task InitializeAsync()
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Transport = _engine;
            options.LoggerFactory = NullLoggerFactory.Instance;
            options.Services = _services;
        });
        _worker.AddInstance(new Counter()).AddFunctions();
        _ = _worker.RunAsync();
        _session = await _engine.NextSessionAsync();

        // Calls are answered from the first moment, and the registrations are sent beside them.
        await _worker.WaitForConnectedAsync();
    }

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Theory]
    [InlineData("on::night", """cron {"expression":"0 0 3 * * MON-FRI","condition_function_id":"on::working-day"}""", """cron {"expression":"@weekly"}""")]
    [InlineData(
        "on::email",
        """durable:subscriber {"topic":"emails"}""",
        """durable:subscriber {"topic":"urgent \"emails\"","condition_function_id":"on::is-ours","queue_config":{"type":"fifo","maxRetries":5,"concurrency":4,"visibilityTimeout":60,"delaySeconds":2,"backoffType":"fixed","backoffDelayMs":500,"maxPriority":9}}""")]
    [InlineData("on::login", """subscribe {"topic":"users.login"}""")]
    [InlineData("on::state", "state {}", """state {"scope":"users"}""", """state {"scope":"users","key":"ada","condition_function_id":"on::is-ours"}""")]
    [InlineData("on::stream", """stream {"stream_name":"chat"}""", """stream {"stream_name":"chat","group_id":"lobby","item_id":"m1","condition_function_id":"on::is-ours"}""")]
    [InlineData("on::join", "stream:join {}")]
    [InlineData("on::leave", "stream:leave {}")]
    [InlineData("on::log", """log {"level":"all"}""", """log {"level":"error"}""")]
    [InlineData(
        "on::config",
        """configuration {"condition_function_id":"on::is-our-config"}""",
        """configuration {"configuration_id":"limits","event_types":["configuration:registered","configuration:deleted"],"condition_function_id":"on::is-our-config"}""")]
    [InlineData("on::trace", "trace {}", """trace {"service_name":"shop","status":"error"}""")]
    [InlineData("on::functions", "engine::functions-available {}")]
    [InlineData("on::workers", "engine::workers-available {}")]
    [InlineData("on::row", """row-change {"table":"orders","columns":["id",1.50]}""", "row-poll {}")]
    public async Task Each_attribute_registers_a_trigger_with_the_keys_that_the_engine_reads(string functionId, params string[] triggers)
    {
        var frames = await RegistrationsAsync();
        Assert.Equal(triggers, frames.Where(f => Text(f, "function_id") == functionId).Select(f => $"{Text(f, "trigger_type")} {f.GetProperty("config").GetRawText()}"));
    }

    [Fact]
    public async Task A_registration_has_an_id_of_its_own_and_nothing_that_was_not_asked_for()
    {
        var frames = (await RegistrationsAsync()).Where(f => Text(f, "function_id").StartsWith("on::", StringComparison.Ordinal)).ToArray();
        Assert.Equal(frames.Length, frames.Select(f => Guid.Parse(Text(f, "id"))).Distinct().Count());
        Assert.All(frames, f => Assert.Equal(["config", "function_id", "id", "trigger_type", "type"], f.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(
        "on::night",
        """{"actual_time":"2026-01-05T03:00:00.001234567+00:00","job_id":"j1","scheduled_time":"2026-01-05T03:00:00+00:00","trigger":"cron"}""",
        "cron j1 2026-01-05T03:00:00.0000000+00:00 2026-01-05T03:00:00.0012345+00:00")]
    [InlineData("on::email", """{"to":"ada"}""", "ada")]
    [InlineData("on::login", "\"ada\"", "ada")]
    [InlineData("on::state", """{"event_type":"state:created","key":"ada","new_value":{"to":"a"},"old_value":null,"scope":"users","type":"state"}""", "Created users ada  a")]
    [InlineData("on::state", """{"event_type":"state:updated","key":"ada","new_value":{"to":"b"},"old_value":{"to":"a"},"scope":"users","type":"state"}""", "Updated users ada a b")]
    [InlineData("on::state", """{"event_type":"state:deleted","key":"ada","new_value":null,"old_value":{"to":"b"},"scope":"users","type":"state"}""", "Deleted users ada b ")]
    [InlineData("on::state", """{"event_type":"state:expired","key":"ada","new_value":null,"old_value":null,"scope":"users","type":"state"}""", "Unknown users ada  ")]
    [InlineData("on::count", """{"event_type":"state:created","key":"n","new_value":1,"old_value":null,"scope":"counts","type":"state"}""", "Created  1")]
    [InlineData(
        "on::stream",
        """{"event":{"data":{"to":"a"},"type":"create"},"groupId":"lobby","id":"m1","streamName":"chat","timestamp":1700000000123,"type":"stream"}""",
        "Created 2023-11-14T22:13:20.1230000+00:00 chat lobby m1 a  ")]
    [InlineData("on::stream", """{"event":{"data":{"to":"a"},"type":"update"},"groupId":"g","id":"m1","streamName":"chat","timestamp":0,"type":"stream"}""", "Updated 1970-01-01T00:00:00.0000000+00:00 chat g m1 a  ")]
    [InlineData("on::stream", """{"event":{"data":{"to":"a"},"type":"delete"},"groupId":"g","id":"m1","streamName":"chat","timestamp":0,"type":"stream"}""", "Deleted 1970-01-01T00:00:00.0000000+00:00 chat g m1 a  ")]
    [InlineData(
        "on::stream",
        """{"event":{"event":{"data":[1,2],"type":"typing"},"type":"event"},"groupId":"g","id":null,"streamName":"chat","timestamp":0,"type":"stream"}""",
        "Message 1970-01-01T00:00:00.0000000+00:00 chat g   typing [1,2]")]
    [InlineData("on::leave", """{"context":null,"group_id":"g","id":null,"stream_name":"chat","subscription_id":"s1"}""", "s1 chat g ")]
    [InlineData(
        "on::log",
        """{"attributes":{"n":1},"body":"msg","instrumentation_scope_name":null,"instrumentation_scope_version":null,"observed_timestamp_unix_nano":1700000000000000001,"resource":{"service.name":"s"},"service_name":"s","severity_number":9,"severity_text":"INFO","span_id":null,"timestamp_unix_nano":1700000000000000100,"trace_id":"t"}""",
        "2023-11-14T22:13:20.0000001+00:00 9 INFO msg 1 s s t  ")]
    [InlineData(
        "on::config",
        """{"type":"configuration","event_type":"configuration:updated","id":"limits","name":"Limits","description":"What may be","schema":{"type":"object"},"old_value":null,"new_value":{"to":"b"}}""",
        """Updated limits Limits What may be {"type":"object"}  b """)]
    [InlineData("on::config", """{"type":"configuration","event_type":"configuration:renamed","id":"i","name":"n","description":"d","schema":true,"metadata":[1]}""", "None i n d True   [1]")]
    [InlineData("on::trace", """{"trace_ids":["a","b"]}""", "a b")]
    [InlineData(
        "on::functions",
        """{"event":"functions_changed","functions":[{"function_id":"a::b","namespace":"default","worker_name":"w","description":null,"metadata":{"x":1}},{"function_id":"c","namespace":"n","worker_name":"v","description":"Does"}]}""",
        """functions_changed default/w/a::b//{"x":1} n/v/c/Does/""")]
    [InlineData("on::workers", """{"event":"worker_disconnected","worker_id":"5"}""", "Disconnected 5")]
    [InlineData("on::workers", """{"event":"worker_moved","worker_id":"5"}""", "Unknown 5")]
    public async Task A_function_gets_what_its_trigger_sends(string functionId, string payload, string result)
    {
        _session.SendCall(1, functionId, payload);
        Assert.Equal(result, JsonSerializer.Deserialize<string>((await _session.NextAnswerAsync()).Answer));
    }

    [Theory]
    [InlineData("null", "true")]
    [InlineData("""{"guest":false}""", "false")]
    public async Task A_join_is_answered_in_the_engines_words(string context, string isRefused)
    {
        _session.SendCall(1, "on::join", $$"""{"context":{{context}},"group_id":"g","id":"i","stream_name":"chat","subscription_id":"s1"}""");
        Assert.Equal($$"""{"unauthorized":{{isRefused}}}""", (await _session.NextAnswerAsync()).Answer);
    }

    /// <summary>What was registered before the first call: the worker sends it in one go.</summary>
    private async Task<List<JsonElement>> RegistrationsAsync()
    {
        _session.Send(FakeSession.WorkerRegistered);
        _session.SendCall(1, "test::later", "\"x\"");
        var frames = new List<JsonElement>();
        while (true)
        {
            var frame = await _session.NextAsync();
            switch (Text(frame, "type"))
            {
                case "registertrigger":
                    frames.Add(frame);
                    break;
                case "invocationresult":
                    return frames;
            }
        }
    }

    private static string Text(JsonElement frame, string name) => frame.GetProperty(name).GetString()!;
}
