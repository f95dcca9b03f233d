namespace Iii.DevEngine.Tests.Modules;

public sealed class StateTests : IAsyncLifetime
{
    private TestEngine _engine = null!;
    private RawWorker _caller = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync(options => options with { MaxStateValueBytes = 100 });
        _caller = await _engine.WorkerAsync("caller");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_value_is_set_read_and_deleted()
    {
        Assert.Equal("""{"new_value":{"a":2,"b":1},"old_value":null}""", await _caller.ResultAsync("state::set", """{"scope":"s","key":"k","value":{"b":1,"a":2}}"""));
        Assert.Equal("""{"new_value":"new","old_value":{"a":2,"b":1}}""", await _caller.ResultAsync("state::set", """{"scope":"s","key":"k","data":"new"}"""));
        Assert.Equal("\"new\"", await _caller.ResultAsync("state::get", """{"scope":"s","key":"k"}"""));
        Assert.Equal("\"new\"", await _caller.ResultAsync("state::delete", """{"scope":"s","key":"k"}"""));
        Assert.Null(await _caller.ResultAsync("state::delete", """{"scope":"s","key":"k"}"""));
        Assert.Null(await _caller.ResultAsync("state::get", """{"scope":"s","key":"k"}"""));
    }

    [Fact]
    public async Task A_stored_null_is_a_result_and_a_missing_value_is_none()
    {
        await _caller.ResultAsync("state::set", """{"scope":"s","key":"k","value":null}""");
        Assert.Equal("null", await _caller.ResultAsync("state::get", """{"scope":"s","key":"k"}"""));
        Assert.Null(await _caller.ResultAsync("state::get", """{"scope":"s","key":"other"}"""));
    }

    [Fact]
    public async Task A_list_has_the_values_in_the_order_of_their_arrival_and_scopes_stay()
    {
        Assert.Equal("[]", await _caller.ResultAsync("state::list", """{"scope":"z"}"""));
        foreach (var (scope, key, value) in new[] { ("z", "b", 1), ("a", "k", 2), ("z", "a", 3), ("z", "b", 4) })
        {
            await _caller.ResultAsync("state::set", $$"""{"scope":"{{scope}}","key":"{{key}}","value":{{value}} }""");
        }

        Assert.Equal("[4,3]", await _caller.ResultAsync("state::list", """{"scope":"z"}"""));
        await _caller.ResultAsync("state::delete", """{"scope":"a","key":"k"}""");
        Assert.Equal("""{"groups":["a","z"]}""", await _caller.ResultAsync("state::list_groups"));
    }

    [Theory]
    [InlineData("state::set", """{"scope":"s","key":"k"}""", "deserialization_error: Failed to deserialize input for state::set: missing field `value`")]
    [InlineData("state::get", "null", "deserialization_error: Failed to deserialize input for state::get: invalid type: null, expected struct StateGetInput")]
    [InlineData("state::update", """{"scope":"s","key":"k","ops":[{"type":"nope"}]}""", "deserialization_error: Failed to deserialize input for state::update: unknown variant `nope`, expected one of `set`, `merge`, `increment`, `decrement`, `append`, `remove`")]
    [InlineData("state::update", """{"scope":"s","key":"k","ops":[{"type":"increment","path":"n","by":1.5}]}""", "deserialization_error: Failed to deserialize input for state::update: invalid type: floating point `1.5`, expected i64")]
    public async Task An_input_of_another_shape_is_refused(string function, string input, string error) => Assert.Equal(error, await _caller.ErrorAsync(function, input));

    [Fact]
    public async Task A_value_above_the_limit_is_refused()
    {
        Assert.Equal("VALUE_TOO_LARGE: value of 101 bytes exceeds the configured max_value_bytes limit of 100", await _caller.ErrorAsync("state::set", $$"""{"scope":"s","key":"k","value":"{{new string('x', 99)}}"}"""));
        Assert.Null(await _caller.ResultAsync("state::get", """{"scope":"s","key":"k"}"""));
    }

