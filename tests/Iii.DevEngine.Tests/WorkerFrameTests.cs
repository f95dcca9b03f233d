using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>What the engine makes of the frames of workers. The real one reads them into its types: whatever does not fit is skipped.</summary>
public sealed class WorkerFrameTests
{
    private const string Id = "\"invocation_id\":\"11111111-1111-4111-8111-111111111111\"";

    [Fact]
    public void A_call_is_read_with_all_that_it_has()
    {
        var frame = Read($$$"""{ {{{Id}}}, "type":"invokefunction", "data": {"b" : 1}, "function_id":"a::b", "metadata":[1], "namespace":"n", "traceparent":"t", "baggage":"b", "more":{"x":[1]}, "action":{"type":"enqueue","queue":"q"} }""");
        Assert.Null(frame.Problem);
        Assert.Equal(("invokefunction", "a::b", Guid.Parse("11111111-1111-4111-8111-111111111111")), (frame.Type, frame.FunctionId, frame.InvocationId));
        Assert.Equal("""{"b" : 1}""", Encoding.UTF8.GetString(frame.Data.Text));
        Assert.Equal(1, frame.Data.Element.GetProperty("b").GetInt32());
        Assert.Equal("[1]", Encoding.UTF8.GetString(frame.Metadata!.Text));
        Assert.Equal(("n", "t", "b", "q", false), (frame.Namespace, frame.TraceParent, frame.Baggage, frame.Queue, frame.IsVoid));
    }

    [Fact]
    public void What_is_null_is_as_if_it_were_absent_but_for_the_data()
    {
        var frame = Read("""{"type":"invokefunction","function_id":"f","data":null,"invocation_id":null,"metadata":null,"namespace":null,"traceparent":null,"baggage":null,"action":null}""");
        Assert.Null(frame.Problem);
        Assert.Equal("null", Encoding.UTF8.GetString(frame.Data.Text));
        Assert.Equal((null, null, null, null, null, null), (frame.InvocationId, frame.Metadata, frame.Namespace, frame.TraceParent, frame.Baggage, frame.Action));
        Assert.Null(Read($$"""{"type":"invocationresult",{{Id}},"function_id":"f","error":null}""").Result);
    }

    [Fact]
    public void Result_null_is_a_result() =>
        Assert.True(Read($$"""{"type":"invocationresult",{{Id}},"function_id":"f","result":null,"error":null}""").Result is { IsNull: true });

    [Fact]
    public void Nobody_waits_for_a_void_call() =>
        Assert.True(Read("""{"type":"invokefunction","function_id":"f","data":1,"action":{"type":"void"}}""").IsVoid);

    [Theory]
    [InlineData("\"namespace\":5", "'namespace' is not a text")]
    [InlineData("\"traceparent\":{}", "'traceparent' is not a text")]
    [InlineData("\"baggage\":[[]]", "'baggage' is not a text")]
    [InlineData("\"function_id\":1", "'function_id' is there twice")]
    [InlineData("\"data\":1", "'data' is there twice")]
    [InlineData("\"d\\u0061ta\":1", "'data' is there twice")]
    [InlineData("\"type\":\"ping\"", "'type' is there twice")]
    [InlineData("\"invocation_id\":7", "'invocation_id' is not a UUID")]
    [InlineData("\"invocation_id\":\"x\"", "'invocation_id' is not a UUID")]
    [InlineData("\"invocation_id\":[{}]", "'invocation_id' is not a UUID")]
    [InlineData("\"action\":\"void\"", "'action' is not {\"type\":\"void\"} or {\"type\":\"enqueue\",\"queue\":\"...\"}")]
    [InlineData("\"action\":{\"type\":\"enqueue\"}", "'action' is not {\"type\":\"void\"} or {\"type\":\"enqueue\",\"queue\":\"...\"}")]
    [InlineData("\"action\":{\"type\":\"later\"}", "'action' is not {\"type\":\"void\"} or {\"type\":\"enqueue\",\"queue\":\"...\"}")]
    public void A_call_that_is_not_as_the_protocol_has_it_is_told(string extra, string problem) =>
        Assert.Equal(problem, Read($$$"""{"type":"invokefunction","function_id":"f","data":{},{{{extra}}}}""").Problem);

