using System.Text;
using Iii.Telemetry;

namespace Iii.Tests;

/// <summary>What a span shows of a payload: no secret, and no more than it may.</summary>
public sealed class TracedPayloadTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData(""" { "a" : [ 1 , "x\n" , null , true , { } , [ ] ] , "b" : -1.5e3 } """, """{"a":[1,"x\n",null,true,{},[]],"b":-1.5e3}""")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("null", "null")]
    [InlineData("""{"user":{"Password":{"deep":[1,2]},"name":"ada"},"list":[{"API_KEY":"k"}]}""", """{"user":{"Password":"[REDACTED]","name":"ada"},"list":[{"API_KEY":"[REDACTED]"}]}""")]
    [InlineData("""{"headers":{"authorization":"Bearer x","set-cookie":["a=b"],"x":"y"}}""", """{"headers":{"authorization":"[REDACTED]","set-cookie":"[REDACTED]","x":"y"}}""")]
    [InlineData("""{"response":{"channel_id":"c","access_key":"k","direction":"write"}}""", """{"response":{"channel_id":"c","access_key":"[REDACTED]","direction":"write"}}""")]
    [InlineData("""{"token":1,"id_token":2,"x-token":3,"tokens":4,"tokenizer":5}""", """{"token":"[REDACTED]","id_token":"[REDACTED]","x-token":"[REDACTED]","tokens":4,"tokenizer":5}""")]
    [InlineData("""{"pass\u0077ord":"x","__proto__":{"a":1}}""", """{"pass\u0077ord":"[REDACTED]","__proto__":{"a":1}}""")]
    [InlineData("{\"a\":", "null")]
    [InlineData("", "null")]
    public void Values_of_secrets_are_not_shown(string payload, string shown) =>
        Assert.Equal(new TracedPayload(shown, false), TracedPayload.Of(Encoding.UTF8.GetBytes(payload), 1000));

    [Theory]
    [InlineData("client_secret")]
    [InlineData("myCredentials")]
    [InlineData("refresh_token")]
    [InlineData("private_key_id")]
    [InlineData("api-key")]
    [InlineData("apikey")]
    [InlineData("bearerThing")]
    public void Every_name_of_the_platform_is_a_secret(string name) => Assert.True(SecretNames.Contains(name));

    [Theory]
    [InlineData(100, "\"ääääääääääääääääääää\"", false)]
    [InlineData(42, "\"ääääääääääääääääääää\"", false)]
    [InlineData(41, "\"ääääääääääää...\"[TRUNCATED]\"", true)]
    [InlineData(40, "\"äääääääääää...\"[TRUNCATED]\"", true)]
    [InlineData(16, "...\"[TRUNCATED]\"", true)]
    [InlineData(3, "...", true)]
    public void What_is_longer_than_the_limit_is_cut_between_characters(int limit, string shown, bool isTruncated)
    {
        var found = TracedPayload.Of(Encoding.UTF8.GetBytes("\"" + new string('ä', 20) + "\""), limit);
        Assert.Equal(new TracedPayload(shown, isTruncated), found);
        Assert.True(Encoding.UTF8.GetByteCount(found.Json) <= limit);
    }

    [Fact]
    public void No_more_is_read_than_is_shown()
    {
        var payload = Encoding.UTF8.GetBytes("[" + string.Concat(Enumerable.Repeat("1234567890,", 1000)) + "and this is no JSON");
        Assert.Equal("[1234567890,123456...\"[TRUNCATED]\"", TracedPayload.Of(payload, 34).Json);
    }

    [Fact]
    public void Depth_is_no_problem()
    {
        var payload = Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000));
        Assert.Equal(200_000, TracedPayload.Of(payload, null).Json.Length);
    }

    [Theory]
    [InlineData(null, 16384)]
    [InlineData("", 16384)]
    [InlineData(" 100 ", 100)]
    [InlineData("8192mb", 16384)]
    [InlineData("-5", 16384)]
    [InlineData("0", 16384)]
    [InlineData("Unlimited", null)]
    public void The_limit_is_a_number_or_none(string? text, int? bytes) => Assert.Equal(bytes, PayloadTracing.Parse(text));
}
