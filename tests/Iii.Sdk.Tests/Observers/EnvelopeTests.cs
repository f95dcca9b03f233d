using System.Text.Json;

namespace Iii.Tests.Observers;

/// <summary>Shows how targets made by attributes take what they observe, and what their observers are.</summary>
public sealed class EnvelopeTests : ObserverTest
{
    private const string Head = """
        "observer_id":"o","activation_id":"a","function_id":"payments::charge","namespace":"default","invocation_id":"i","started_at_ms":1795000000000,"duration_ms":2.5
        """;

    private const string Returned = "{" + Head + ""","status":"success","input":{"amount":700,"currency":"EUR"},"output":{"number":"r1"},"caller":{"worker_name":"shop","more":[1]},"later":{}}""";

    private const string Failed = "{" + Head + ""","status":"error","input":{"amount":700,"currency":"EUR"},"error":{"code":"DECLINED","message":"no"},"caller":{"worker_name":"shop"}}""";

    [Theory]
    [InlineData("envelope::whole", Returned, "payments::charge Success 700 r1  True")]
    [InlineData("envelope::whole", Failed, "payments::charge Error 700  DECLINED False")]
    [InlineData("envelope::parts", Returned, "700 r1  shop")]
    [InlineData("envelope::parts", Failed, "700  DECLINED shop")]
    [InlineData("envelope::input", """{"amount":1,"currency":"CHF"}""", "CHF")]
    public async Task Target_activated_takesTheCall(string function, string payload, string answer)
    {
        // Among the triggers of this assembly are some that engines without triggers have no equal of.
        Worker.AddInstance(new Counter()).AddFunctions();
        var session = await ConnectAsync(V1);
        session.SendCall(1, function, payload);
        Assert.Equal((1, $"\"{answer}\""), await session.NextAnswerAsync());
    }

    [Theory]
    [InlineData("envelope::whole", "{}", "the property 'observer_id'")]
    [InlineData("envelope::whole", "5", "the envelope of an observed call")]
    [InlineData("envelope::whole", "null", "the envelope of an observed call")]
    [InlineData("envelope::whole", """{"amount":1,"currency":"CHF"}""", "the property 'observer_id'")]
    [InlineData("envelope::parts", """{"input":{"amount":1,"currency":"CHF"}}""", "the property 'observer_id'")]
    [InlineData("envelope::parts", "{" + Head + ""","status":"success","input":{"amount":1,"currency":"CHF"}}""", "The envelope has no 'caller', which the function needs.")]
    [InlineData("envelope::parts", "{" + Head + ""","status":"success","caller":{"worker_name":"shop"}}""", "The envelope has no 'input', which the function needs.")]
    [InlineData("envelope::whole", "{" + Head + ""","status":"success","input":{"amount":"many","currency":"CHF"}}""", "$.input.amount")]
    public async Task Target_calledWithoutAnEnvelope_isAnsweredWithInvalidArguments(string function, string payload, string reason)
    {
        // Among the triggers of this assembly are some that engines without triggers have no equal of.
        Worker.AddInstance(new Counter()).AddFunctions();
        var session = await ConnectAsync(V1);
        session.SendCall(1, function, payload);
        var answer = await session.NextAsync("invocationresult");
        var error = answer.GetProperty("error");
        Assert.Equal(IIIErrorCodes.InvalidArguments, error.GetProperty("code").GetString());
        Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observes_connected_sendsTheObserver()
    {
        // Among the triggers of this assembly are some that engines without triggers have no equal of.
        Worker.AddInstance(new Counter()).AddFunctions();
        var session = await ConnectAsync(V1);
        var frames = new List<JsonElement>();
        while (frames.Count < 3)
        {
            var frame = await session.NextAsync("observe");
            if (Text(frame.GetProperty("target"), "function_id")!.StartsWith("envelope::", StringComparison.Ordinal))
            {
                frames.Add(frame);
            }
        }

        var whole = frames.Single(f => Text(f.GetProperty("target"), "function_id") == "envelope::whole");
        Assert.Equal(3, whole.GetProperty("max_fires").GetInt32());
        var source = whole.GetProperty("source");
        Assert.Equal("""{"input.amount":{"$gte":500},"input.currency":{"$ne":"TST"}}""", source.GetProperty("filters").GetRawText());
        Assert.Equal("""{"amount":1,"currency":"north"}""", source.GetProperty("args").GetRawText());
        Assert.Equal("complete", Text(source, "on"));
        Assert.Equal(["input", "output", "error", "caller", "metadata"], source.GetProperty("capture").EnumerateArray().Select(c => c.GetString()));
        var input = frames.Single(f => Text(f.GetProperty("target"), "function_id") == "envelope::input").GetProperty("source");
        Assert.Equal("input", Text(input, "deliver"));
        Assert.Equal(["input"], input.GetProperty("capture").EnumerateArray().Select(c => c.GetString()));
    }

    [Fact]
    public async Task Observe_withALambda_sendsItsFilter()
    {
        var session = await ConnectAsync();
        Worker.Observe("payments::charge", "c::d", (Observed<Charge, ChargeReceipt> call) => call.Input.Amount > 5 || call.Error!.Code == "DECLINED");
        var source = (await session.NextAsync("observe")).GetProperty("source");
        Assert.Equal("""{"$or":[{"input.amount":{"$gt":5}},{"error.code":{"$eq":"DECLINED"},"input":{"$ne":null}}]}""", source.GetProperty("filters").GetRawText());
        Assert.Throws<ArgumentException>(() => Worker.Observe(new ObserverSource("a::b") { Filter = "{}" }, "c::d", (Observed<Charge, ChargeReceipt> call) => call.Input.Amount > 5));
    }

    [Fact]
    public void Predicate_inCSharp_runsLikeAnyMethod()
    {
        Assert.True(EnvelopeFunctions.IsLarge(new() { Input = new(500, "EUR") }));
        Assert.False(EnvelopeFunctions.IsLarge(new() { Input = new(500, "TST") }));
    }
}
