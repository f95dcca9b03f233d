namespace Iii.Generators.Tests;

/// <summary>Trigger attributes: what is emitted for them, and what is said of those that can not be meant.</summary>
public sealed class TriggerTests
{
    private const string Source = """
        using System.Text.Json;
        using Iii;

        namespace Shop
        {
            public static class Events
            {
                [IIIFunction("shop::night"), CronTrigger("0 0 3 * * *", ConditionFunctionId = "shop::open")]
                public static void Night(CronTick tick) { }

                [IIIFunction("shop::open")]
                public static bool IsOpen() => true;

                [IIIFunction("shop::sold"), QueueTrigger("sold", Mode = QueueMode.Fifo, MaxRetries = 0), SubscribeTrigger("sold"), HttpTrigger("POST", "/sold")]
                public static void Sold(string item) { }

                [IIIFunction("shop::changed"), StateTrigger("shop", Key = "\"prices\""), StreamTrigger("shop", GroupId = "g")]
                [StreamJoinTrigger, StreamLeaveTrigger, LogTrigger(LogTriggerLevel.Warn)]
                [ConfigurationTrigger("limits", Events = ConfigurationEvents.Updated), TraceTrigger(ServiceName = "shop"), FunctionsAvailableTrigger, WorkersAvailableTrigger]
                [Trigger("webhook", "{ \"url\": \"https://example.org/\\u00e9\" }")]
                public static void Changed(JsonElement change) { }
            }
        }
        """;

    [Fact]
    public void Functions_with_every_kind_of_trigger()
    {
        var generation = Generation.Of(Source);
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
        Snapshot.Verify(generation.Files["Functions.Shop_Events.g.cs"], "EveryKind");
    }

    [Fact]
    public void Events_have_readers_and_writers()
    {
        var generation = Generation.Of("""
            using Iii;

            public sealed record User(string Name);

            public static class C
            {
                [IIIFunction("a::cron"), CronTrigger("@daily")] public static CronTick A(CronTick tick) => tick;
                [IIIFunction("a::state"), StateTrigger] public static StateChange<User> B(StateChange<User> change) => change;
                [IIIFunction("a::count"), StateTrigger] public static StateChange<int?> C1(StateChange<int?> change) => change;
                [IIIFunction("a::any"), StateTrigger] public static StateChange<System.Text.Json.JsonElement> C2(StateChange<System.Text.Json.JsonElement> change) => change;
                [IIIFunction("a::stream"), StreamTrigger("s")] public static StreamChange<User> D(StreamChange<User> change) => change;
                [IIIFunction("a::join"), StreamJoinTrigger] public static StreamJoinResult E(StreamJoinLeaveEvent join) => new(false);
                [IIIFunction("a::log"), LogTrigger] public static LogRecord F(LogRecord log) => log;
                [IIIFunction("a::config"), ConfigurationTrigger] public static ConfigurationChange<User> G(ConfigurationChange<User> change) => change;
                [IIIFunction("a::trace"), TraceTrigger] public static TraceActivity H(TraceActivity activity) => activity;
                [IIIFunction("a::functions"), FunctionsAvailableTrigger] public static FunctionsChange I(FunctionsChange change) => change;
                [IIIFunction("a::workers"), WorkersAvailableTrigger] public static WorkersChange J(WorkersChange change) => change;
            }
            """);
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
        Snapshot.Verify(generation.Files["Json.Iii_CronTickJson.g.cs"], "CronTick");
    }

