using Iii.Observers.Triggers;

namespace Iii.Tests.Observers;

/// <summary>The table of triggers and the observers that stand in their place on engines without triggers.</summary>
public sealed class TriggerTranslatorTests
{
    [Theory]
    [InlineData("http", """{"api_path":"/orders/:id","http_method":"PUT"}""", "http::on-request", """{"method":"PUT","path":"/orders/:id"}""", null)]
    [InlineData("http", """{"api_path":"/a","http_method":"GET","middleware_function_ids":["auth::check"]}""", "http::on-request",
        """{"method":"GET","path":"/a","middleware_function_ids":["auth::check"]}""", null)]
    [InlineData("cron", """{"expression":"0 0 3 * * *"}""", "cron::on-tick", """{"expression":"0 0 3 * * *"}""", null)]
    [InlineData("durable:subscriber", """{"topic":"emails"}""", "queue::on-message", """{"topic":"emails"}""", null)]
    [InlineData("durable:subscriber", """{"topic":"emails","queue_config":{"maxRetries":5,"backoffDelayMs":200,"type":"fifo"}}""", "queue::on-message",
        """{"topic":"emails","max_retries":5,"backoff_ms":200,"queue_config":{"maxRetries":5,"backoffDelayMs":200,"type":"fifo"}}""", null)]
    [InlineData("state", "{}", "state::on-changed", null, null)]
    [InlineData("state", """{"scope":"users","key":"ada"}""", "state::on-changed", null, """{"input.scope":{"$eq":"users"},"input.key":{"$eq":"ada"}}""")]
    [InlineData("stream", """{"stream_name":"chat","group_id":"lobby","item_id":"1"}""", "stream::on-changed", null,
        """{"input.stream_name":{"$eq":"chat"},"input.group_id":{"$eq":"lobby"},"input.id":{"$eq":"1"}}""")]
    [InlineData("stream", """{"stream_name":"chat","group_id":""}""", "stream::on-changed", null, """{"input.stream_name":{"$eq":"chat"}}""")]
    [InlineData("stream:join", "{}", "stream::on-join", null, null)]
    [InlineData("stream:leave", """{"stream_name":"chat"}""", "stream::on-leave", null, """{"input.stream_name":{"$eq":"chat"}}""")]
    [InlineData("subscribe", """{"topic":"users.login"}""", "publish", null, """{"input.topic":{"$eq":"users.login"}}""")]
    [InlineData("log", """{"level":"all"}""", "observability::on-log", null, null)]
    [InlineData("log", """{"level":"error"}""", "observability::on-log", null, """{"input.level":{"$in":["error","ERROR"]}}""")]
    [InlineData("configuration", "{}", "configuration::on-updated", null, null)]
    [InlineData("configuration", """{"configuration_id":"limits","event_types":["configuration:updated"]}""", "configuration::on-updated", null,
        """{"input.id":{"$eq":"limits"},"input.event_type":{"$in":["configuration:updated"]}}""")]
    [InlineData("engine::functions-available", "{}", "engine::on-functions-changed", null, null)]
    [InlineData("engine::workers-available", "{}", "engine::on-workers-changed", null, null)]
    [InlineData("row-change", """{"table":"orders"}""", "row-change::on-event", """{"table":"orders"}""", null)]
    [InlineData("db::rows", "{}", "db::rows", null, null)]
    public void Translate_knownType_givesSourceArgsAndFilter(string type, string config, string source, string? args, string? filter)
    {
        var translated = TriggerTranslator.Translate(type, config, usesResult: false);

        Assert.Equal(source, translated.FunctionId);
        Assert.Equal(args, translated.Args);
        Assert.Equal(filter, translated.Filter);
        Assert.True(filter is null || Iii.Filters.Filter.TryParse(System.Text.Encoding.UTF8.GetBytes(filter), out _, out _));
    }

    [Theory]
    [InlineData("http", false, false)]
    [InlineData("durable:subscriber", false, false)]
    [InlineData("row-change", false, false)]
    [InlineData("cron", true, false)]
    [InlineData("state", true, false)]
    [InlineData("subscribe", true, false)]
    [InlineData("stream", true, true)]
    [InlineData("stream:join", true, true)]
    [InlineData("stream:leave", true, true)]
    [InlineData("log", true, true)]
    [InlineData("configuration", true, true)]
    [InlineData("engine::functions-available", true, true)]
    [InlineData("engine::workers-available", true, true)]
    public void Translate_knownType_saysHowItIsDeliveredAndHosted(string type, bool isDelivered, bool isHostedByEngine)
    {
        var translated = TriggerTranslator.Translate(type, "{}", usesResult: false);

        Assert.Equal(isDelivered, translated.IsDelivered);
        Assert.Equal(isHostedByEngine, translated.IsHostedByEngine);
        Assert.Equal(type == "http", translated.IsHttp);
        Assert.Equal(type == "subscribe", translated.UnwrapsData);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("cron")]
    [InlineData("durable:subscriber")]
    [InlineData("state")]
    [InlineData("stream")]
    [InlineData("configuration")]
    public void Translate_withCondition_leavesTheConditionToTheWorker(string type)
    {
        var translated = TriggerTranslator.Translate(type, """{"condition_function_id":"shop::is-open"}""", usesResult: false);

        Assert.Equal("shop::is-open", translated.ConditionFunctionId);
        Assert.DoesNotContain("condition", translated.Args ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("condition", translated.Filter ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trace", false, "observability::on-span")]
    [InlineData("stream:join", true, "StreamJoinResult")]
    public void Translate_typeWithoutAnEqual_isUnsupportedAndNamesTheWayOut(string type, bool usesResult, string wayOut)
    {
        var refused = Assert.Throws<UnsupportedTriggerException>(() => TriggerTranslator.Translate(type, "{}", usesResult));

        Assert.Equal(ObserverErrorCodes.Unsupported, refused.Code);
        Assert.Contains(wayOut, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{"scope":7,"key":null}""")]
    public void Translate_configurationOfAnotherShape_countsAsEmpty(string config) =>
        Assert.Null(TriggerTranslator.Translate("state", config, usesResult: false).Filter);
}
