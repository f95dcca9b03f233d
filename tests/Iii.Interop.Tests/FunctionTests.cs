using System.Text.Json;

namespace Iii.Interop.Tests;

/// <summary>Calls between the two SDKs.</summary>
[Collection(InteropCollection.Name)]
public sealed class FunctionTests(InteropFixture interop)
{
    [Fact]
    public async Task Node_calls_a_function_of_the_worker() =>
        Assert.Equal("""{"similarity":1}""", await interop.NodeCallsAsync("embedding::similarity", """{"a":[1,0],"b":[1,0]}"""));

    [Fact]
    public async Task The_worker_calls_a_function_of_Node() => Assert.Equal("ABC", (await interop.Worker.CallAsync<Text, Text>("node::upper", new Text("abc")))!.Value);

    [Fact]
    public async Task Many_calls_at_once_get_their_own_answers()
    {
        var answers = await interop.Worker.CallManyAsync<Text, Text>("node::upper", [.. Enumerable.Range(0, 200).Select(i => new Text($"t{i}"))]);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"T{i}"), answers.Select(a => a.Value?.Value));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("-1.5e-7")]
    [InlineData("9007199254740991")]
    [InlineData("\"\"")]
    [InlineData("\"Grüße, 世界 😀 \\\"\\\\ \\u0001\"")]
    [InlineData("[[],{},[null]]")]
    [InlineData("""{"constructor":{"prototype":2},"":3}""")]
    public async Task Values_come_back_as_they_were_both_ways(string json)
    {
        var expected = JsonDocument.Parse(json).RootElement;
        foreach (var returned in new[] { await interop.NodeCallsAsync("csharp::echo", $$"""{"value":{{json}} }"""), await interop.CallAsync("node::echo", $$"""{"value":{{json}} }""") })
        {
            Assert.True(JsonElement.DeepEquals(expected, JsonDocument.Parse(returned!).RootElement.GetProperty("value")), returned);
        }
    }

    [Fact]
    public async Task A_megabyte_goes_both_ways()
    {
        var text = new string('x', 1024 * 1024);
        Assert.Equal(text, (await interop.Worker.CallAsync<Text, Text>("node::echo", new Text(text)))!.Value);
        Assert.Contains(text, await interop.NodeCallsAsync("csharp::echo", $$"""{"text":"{{text}}"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_result_is_undefined_in_Node_and_null_here()
    {
        Assert.Null(await interop.NodeCallsAsync("csharp::nothing"));
        Assert.Null(await interop.Worker.CallAsync<Text, Text>("node::nothing", new Text("")));
    }

    [Fact]
    public async Task Node_is_told_the_code_of_an_error()
    {
        var error = await interop.NodeFailsAsync("csharp::fail");
        Assert.Equal("""{"code":"out_of_stock","function_id":"csharp::fail","message":"out_of_stock: There are none left.","name":"InvocationError"}""", error.GetRawText());
    }

    [Fact]
    public async Task Node_is_told_of_a_payload_that_does_not_fit()
    {
        var error = await interop.NodeFailsAsync("embedding::similarity", """{"a":["x"],"b":[]}""");
        Assert.Equal("deserialization_error", error.GetProperty("code").GetString());
        Assert.Contains("$.a[0]", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_is_told_of_an_error_in_Node_and_where_it_was_thrown()
    {
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => interop.Worker.CallAsync<Text, Text>("node::fail", new Text("abc")));
        Assert.Equal(("invocation_failed", "node::fail"), (error.Code, error.FunctionId));
        Assert.Contains("node says no", error.Message, StringComparison.Ordinal);
        Assert.Contains("functions.mjs", error.RemoteStackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_does_not_exist_is_not_found_from_both_sides()
    {
        Assert.Equal("function_not_found", (await interop.NodeFailsAsync("no::where")).GetProperty("code").GetString());
        Assert.Equal("function_not_found", (await Assert.ThrowsAsync<IIIInvocationException>(() => interop.CallAsync("no::where"))).Code);
    }

    [Fact]
    public async Task Whoever_calls_waits_as_long_as_it_says()
    {
        Assert.Equal("TIMEOUT", (await interop.NodeFailsAsync("csharp::hang", "{}", "\"timeoutMs\":50")).GetProperty("code").GetString());
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => interop.Worker.CallAsync<Text, Text>("node::hang", new Text(""), new CallOptions { Timeout = TimeSpan.FromMilliseconds(50) }));
        Assert.Equal("TIMEOUT", error.Code);
    }

    [Fact]
    public async Task Calls_for_whose_end_nobody_waits_arrive_both_ways()
    {
        var heard = new Listener(interop.Worker, "csharp::void");
        Assert.Null(await interop.NodeCallsAsync("csharp::void", """{"n":1}""", """ "action":{"type":"void"} """));
        Assert.Equal(1, (await heard.NextAsync()).GetProperty("n").GetInt32());

        var nodeHears = await interop.NodeListensAsync("node::void");
        await interop.Worker.SendAsync("node::void", new Text("gone"));
        Assert.Equal("gone", (await nodeHears()).GetProperty("payload").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Metadata_travels_beside_the_payload_both_ways()
    {
        Assert.Equal("""{"tenant":"t1"}""", await interop.NodeCallsAsync("csharp::metadata", "{}", """ "metadata":{"tenant":"t1"} """));
        Assert.Null(await interop.NodeCallsAsync("csharp::metadata"));

        var nodeHears = await interop.NodeListensAsync("node::metadata");
        await interop.Worker.CallAsync<Text, object>("node::metadata", new Text("x"), new CallOptions { Metadata = """{"tenant":"t2"}"""u8.ToArray() });
        Assert.Equal("""{"tenant":"t2"}""", (await nodeHears()).GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task Functions_come_and_go_while_both_are_connected()
    {
        var passing = interop.Worker.MapFunction("csharp::passing", () => "still here");
        Assert.Equal("\"still here\"", await interop.NodeCallsAsync("csharp::passing"));
        passing.Unregister();
        Assert.Equal("function_not_found", (await interop.NodeFailsAsync("csharp::passing")).GetProperty("code").GetString());

        await interop.CallAsync("node::pass");
        Assert.Equal("\"still here\"", await interop.CallAsync("node::passing"));
        await interop.CallAsync("node::drop");
        Assert.Equal("function_not_found", (await Assert.ThrowsAsync<IIIInvocationException>(() => interop.CallAsync("node::passing"))).Code);
    }

    [Fact]
    public async Task Functions_at_an_address_are_called_by_the_other_side()
    {
        interop.Worker.RegisterHttpFunction("csharp::hosted", new HttpFunctionOptions { Url = new Uri(interop.Engine.HttpUrl, "/node/items/7?tag=a"), Method = "PUT" });
        var fromNode = await interop.NodeCallsAsync("csharp::hosted", """{"name":"pen"}""");
        Assert.Matches("""^\{"body":\{"_caller_worker_id":"[0-9a-f-]{36}","name":"pen"\},"id":"7","tag":"a"\}$""", fromNode);

        await interop.CallAsync("node::host", $$"""{"function_id":"node::hosted","url":"{{new Uri(interop.Engine.HttpUrl, "/csharp/items/7?tag=a")}}","method":"PUT"}""");
        Assert.Equal("pen 7 a", (await interop.Worker.CallAsync<Item, Item>("node::hosted", new Item("pen")))!.Name);
    }
}

public sealed record Text([property: System.Text.Json.Serialization.JsonPropertyName("text")] string Value);