    [Fact]
    public async Task An_update_reports_what_it_left_out_and_does_the_rest()
    {
        Assert.Equal(
            """{"errors":[{"code":"increment.not_number","doc_url":"https://iii.dev/docs/workers/iii-state#error-codes","message":"Expected number at path 'a', got string.","op_index":1}],"new_value":{"a":"x","n":2},"old_value":null}""",
            await _caller.ResultAsync("state::update", """{"scope":"s","key":"k","ops":[{"type":"set","path":"a","value":"x"},{"type":"increment","path":"a","by":1},{"type":"increment","path":"n","by":2}]}"""));
        Assert.Equal("""{"a":"x","n":2}""", await _caller.ResultAsync("state::get", """{"scope":"s","key":"k"}"""));
    }

    [Fact]
    public async Task A_trigger_sees_the_old_and_the_new_value_of_what_it_asks_for()
    {
        var worker = await _engine.WorkerAsync("worker", "m::changed");
        await worker.BindAsync("t1", "state", "m::changed", """{"scope":"users","key":"u1"}""", ""","metadata":{"m":1}""");
        await _caller.ResultAsync("state::set", """{"scope":"users","key":"u2","value":0}""");
        await _caller.ResultAsync("state::set", """{"scope":"users","key":"u1","value":1}""");
        var call = await worker.NextAsync();
        Assert.Equal("""{"event_type":"state:created","key":"u1","new_value":1,"old_value":null,"scope":"users","type":"state"}""", call.GetProperty("data").GetRawText());
        Assert.Equal("""{"m":1}""", call.GetProperty("metadata").GetRawText());
        await worker.AnswerAsync(call);
        await _caller.ResultAsync("state::update", """{"scope":"users","key":"u1","ops":[]}""");
        Assert.Equal("""{"event_type":"state:updated","key":"u1","new_value":1,"old_value":1,"scope":"users","type":"state"}""", await worker.ServeAsync());
        await _caller.ResultAsync("state::delete", """{"scope":"users","key":"u1"}""");
        Assert.Equal("""{"event_type":"state:deleted","key":"u1","new_value":null,"old_value":1,"scope":"users","type":"state"}""", await worker.ServeAsync());
    }

    [Theory]
    [InlineData("false", null, false)]
    [InlineData("null", null, true)]
    [InlineData("0", null, true)]
    [InlineData("null", "no", false)]
    public async Task A_condition_lets_everything_pass_but_false_and_its_own_failure(string verdict, string? error, bool runs)
    {
        var worker = await _engine.WorkerAsync("worker", "m::changed", "m::if");
        await worker.BindAsync("t1", "state", "m::changed", """{"condition_function_id":"m::if"}""");
        await _caller.ResultAsync("state::set", """{"scope":"s","key":"k","value":1}""");
        var asked = await worker.NextAsync();
        Assert.Equal("m::if", asked.GetProperty("function_id").GetString());
        Assert.Equal("state:created", asked.GetProperty("data").GetProperty("event_type").GetString());
        await worker.AnswerAsync(asked, verdict, error);
        if (!runs)
        {
            // The next event comes after this one's end.
            await _caller.ResultAsync("state::set", """{"scope":"s","key":"k","value":2}""");
        }

        Assert.Equal(runs ? "m::changed" : "m::if", (await worker.NextAsync()).GetProperty("function_id").GetString());
    }

    [Theory]
    [InlineData("""{"scope":1}""", "Failed to parse trigger config: invalid type: integer `1`, expected a string")]
    [InlineData("null", "Failed to parse trigger config: invalid type: null, expected struct StateTriggerConfig")]
    public async Task A_binding_of_another_shape_is_refused(string config, string why) => Assert.Equal(why, await _caller.RefusedAsync("t1", "state", "m::f", config));
}