    [Theory]
    [InlineData("III030", "CronTrigger(\"0 3 * * *\")", "\"0 3 * * *\"", "Write '0 0 3 * * *'")]
    [InlineData("III030", "CronTrigger(expression: \"61 * * * * *\")", "\"61 * * * * *\"", "the second 61 is out of range")]
    [InlineData("III030", "CronTrigger(null!)", "null!", "0 of six or seven")]
    [InlineData("III031", "CronTrigger(\"0 0 0 30 2 *\")", "\"0 0 0 30 2 *\"", "no day that fits")]
    [InlineData("III032", "QueueTrigger(\" \")", "\" \"", "no topic")]
    [InlineData("III032", "SubscribeTrigger(\"\")", "\"\"", "no topic")]
    [InlineData("III032", "StateTrigger(\"\")", "\"\"", "its scope is empty")]
    [InlineData("III032", "StateTrigger(Key = \"\")", "\"\"", "its key is empty")]
    [InlineData("III032", "StreamTrigger(\"\")", "\"\"", "names no stream")]
    [InlineData("III032", "ConfigurationTrigger(\"Limits\")", "\"Limits\"", "no entry has the id 'Limits'")]
    [InlineData("III032", "ConfigurationTrigger(Events = ConfigurationEvents.None)", "ConfigurationEvents.None", "never be called")]
    [InlineData("III032", "TraceTrigger(ServiceName = \"\")", "\"\"", "service is empty")]
    [InlineData("III032", "TraceTrigger(Status = (TraceTriggerStatus)9)", "(TraceTriggerStatus)9", "no status 9")]
    [InlineData("III041", "CronTrigger(\"@daily\"), Condition(\"Nobody\")", "\"Nobody\"", "C has no such method")]
    [InlineData("III041", "CronTrigger(\"@daily\"), Condition(typeof(string), nameof(string.Trim))", "nameof(string.Trim)", "no [IIIFunction]")]
    [InlineData("III042", "LogTrigger, Condition(nameof(F))", "Condition(nameof(F))", "Remove it")]
    [InlineData("III032", "LogTrigger((LogTriggerLevel)9)", "(LogTriggerLevel)9", "no level 9")]
    [InlineData("III032", "Trigger(\"a b\")", "\"a b\"", "white space")]
    [InlineData("III033", "QueueTrigger(\"t\", MaxRetries = -1)", "-1", "'MaxRetries' of 'C.F' is -1; it must be at least 0.")]
    [InlineData("III033", "QueueTrigger(\"t\", MaxPriority = 256)", "256", "is 256; it must be from 1 to 255")]
    [InlineData("III033", "QueueTrigger(\"t\", Concurrency = 65536)", "65536", "from 0 to 65535")]
    [InlineData("III033", "QueueTrigger(\"t\", DelaySeconds = 901)", "901", "from 0 to 900")]
    [InlineData("III033", "QueueTrigger(\"t\", VisibilityTimeout = 0)", "0", "at least 1")]
    [InlineData("III033", "QueueTrigger(\"t\", Mode = (QueueMode)2)", "(QueueMode)2", "has no value 2")]
    [InlineData("III033", "QueueTrigger(\"t\", BackoffType = (QueueBackoff)(-1))", "(QueueBackoff)(-1)", "has no value -1")]
    [InlineData("III034,III034", "CronTrigger(\"@daily\"), CronTrigger(\"@daily\")", "CronTrigger(\"@daily\")", "cron '@daily' more than once")]
    [InlineData("III034,III034", "QueueTrigger(\"t\"), QueueTrigger(\"t\", MaxRetries = 2)", "QueueTrigger(\"t\")", "queue 't' more than once")]
    [InlineData("III034,III034", "Trigger(\"x\", \"[1, 2]\"), Trigger(\"x\", \"[1,2]\")", "Trigger(\"x\", \"[1, 2]\")", "x [1,2] more than once")]
    [InlineData("III035", "Trigger(\"x\", \"{ url: 1 }\")", "\"{ url: 1 }\"", "double quotes, and found 'u' at line 1, character 3")]
    [InlineData("III036", "CronTrigger(\"@daily\", ConditionFunctionId = \"other::f\")", "\"other::f\"", "'other::f'")]
    [InlineData("III036", "HttpTrigger(\"GET\", \"/\", ConditionFunctionId = \"other::f\")", "\"other::f\"", "'other::f'")]
    [InlineData("III037", "Trigger(\"queue\", \"{}\")", "Trigger(\"queue\", \"{}\")", "[QueueTrigger]")]
    [InlineData("III033,III037", "Trigger(\"durable:subscriber\", \"{\\\"topic\\\":\\\"t\\\",\\\"queue_config\\\":{\\\"max_retries\\\":1}}\")", null, "'max_retries' of 'C.F' is not known. Use one of type, maxRetries,")]
    [InlineData("III033,III037", "Trigger(\"durable:subscriber\", \"{\\\"queue_config\\\":{\\\"maxPriority\\\":300,\\\"type\\\":\\\"fifo\\\"}}\")", null, "is 300; it must be from 1 to 255")]
    [InlineData("III033,III037", "Trigger(\"durable:subscriber\", \"{\\\"queue_config\\\":{\\\"type\\\":\\\"lifo\\\"}}\")", null, "is \"lifo\"; it must be one of \"concurrent\", \"fifo\"")]
    public void A_mistake_is_reported_where_it_stands(string ids, string attribute, string? at, string reason)
    {
        var generation = Generation.Of($"using Iii; public static class C {{ [IIIFunction(\"a::b\"), {attribute}] public static int F() => 1; }}");
        Assert.Equal(ids.Split(','), generation.Ids);
        var first = generation.Diagnostics.OrderBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).First();
        Assert.Contains(reason, first.GetMessage(null), StringComparison.Ordinal);
        if (at is not null)
        {
            Assert.Equal(at, Generation.TextAt(first));
        }
    }

    [Theory]
    [InlineData("CronTrigger(\"@daily\")", "int day", "day")]
    [InlineData("CronTrigger(\"@daily\")", "System.DateTimeOffset scheduledTime", "scheduledTime")]
    [InlineData("StateTrigger", "string key, string value", "value")]
    [InlineData("StreamTrigger(\"s\")", "string stream_name", "stream_name")]
    [InlineData("LogTrigger", "string message", "message")]
    [InlineData("StreamLeaveTrigger", "string user", "user")]
    public void A_parameter_that_a_trigger_does_not_send_is_reported(string attribute, string parameters, string name)
    {
        var generation = Generation.Of($"using Iii; public static class C {{ [IIIFunction(\"a::b\"), {attribute}] public static void F({parameters}) {{ }} }}");
        Assert.Equal(["III039"], generation.Ids);
        Assert.Equal(name, Generation.TextAt(generation.Diagnostics[0]));
    }

    [Theory]
    [InlineData("CronTrigger(\"@daily\")", "[FromPayload(\"scheduled_time\")] System.DateTimeOffset at, int day = 1")]
    [InlineData("CronTrigger(\"@daily\")", "System.Threading.CancellationToken stop, IIIContext context")]
    [InlineData("StreamTrigger(\"s\")", "string streamName, [FromPayload(\"id\")] string? item")]
    [InlineData("QueueTrigger(\"t\"), SubscribeTrigger(\"t\"), Trigger(\"x\")", "string anything")]
    [InlineData("CronTrigger(\"0 0 1 * * *\"), CronTrigger(\"0 0 2 * * *\"), StateTrigger(\"a\"), StateTrigger(\"b\"), LogTrigger(LogTriggerLevel.Info), LogTrigger(LogTriggerLevel.Warn)", "System.Text.Json.JsonElement anything")]
    public void What_is_right_is_not_reported(string attribute, string parameters)
    {
        var generation = Generation.Of($"using Iii; public static class C {{ [IIIFunction(\"a::b\"), {attribute}] public static void F({parameters}) {{ }} }}");
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
    }

    [Theory]
    [InlineData("int", "Take StateChange<int?>.")]
    [InlineData("System.Guid", "Take StateChange<Guid?>.")]
    public void A_state_change_needs_a_type_that_can_be_null(string type, string advice)
    {
        var generation = Generation.Of($"using Iii; public static class C {{ [IIIFunction(\"a::b\"), StateTrigger] public static void F(StateChange<{type}> change) {{ }} }}");
        Assert.Equal(["III040"], generation.Ids);
        Assert.Contains(advice, generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("change", Generation.TextAt(generation.Diagnostics[0]));
    }

    [Theory]
    [InlineData("CronTrigger")]
    [InlineData("CronTrigger(5)")]
    [InlineData("QueueTrigger(\"t\", MaxRetries = \"x\")")]
    [InlineData("QueueTrigger(\"t\", Nothing = 1)")]
    [InlineData("StateTrigger(new[] { \"a\" })")]
    [InlineData("Trigger(")]
    [InlineData("LogTrigger(Missing)")]
    [InlineData("HttpTrigger(\"GET\")")]
    public void Of_arguments_that_the_compiler_refuses_nothing_more_is_said(string attribute)
    {
        var generation = Generation.Of($"using Iii; public static class C {{ [IIIFunction(\"a::b\"), {attribute}] public static int F() => 1; }}");
        Assert.DoesNotContain(generation.Ids, id => string.CompareOrdinal(id, "III030") >= 0 && string.CompareOrdinal(id, "III050") < 0);
    }

    [Fact]
    public void An_http_trigger_without_its_own_attribute_is_served_as_http()
    {
        var generation = Generation.Of("using Iii; public static class C { [IIIFunction(\"a::b\"), Trigger(\"http\", \"{\\\"api_path\\\":\\\"/x\\\"}\")] public static int F(int x) => x; }");
        Assert.Equal(["III037"], generation.Ids);
        Assert.Contains("s_http", generation.Files["Functions.C.g.cs"], StringComparison.Ordinal);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void The_line_ends_of_a_configuration_change_nothing()
    {
        const string lines = "using Iii; public static class C { [IIIFunction(\"a::b\"), Trigger(\"x\", \"\"\"\n  {\n    \"a\": 1\n  }\n  \"\"\")] public static int F() => 1; }";
        Assert.Equal(Generation.Of(lines).Files, Generation.Of(lines.ReplaceLineEndings("\r\n")).Files);
    }
}
