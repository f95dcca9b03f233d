using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests.Observers;

/// <summary>Filters that stand as text in the source: mistakes are marked inside the text, and paths are checked against types.</summary>
public sealed class FilterTextTests
{
    private const string Surroundings = """
        using System.Collections.Generic; using System.Text.Json.Serialization; using Iii;
        public enum Kind { A, B }
        [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] public record Closed(int Amount, string Currency, Kind Kind, Line[] Lines, Dictionary<string, int> Map, Closed? Next);
        public record Line(string Sku, int Count);
        public record Open(int Amount);
        public static class Shop
        {
            [IIIFunction("shop::closed")] public static Open PayClosed(Closed order) => new(1);
            [IIIFunction("shop::open")] public static Closed PayOpen(Open order) => null!;
            [IIIFunction("shop::add")] public static int Add(int a, string b) => a;
        }

        """;

    [Theory]
    [InlineData("\"{ \\\"input.a\\\": 5 }\"", "5")]
    [InlineData("\"{ \\\"input.a\\\": \\\"x\\\" }\"", "\\\"x\\\"")]
    [InlineData("@\"{ \"\"input.a\"\": \"\"x\"\" }\"", "\"\"x\"\"")]
    [InlineData("\"\"\"{ \"input.a\": [1] }\"\"\"", "[1]")]
    [InlineData("\"\"\"\n        {\n          \"input.\u00e9\U0001F600\": { \"$eq\": 1 },\n          \"input.b\": true\n        }\n        \"\"\"", "true")]
    [InlineData("\"{ \\\"input.a\\\": { \\\"$eq\\\": 1 }, \" + \"\\\"input.b\\\": null }\"", "null")]
    [InlineData("\"\\u007b \\x22input.a\\\": false }\"", "false")]
    public void Filter_literalForAnOperator_isMarkedAndFixed(string literal, string at)
    {
        var diagnostic = Assert.Single(Generate(literal).Diagnostics);
        Assert.Equal("III083", diagnostic.Id);
        Assert.Equal(at, Generation.TextAt(diagnostic));
        Assert.Contains("takes an object of operators", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"{\"", "{")]
    [InlineData("\"[]\"", "[]")]
    [InlineData("\"{ \\\"inptu.a\\\": { \\\"$eq\\\": 1 } }\"", "\\\"inptu.a\\\"")]
    [InlineData("\"{ \\\"input.a\\\": { \\\"$gte\\\": true } }\"", "true")]
    [InlineData("\"{ \\\"input.a\\\": { \\\"$like\\\": 1 } }\"", "\\\"$like\\\"")]
    [InlineData("\"{ \\\"$or\\\": {} }\"", "{}")]
    [InlineData("Text", "Text")]
    public void Filter_malformed_isMarked(string literal, string at)
    {
        var diagnostic = Assert.Single(Generate(literal).Diagnostics);
        Assert.Equal("III083", diagnostic.Id);
        Assert.Equal(at, Generation.TextAt(diagnostic));
    }

    [Theory]
    [InlineData("III084", "shop::closed", """{ "input.amuont": { "$gt": 5 } }""", "\"input.amuont\"", "'amuont'")]
    [InlineData("III084", "shop::closed", """{ "$not": { "input.Amount": { "$exists": true } } }""", "\"input.Amount\"", "Write 'amount'.")]
    [InlineData("III084", "shop::closed", """{ "input.next.next.other": { "$eq": 1 } }""", "\"input.next.next.other\"", "'other'")]
    [InlineData("III084", "shop::open", """{ "output.total": { "$gt": 5 } }""", "\"output.total\"", "'total'")]
    [InlineData("III085", "shop::closed", """{ "input.amount": { "$gt": "5" } }""", "\"$gt\"", "is compared with a string, and 'shop::closed' has a number there")]
    [InlineData("III085", "shop::closed", """{ "input.amount": { "$in": [1, "5"] } }""", "\"$in\"", "a string")]
    [InlineData("III085", "shop::closed", """{ "input.currency": { "$eq": 1 } }""", "\"$eq\"", "a number")]
    [InlineData("III085", "shop::closed", """{ "input.kind": { "$eq": "A" } }""", "\"$eq\"", "a string")]
    [InlineData("III085", "shop::closed", """{ "input.lines": { "$any": { "@.count": { "$eq": "1" } } } }""", "\"$eq\"", "'@.count' is compared")]
    [InlineData("III085", "shop::closed", """{ "input.amount": { "$any": { "$eq": 1 } } }""", "\"$any\"", "is asked for its elements")]
    [InlineData("III085", "shop::closed", """{ "input.amount.x": { "$eq": 1 } }""", "\"input.amount.x\"", "always absent")]
    [InlineData("III085", "shop::closed", """{ "input.lines.count": { "$eq": 1 } }""", "\"input.lines.count\"", "always absent")]
    [InlineData("III085", "shop::closed", """{ "input.map.x": { "$eq": true } }""", "\"$eq\"", "a boolean")]
    [InlineData("III085", "shop::add", """{ "input.a": { "$eq": "x" } }""", "\"$eq\"", "a string")]
    [InlineData("III085", "shop::add", """{ "output": { "$gt": "x" } }""", "\"$gt\"", "a string")]
    public void Filter_notFittingTheTypes_isMarked(string id, string source, string filter, string at, string reason)
    {
        var diagnostic = Assert.Single(Generate($"\"\"\"{filter}\"\"\"", source).Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(at, Generation.TextAt(diagnostic));
        Assert.Contains(reason, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop::closed", """{ "input.amount": { "$gt": 5, "$ne": null }, "input.lines.0.sku": { "$prefix": "a" }, "input.map.any": { "$lt": 5 }, "input.next": { "$eq": { "a": 1 } } }""")]
    [InlineData("shop::closed", """{ "output.more": { "$eq": 1 }, "error.code": { "$eq": "x" }, "caller.worker_name": { "$in": ["a", null] }, "metadata.x": { "$eq": true } }""")]
    [InlineData("shop::open", """{ "input.unknown": { "$eq": "x" } }""")]
    [InlineData("shop::add", """{ "input.c": { "$eq": "x" }, "output": { "$gt": 1 } }""")]
    [InlineData("other::function", """{ "input.c": { "$eq": "x" } }""")]
    public void Filter_fittingOrNotKnown_isTaken(string source, string filter)
    {
        var generation = Generate($"\"\"\"{filter}\"\"\"", source);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
        Assert.Contains("// Fires on calls that match { ", generation.Files["Functions.C.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_withLineSeparators_staysInItsComment()
    {
        var generation = Generate("\"{ \\\"input.a\\u2028\\u0085b\\\": { \\\"$eq\\\": \\\"\\\\n*/\\\" } }\"", "other::function");
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
    }

    private static Generation Generate(string filter, string source = "other::function") => Generation.Of(Surroundings + $$"""
        public static class C
        {
            private const string Text = "{ \"input.a\": 5 }";
            [IIIFunction("c::f"), Observes("{{source}}", Filter = {{filter}})] public static void F() { }
        }
        """);
}
