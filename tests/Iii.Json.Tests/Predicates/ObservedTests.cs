using System.Text;
using CsCheck;

namespace Iii.Json.Tests.Predicates;

/// <summary>The envelope of an observed call: written and read, and read as others write it.</summary>
public sealed class ObservedTests
{
    private const string Head = """
        "observer_id":"o","activation_id":"a","function_id":"x::y","invocation_id":"i"
        """;

    [Fact]
    public void Observed_writtenAndRead_isTheSame() => PredicateDocuments.Calls.Sample(
        call =>
        {
            var text = IIIJson.Serialize(call);
            Assert.Equal(Encoding.UTF8.GetString(text), Encoding.UTF8.GetString(IIIJson.Serialize(IIIJson.Deserialize<Observed<Payment, Receipt?>>(text))));
        },
        iter: 300,
        threads: 1);

    [Theory]
    [InlineData("\"status\":\"success\"", InvocationStatus.Success)]
    [InlineData("\"status\":\"error\"", InvocationStatus.Error)]
    [InlineData("\"status\":\"stopped\"", InvocationStatus.Success)]
    [InlineData("\"status\":\"stopped\",\"error\":{\"code\":\"c\",\"message\":\"m\"}", InvocationStatus.Error)]
    public void Status_unknown_isDecidedByTheError(string status, InvocationStatus expected) =>
        Assert.Equal(expected, IIIJson.Deserialize<Observed<int, string?>>(Encoding.UTF8.GetBytes($$"""{{{Head}},"started_at_ms":0,"duration_ms":0,{{status}}}"""))!.Status);

    [Fact]
    public void Parts_absentOrNull_areToldApart()
    {
        var absent = Read($$"""{{{Head}},"status":"success","started_at_ms":0,"duration_ms":0}""");
        Assert.False(absent.HasInput);
        Assert.False(absent.HasOutput);
        var isNull = Read($$"""{{{Head}},"status":"success","started_at_ms":0,"duration_ms":0,"input":null,"output":null}""");
        Assert.True(isNull.HasInput);
        Assert.True(isNull.HasOutput);
        Assert.Equal((0, null), (isNull.Input, isNull.Output));
    }

    [Fact]
    public void Fields_ofOtherTypes_areDropped()
    {
        var observed = Read($$"""
            {{{Head}},"status":"success","namespace":5,"caller":{"worker_id":7,"function_id":"f::g","parent":{"worker_name":"w","parent":{"worker_name":"no"} } },"metadata":null,
             "error":"no","more":{"a":[1]},"started_at_ms":1795000000000,"duration_ms":1.5}
            """);
        Assert.Null(observed.Namespace);
        Assert.Null(observed.Error);
        Assert.Null(observed.Metadata);
        Assert.Equal(new Caller { FunctionId = "f::g", Parent = new Caller { WorkerName = "w" } }, observed.Caller);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795000000000), observed.StartedAt);
        Assert.Equal(TimeSpan.FromMilliseconds(1.5), observed.Duration);
    }

    [Theory]
    [InlineData("1e300", "-1e300")]
    [InlineData("-1e300", "1e300")]
    public void Times_outOfRange_areTheFirstOrTheLast(string start, string duration)
    {
        var observed = Read($$"""{{{Head}},"status":"success","started_at_ms":{{start}},"duration_ms":{{duration}}}""");
        Assert.Equal(start[0] == '-' ? DateTimeOffset.MinValue.Year : DateTimeOffset.MaxValue.Year, observed.StartedAt.Year);
        Assert.Equal(duration[0] == '-' ? TimeSpan.MinValue : TimeSpan.MaxValue, observed.Duration);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"observer_id":"o","activation_id":"a","function_id":"x::y","invocation_id":"i","status":"success","started_at_ms":0}""")]
    [InlineData("""{"observer_id":5,"activation_id":"a","function_id":"x::y","invocation_id":"i","status":"success","started_at_ms":0,"duration_ms":0}""")]
    [InlineData("""{"observer_id":"o","activation_id":"a","function_id":"x::y","invocation_id":"i","status":"success","started_at_ms":"0","duration_ms":0}""")]
    public void Envelope_withoutWhatEachHas_isRefused(string json) => Assert.ThrowsAny<System.Text.Json.JsonException>(() => Read(json));

    private static Observed<int, string?> Read(string json) => IIIJson.Deserialize<Observed<int, string?>>(Encoding.UTF8.GetBytes(json))!;
}
