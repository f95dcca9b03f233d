using System.Text.Json;
using Iii.DevEngine.Modules.Configuration;

namespace Iii.DevEngine.Tests.Modules;

/// <summary>JSON Schemas of workers: an evaluation of each that is taken has an end.</summary>
public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"$ref":""}""")]
    [InlineData("""{"allOf":[{"not":{"$ref":"#"}}]}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#/properties/a"}}}""")]
    [InlineData("""{"$defs":{"a":{"$anchor":"n","if":{"$ref":"#n"}}},"$ref":"#/$defs/a"}""")]
    [InlineData("""{"$id":"https://example.com/s/root","$defs":{"a":{"$id":"https://example.com/s/a","$ref":"a"}}}""")]
    [InlineData("""{"$defs":{"a/b":{"$ref":"#/$defs/c%20d"},"c d":{"dependentSchemas":{"x":{"$ref":"#/$defs/a~1b"}}}}}""")]
    public void Schema_referenceLeadsBackToItself_isRefused(string schema)
    {
        Assert.Null(SchemaCheck.Build(Json(schema), out var problem));
        Assert.Contains("leads back to itself", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_manyReferencesInARow_isRefused()
    {
        Assert.NotNull(SchemaCheck.Build(Chain(100), out _));
        Assert.Null(SchemaCheck.Build(Chain(200), out var problem));
        Assert.Contains("references follow each other", problem, StringComparison.Ordinal);

        static JsonElement Chain(int length)
        {
            var links = string.Join(',', Enumerable.Range(0, length).Select(Link));
            return Json("{\"$ref\":\"#/$defs/s0\",\"$defs\":{" + links + $",\"s{length}\":{{\"type\":\"integer\"}}}}}}");
        }

        static string Link(int number) => $"\"s{number}\":{{\"$ref\":\"#/$defs/s{number + 1}\"}}";
    }

    [Theory]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}""", """{"next":{"next":{}}}""", """{"next":{"other":{}}}""")]
    [InlineData("""{"$defs":{"n":{"type":"integer"}},"items":{"allOf":[{"$ref":"#/$defs/n"},{"$ref":"#/$defs/n"}]}}""", "[1,2]", "[1,\"2\"]")]
    [InlineData("false", null, "1")]
    public void Schema_recursionIntoTheValue_isEvaluated(string schema, string? valid, string invalid)
    {
        if (valid is not null)
        {
            Assert.Null(SchemaCheck.Problem(Json(valid), Json(schema)));
        }

        Assert.NotNull(SchemaCheck.Problem(Json(invalid), Json(schema)));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"object\"")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"properties":[]}""")]
    [InlineData("""{"minimum":"1"}""")]
    public void Schema_thatIsNone_isRefused(string schema) => Assert.Null(SchemaCheck.Build(Json(schema), out _));

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
