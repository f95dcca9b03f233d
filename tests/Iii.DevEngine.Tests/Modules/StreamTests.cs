namespace Iii.DevEngine.Tests.Modules;

/// <summary>The functions of streams and the triggers on them.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private TestEngine _engine = null!;
    private RawWorker _caller = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync();
        _caller = await _engine.WorkerAsync("caller");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task An_item_is_set_read_changed_and_deleted()
    {
        const string item = """ "stream_name":"chat","group_id":"room","item_id":"m1" """;
        Assert.Null(await _caller.ResultAsync("stream::get", $$"""{ {{item}} }"""));
        Assert.Equal("""{"new_value":{"n":1},"old_value":null}""", await _caller.ResultAsync("stream::set", $$"""{ {{item}},"data":{"n":1} }"""));
        Assert.Equal("""{"new_value":{"n":3},"old_value":{"n":1}}""", await _caller.ResultAsync("stream::update", $$"""{ {{item}},"ops":[{"type":"increment","path":"n","by":2}] }"""));
        Assert.Equal("""{"n":3}""", await _caller.ResultAsync("stream::get", $$"""{ {{item}} }"""));
        Assert.Equal("""{"old_value":{"n":3}}""", await _caller.ResultAsync("stream::delete", $$"""{ {{item}} }"""));
        Assert.Equal("""{"old_value":null}""", await _caller.ResultAsync("stream::delete", $$"""{ {{item}} }"""));
    }

    [Fact]
    public async Task Lists_have_items_groups_and_streams()
    {
        foreach (var (stream, group, id) in new[] { ("z", "g2", "b"), ("z", "g1", "x"), ("z", "g2", "a"), ("a", "g", "k") })
        {
            await SetAsync(stream, group, id, $"\"{id}\"");
        }

        Assert.Equal("""["b","a"]""", await _caller.ResultAsync("stream::list", """{"stream_name":"z","group_id":"g2"}"""));
        Assert.Equal("[]", await _caller.ResultAsync("stream::list", """{"stream_name":"z","group_id":"none"}"""));
        Assert.Equal("""["g2","g1"]""", await _caller.ResultAsync("stream::list_groups", """{"stream_name":"z"}"""));
        Assert.Equal("""{"count":2,"stream":[{"groups":["g"],"id":"a"},{"groups":["g1","g2"],"id":"z"}]}""", await _caller.ResultAsync("stream::list_all"));
    }

    [Fact]
    public async Task Triggers_see_what_happens_to_the_items_that_they_ask_for()
    {
        var worker = await _engine.WorkerAsync("worker", "m::seen");
        await worker.BindAsync("t1", "stream", "m::seen", """{"stream_name":"chat","group_id":"room","item_id":"m1"}""");
        await SetAsync("other", "room", "m1", "0");
        await SetAsync("chat", "room", "m2", "0");
        await SetAsync("chat", "room", "m1", "1");
        Assert.Equal("""{"event":{"data":1,"type":"create"},"groupId":"room","id":"m1","streamName":"chat","timestamp":1767225600000,"type":"stream"}""", await worker.ServeAsync());
        await SetAsync("chat", "room", "m1", "2");
        Assert.Contains("""{"data":2,"type":"update"}""", await worker.ServeAsync(), StringComparison.Ordinal);
        await _caller.ResultAsync("stream::delete", """{"stream_name":"chat","group_id":"room","item_id":"m1"}""");
        Assert.Contains("""{"data":2,"type":"delete"}""", await worker.ServeAsync(), StringComparison.Ordinal);
        await _caller.ResultAsync("stream::delete", """{"stream_name":"chat","group_id":"room","item_id":"m1"}""");
        Assert.Equal("null", await _caller.ResultAsync("stream::send", """{"stream_name":"chat","group_id":"room","id":"m1","type":"typing","data":{"by":"me"}}"""));
        Assert.Contains("""{"event":{"data":{"by":"me"},"type":"typing"},"type":"event"}""", await worker.ServeAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"stream_name":null}""")]
    [InlineData("""{"stream_name":"s","group_id":1}""")]
    public async Task A_trigger_that_names_no_stream_is_refused(string config) =>
        Assert.Equal("Failed to deserialize stream trigger", await _caller.RefusedAsync("t1", "stream", "m::f", config));

    [Fact]
    public async Task A_worker_can_keep_a_stream_itself()
    {
        var worker = await _engine.WorkerAsync("worker", "stream::get(own)", "stream::set(own)", "stream::delete(own)", "stream::list(own)");
        var seer = await _engine.WorkerAsync("seer", "m::seen");
        await seer.BindAsync("t1", "stream", "m::seen", """{"stream_name":"own"}""");

        Assert.Equal("""{"new_value":2,"old_value":null}""", await AskAsync("stream::set", """{"data":1,"group_id":"g","item_id":"i","stream_name":"own"}""", """{"new_value":2}"""));
        Assert.Contains("""{"data":2,"type":"create"}""", await seer.ServeAsync(), StringComparison.Ordinal);
        Assert.Equal("null", await AskAsync("stream::get", """{"group_id":"g","item_id":"i","stream_name":"own"}""", "null"));
        Assert.Equal("""{"any":1}""", await AskAsync("stream::list", """{"group_id":"g","stream_name":"own"}""", """{"any":1}"""));
        Assert.Equal("""{"old_value":2}""", await AskAsync("stream::delete", """{"group_id":"g","item_id":"i","stream_name":"own"}""", """{"old_value":2}"""));
        Assert.Contains("""{"data":2,"type":"delete"}""", await seer.ServeAsync(), StringComparison.Ordinal);

        async Task<string?> AskAsync(string function, string input, string answer)
        {
            var asking = _caller.ResultAsync(function, input);
            Assert.Equal(input, await worker.ServeAsync(answer));
            return await asking;
        }
    }

    [Theory]
    [InlineData("{}", null, "JSON_ERROR: Failed to convert result to value: missing field `new_value`")]
    [InlineData("null", null, "STREAM_SET_ERROR: Failed to set value: Function returned no result")]
    [InlineData("null", "no", """STREAM_SET_ERROR: Failed to set value: Failed to invoke function: ErrorBody { code: "no", message: "as told", stacktrace: None }""")]
    public async Task A_worker_that_keeps_a_stream_badly_is_told(string result, string? error, string expected)
    {
        var worker = await _engine.WorkerAsync("worker", "stream::set(own)");
        var asking = _caller.ErrorAsync("stream::set", """{"stream_name":"own","group_id":"g","item_id":"i","data":1}""");
        await worker.ServeAsync(result, error);
        Assert.Equal(expected, await asking);
    }

    private Task<string?> SetAsync(string stream, string group, string id, string data) =>
        _caller.ResultAsync("stream::set", $$"""{"stream_name":"{{stream}}","group_id":"{{group}}","item_id":"{{id}}","data":{{data}} }""");
}