    [Theory]
    [InlineData("\"error\":\"x\"")]
    [InlineData("\"result\":1,\"result\":2")]
    [InlineData("\"unknown\":1,\"unknown\":2")]
    public void What_is_not_a_calls_is_ignored_in_a_call(string extra) =>
        Assert.Null(Read($$$"""{{{{extra}}},"function_id":"f","data":{},"type":"invokefunction"}""").Problem);

    [Theory]
    [InlineData("\"namespace\":5")]
    [InlineData("\"action\":\"x\"")]
    [InlineData("\"action\":1,\"action\":2")]
    [InlineData("\"data\":1,\"data\":2")]
    [InlineData("\"metadata\":1,\"metadata\":2")]
    public void What_is_not_an_answers_is_ignored_in_an_answer(string extra) =>
        Assert.Null(Read($$"""{{{extra}},{{Id}},"function_id":"f","result":1,"type":"invocationresult"}""").Problem);

    [Theory]
    [InlineData("{\"type\":\"enqueue\",\"queue\":\"a\",\"queue\":\"b\"}", false)]
    [InlineData("{\"type\":\"void\",\"type\":\"void\"}", false)]
    [InlineData("{\"type\":\"void\",\"queue\":1,\"queue\":2}", true)]
    public void An_action_says_each_thing_once(string action, bool isRead) =>
        Assert.Equal(isRead, Read($$"""{"type":"invokefunction","function_id":"f","data":1,"action":{{action}}}""").Problem is null);

    [Theory]
    [InlineData("{\"code\":\"a\",\"message\":\"b\",\"code\":\"c\"}", false)]
    [InlineData("{\"code\":\"a\",\"message\":\"b\",\"stacktrace\":null,\"stacktrace\":\"c\"}", false)]
    [InlineData("{\"code\":\"a\",\"message\":\"b\",\"more\":1,\"more\":2}", true)]
    public void An_error_says_each_thing_once(string error, bool isRead) =>
        Assert.Equal(isRead, Read($$"""{"type":"invocationresult",{{Id}},"function_id":"f","error":{{error}}}""").Problem is null);

