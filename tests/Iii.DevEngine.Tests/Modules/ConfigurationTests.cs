namespace Iii.DevEngine.Tests.Modules;

public sealed class ConfigurationTests : IAsyncLifetime
{
    private const string Set = "configuration::set";
    private const string Get = "configuration::get";
    private const string Schema = """{"type":"object","properties":{"port":{"type":"integer"}},"required":["port"]}""";

    private TestEngine _engine = null!;
    private RawWorker _caller = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync();
        _caller = await _engine.WorkerAsync("caller");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_configuration_is_registered_set_and_read()
    {
        Assert.Equal($$$"""{"description":"d","id":"web","metadata":{"m":1},"name":"n","schema":{{{Sorted}}},"value":{"port":1}}""", await RegisterAsync(""","initial_value":{"port":1},"metadata":{"m":1}"""));
        Assert.Equal("""{"new_value":{"port":2},"old_value":{"port":1}}""", await _caller.ResultAsync(Set, """{"id":"web","value":{"port":2}}"""));
        Assert.Equal("""{"id":"web","value":{"port":2}}""", await _caller.ResultAsync(Get, """{"id":"web"}"""));

        // Registered anew without a value, it keeps the one that it has.
        Assert.Equal($$$"""{"description":"d","id":"web","name":"n","schema":{{{Sorted}}},"value":{"port":2}}""", await RegisterAsync(""));
        Assert.Equal($$$"""{"configurations":[{"description":"d","id":"web","name":"n","schema":{{{Sorted}}}}]}""", await _caller.ResultAsync("configuration::list"));
        Assert.Equal($$$"""{"description":"d","id":"web","name":"n","schema":{{{Sorted}}}}""", await _caller.ResultAsync("configuration::schema", """{"id":"web"}"""));
    }

    [Theory]
    [InlineData("configuration::register", """{"id":"Web","name":"n","description":"d","schema":{}}""", "INVALID_ID: invalid configuration id 'Web': must match [a-z0-9_-]{1,64}")]
    [InlineData(Set, """{"id":"none","value":1}""", "NOT_REGISTERED: configuration 'none' is not registered; call configuration::register first")]
    [InlineData(Get, """{"id":"none"}""", "NOT_FOUND: configuration 'none' not found")]
    [InlineData(Get, """{"id":"none","raw":null}""", "deserialization_error: Failed to deserialize input for configuration::get: invalid type: null, expected a boolean")]
    [InlineData("configuration::schema", """{"id":"none"}""", "NOT_FOUND: configuration 'none' not found")]
    public async Task What_is_not_there_is_said(string function, string input, string error) => Assert.Equal(error, await _caller.ErrorAsync(function, input));

    [Theory]
    [InlineData("""{"port":"x"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"port":"${III_TEST_UNSET:x}"}""")]
    public async Task A_value_that_the_schema_forbids_is_refused(string value)
    {
        await RegisterAsync(""","initial_value":{"port":1}""");
        Assert.StartsWith("SCHEMA_INVALID: schema validation failed: ", await _caller.ErrorAsync(Set, $$$"""{"id":"web","value":{{{value}}} }"""), StringComparison.Ordinal);
        Assert.Equal("""{"id":"web","value":{"port":1}}""", await _caller.ResultAsync(Get, """{"id":"web"}"""));
    }

    [Fact]
    public async Task A_schema_that_is_none_is_refused() => Assert.StartsWith(
        "SCHEMA_INVALID: schema validation failed: invalid JSON Schema: ",
        await _caller.ErrorAsync("configuration::register", """{"id":"web","name":"n","description":"d","schema":{"type":"nonsense"},"initial_value":1}"""), StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_schema_nothing_can_be_set()
    {
        await _caller.ResultAsync("configuration::register", """{"id":"web","name":"n","description":"d","schema":null}""");
        Assert.Equal("SCHEMA_UNAVAILABLE: configuration 'web' has no schema available yet; the owning worker must register before values can be set", await _caller.ErrorAsync(Set, """{"id":"web","value":1}"""));
    }

    [Fact]
    public async Task Placeholders_are_filled_in_when_a_value_is_read()
    {
        await RegisterAsync(""","initial_value":{"port":"${III_TEST_UNSET:8080}","text":"a ${III_TEST_UNSET:b} c","name":"${III_TEST_UNSET:007}","flag":"${III_TEST_UNSET:true}","none":"${III_TEST_UNSET:}","ratio":"${III_TEST_UNSET:1.50}"}""");
        Assert.Equal("""{"id":"web","value":{"flag":true,"name":"007","none":"","port":8080,"ratio":1.5,"text":"a b c"}}""", await _caller.ResultAsync(Get, """{"id":"web"}"""));
        Assert.Contains("${III_TEST_UNSET:8080}", await _caller.ResultAsync(Get, """{"id":"web","raw":true}"""), StringComparison.Ordinal);
        await _caller.ResultAsync(Set, """{"id":"web","value":{"port":"${III_TEST_UNSET}"}}""");
        Assert.Equal("EXPAND_FAILED: configuration 'web' references unset environment variable(s) with no default: III_TEST_UNSET", await _caller.ErrorAsync(Get, """{"id":"web"}"""));
    }

    [Fact]
    public async Task Triggers_see_the_changes_that_they_ask_for()
    {
        var worker = await _engine.WorkerAsync("worker", "m::changed");
        await worker.BindAsync("t1", "configuration", "m::changed", """{"configuration_id":"web","event_types":["configuration:updated"]}""");
        await RegisterAsync(""","initial_value":{"port":"${III_TEST_UNSET:1}"}""");
        await _caller.ResultAsync(Set, """{"id":"web","value":{"port":2}}""");
        Assert.Equal($$$"""{"description":"d","event_type":"configuration:updated","id":"web","name":"n","new_value":{"port":2},"old_value":{"port":1},"schema":{{{Sorted}}},"type":"configuration"}""", await worker.ServeAsync());
        Assert.Equal("Failed to parse configuration trigger config: invalid type: integer `1`, expected a string", await _caller.RefusedAsync("t2", "configuration", "m::f", """{"condition_function_id":1}"""));
    }

    private static string Sorted => """{"properties":{"port":{"type":"integer"}},"required":["port"],"type":"object"}""";

    private Task<string?> RegisterAsync(string extra) => _caller.ResultAsync("configuration::register", $$$"""{"id":"web","name":"n","description":"d","schema":{{{Schema}}}{{{extra}}} }""");
}