    [Theory]
    [InlineData("""{"type":"invokefunction","data":{}}""", "'function_id' or 'data' is missing")]
    [InlineData("""{"type":"invokefunction","function_id":"f"}""", "'function_id' or 'data' is missing")]
    [InlineData("""{"type":"invokefunction","function_id":null,"data":1}""", "'function_id' is not a text")]
    [InlineData("""{"type":"invocationresult","function_id":"f","invocation_id":null}""", "'function_id' or 'invocation_id' is missing")]
    [InlineData("""{"type":"invocationresult","function_id":"f","result":1}""", "'function_id' or 'invocation_id' is missing")]
    [InlineData("{\"type\":\"invocationresult\"," + Id + "}", "'function_id' or 'invocation_id' is missing")]
    [InlineData("{\"type\":\"invocationresult\",\"function_id\":\"f\"," + Id + ",\"error\":\"x\"}", "'error' is not an object with the texts 'code' and 'message'")]
    [InlineData("{\"type\":\"invocationresult\",\"function_id\":\"f\"," + Id + ",\"error\":{\"code\":\"x\"}}", "'error' is not an object with the texts 'code' and 'message'")]
    [InlineData("{\"type\":\"invocationresult\",\"function_id\":\"f\"," + Id + ",\"error\":{\"code\":\"x\",\"message\":\"y\",\"stacktrace\":[]}}", "'error' is not an object with the texts 'code' and 'message'")]
    public void What_must_be_there_is_missed(string frame, string problem) => Assert.Equal(problem, Read(frame).Problem);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("""{"type":"ping",}""")]
    [InlineData("""{"data":[1,]}""")]
    [InlineData("""{"data":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"data":01}""")]
    [InlineData("""{"data":1e400}""")]
    [InlineData("""{"data":[{"x":-1e99999999999}]}""")]
    [InlineData("""{"unknown":1e309}""")]
    [InlineData("""{"namespace":[1E+400]}""")]
    [InlineData("""{"x":tru}""")]
    [InlineData("/* c */ {}")]
    public void What_is_no_json_is_no_frame(string text) => Assert.ThrowsAny<JsonException>(() => Read(text));

    [Fact]
    public void What_is_no_text_is_no_frame() => Assert.ThrowsAny<JsonException>(() => WorkerFrame.Read([.. "{\"data\":\""u8, 0xC3, 0x28, .. "\"}"u8]));

    [Theory]
    [InlineData("1e308")]
    [InlineData("1e-99999")]
    [InlineData("0e99999999999")]
    public void A_number_is_read_as_far_as_a_double_goes(string number)
    {
        Assert.Equal(number, Encoding.UTF8.GetString(Read($$"""{"type":"invokefunction","function_id":"f","data":{{number}}}""").Data.Text));
    }

    [Fact]
    public void A_number_of_many_digits_may_be_too_large_too() =>
        Assert.ThrowsAny<JsonException>(() => Read($$"""{"data":{{new string('9', 309)}}}"""));

    [Theory]
    [InlineData("[1,[2]]")]
    [InlineData("\"ping\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"type":["ping"]}""")]
    public void What_has_no_type_is_of_none(string text) => Assert.Null(Read(text).Type);

    [Theory]
    [InlineData("""{"type":"registerfunction","id":"f","metadata":1,"unknown":{}}""", null)]
    [InlineData("""{"type":"registerfunction","id":5}""", "'id' is of the wrong type")]
    [InlineData("""{"type":"registerfunction"}""", "'id' is missing")]
    [InlineData("""{"type":"registerfunction","id":"f","description":["x"]}""", "'description' is of the wrong type")]
    [InlineData("""{"type":"registerfunction","id":"f","id":"f"}""", "'id' is there twice")]
    [InlineData("""{"type":"registerfunction","id":"f","type":"registerfunction"}""", "'type' is there twice")]
    [InlineData("""{"type":"registerfunction","id":"f","unknown":1,"unknown":2}""", null)]
    [InlineData("""{"type":"registertrigger","id":"t","trigger_type":"cron","function_id":"f"}""", "'config' is missing")]
    [InlineData("""{"type":"registertrigger","id":"t","trigger_type":"cron","function_id":"f","config":null,"namespace":null}""", null)]
    [InlineData("""{"type":"registertriggertype","id":"t"}""", "'description' is missing")]
    [InlineData("""{"type":"triggerregistrationresult","id":"t","trigger_type":"x","function_id":"f","error":{"code":1}}""", "'error' is of the wrong type")]
    [InlineData("""{"type":"triggerregistrationresult","id":"t"}""", "'trigger_type' is missing")]
    [InlineData("""{"type":"unregistertrigger","id":"t"}""", null)]
    [InlineData("""{"type":"triggerregistrationresult","id":"t","trigger_type":"x","function_id":"f","error":{"code":"a","message":"b","message":"c"}}""", "'error' is of the wrong type")]
    [InlineData("""{"type":"registerfunction","id":"f","invocation":null}""", null)]
    [InlineData("""{"type":"registerfunction","id":"f","invocation":{"url":"http://x","timeout_ms":18446744073709551615,"auth":null}}""", null)]
    [InlineData("""{"type":"registerfunction","id":"f","invocation":{"url":"http://x","method":null}}""", "'invocation' is of the wrong type")]
    [InlineData("""{"type":"registerfunction","id":"f","invocation":{"url":"http://x","headers":null}}""", "'invocation' is of the wrong type")]
    [InlineData("""{"type":"registerfunction","id":"f","invocation":{"url":"http://x","url":"http://y"}}""", "'invocation' is of the wrong type")]
    [InlineData("""{"type":"registerfunction","id":"f","invocation":"http://x"}""", "'invocation' is of the wrong type")]
    [InlineData("""{"type":"registerservice","id":"s"}""", null)]
    [InlineData("""{"type":"registerservice","id":"s","name":null}""", "'name' is of the wrong type")]
    [InlineData("""{"type":"registerservice","id":"s","name":"n","description":null,"parent_service_id":null}""", null)]
    [InlineData("""{"type":"reattach","previous_worker_id":null}""", "'previous_worker_id' is of the wrong type")]
    public void The_other_frames_have_shapes_too(string frame, string? problem)
    {
        var json = JsonDocument.Parse(frame).RootElement;
        Assert.Equal(problem, FrameShapes.Problem(json.GetProperty("type").GetString()!, json));
    }

    private static WorkerFrame Read(string text) => WorkerFrame.Read(Encoding.UTF8.GetBytes(text));
}
