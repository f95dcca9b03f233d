using System.Text;
using System.Text.Json;
using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Tests.Modules;

// The SDK has types of these names too.
using UpdateError = Iii.DevEngine.Modules.Storage.UpdateError;
using UpdateOperations = Iii.DevEngine.Modules.Storage.UpdateOperations;

/// <summary>Operations on a value, without a store.</summary>
public sealed class UpdateOperationsTests
{
    [Theory]
    [InlineData(null, """{"type":"set","path":"a.b","value":1}""", """{"a.b":1}""")]
    [InlineData(null, """{"type":"set","path":"","value":[1]}""", "[1]")]
    [InlineData("1", """{"type":"set","path":""}""", "null")]
    [InlineData("""{"a":{"x":1}}""", """{"type":"merge","value":{"a":{"y":2}}}""", """{"a":{"y":2}}""")]
    [InlineData("""{"a":1}""", """{"type":"merge","path":["a","b"],"value":{"y":2}}""", """{"a":{"b":{"y":2}}}""")]
    [InlineData("""{"a":{"x":1}}""", """{"type":"merge","path":"a","value":{"y":2}}""", """{"a":{"x":1,"y":2}}""")]
    [InlineData("5", """{"type":"merge","value":{"y":2}}""", "5")]
    [InlineData(null, """{"type":"increment","path":"n","by":2}""", """{"n":2}""")]
    [InlineData(null, """{"type":"decrement","path":"","by":2}""", "-2")]
    [InlineData("""{"n":1.5}""", """{"type":"increment","path":"n","by":1}""", """{"n":2.5}""")]
    [InlineData("""{"n":1.0}""", """{"type":"decrement","path":"n","by":1}""", """{"n":0.0}""")]
    [InlineData("""{"n":9223372036854775807}""", """{"type":"increment","path":"n","by":1}""", """{"n":9223372036854775808}""")]
    [InlineData(null, """{"type":"append","path":"l","value":1}""", """{"l":[1]}""")]
    [InlineData(null, """{"type":"append","path":"l","value":"a"}""", """{"l":"a"}""")]
    [InlineData("""{"l":"a"}""", """{"type":"append","path":"l","value":"b"}""", """{"l":"ab"}""")]
    [InlineData("""{"l":[1]}""", """{"type":"append","path":"l","value":[2]}""", """{"l":[1,[2]]}""")]
    [InlineData("""{"l":null}""", """{"type":"append","path":"l","value":2}""", """{"l":[2]}""")]
    [InlineData(null, """{"type":"append","path":["a","b"],"value":"x"}""", """{"a":{"b":["x"]}}""")]
    [InlineData(null, """{"type":"append","value":"x"}""", "\"x\"")]
    [InlineData("""{"a":1,"b":2}""", """{"type":"remove","path":"a"}""", """{"b":2}""")]
    [InlineData("""{"a":1}""", """{"type":"remove","path":""}""", "null")]
    public void An_operation_changes_the_value(string? old, string operation, string expected)
    {
        var result = Apply(old, operation);
        Assert.Empty(result.Errors);
        Assert.Equal(expected, result.New.GetRawText());
    }

    [Theory]
    [InlineData("1", """{"type":"set","path":"a","value":1}""", "set.target_not_object", "Cannot set at path 'a': target is number, expected object.")]
    [InlineData("[]", """{"type":"remove","path":"a"}""", "remove.target_not_object", "Cannot remove at path 'a': target is array, expected object.")]
    [InlineData("[]", """{"type":"append","path":["a","b"],"value":1}""", "append.target_not_object", "Cannot append at path '[a, b]': target is array, expected object.")]
    [InlineData("""{"a":true}""", """{"type":"append","path":"a","value":1}""", "append.type_mismatch", "Cannot append at path 'a': target is boolean, expected array, string, null, or missing field.")]
    [InlineData("\"s\"", """{"type":"append","value":1}""", "append.type_mismatch", "Expected string append value at path 'root', got number.")]
    [InlineData("{}", """{"type":"increment","path":"","by":1}""", "increment.not_number", "Expected number at path 'root', got object.")]
    [InlineData("""{"n":18446744073709551615}""", """{"type":"increment","path":"n","by":1}""", "increment.not_number", "Expected number at path 'n', got number.")]
    [InlineData("null", """{"type":"decrement","path":"n","by":1}""", "decrement.target_not_object", "Cannot decrement at path 'n': target is null, expected object.")]
    [InlineData("{}", """{"type":"merge","value":[]}""", "merge.value.not_an_object", "Merge value must be a JSON object")]
    [InlineData("{}", """{"type":"merge","value":{"__proto__":1}}""", "merge.value.proto_polluted", "Merge value top-level key \"__proto__\" is a prototype-pollution sink")]
    [InlineData("{}", """{"type":"set","path":"prototype"}""", "set.path.proto_polluted", "Path segment 'prototype' is not allowed (prototype pollution).")]
    [InlineData("{}", """{"type":"merge","path":["a",""],"value":{}}""", "merge.path.empty_segment", "Path contains an empty segment")]
    public void An_operation_that_does_not_fit_is_left_out(string old, string operation, string code, string message)
    {
        var result = Apply(old, operation);
        Assert.Equal([new UpdateError(0, code, message)], result.Errors);
        Assert.Equal(old, result.New.GetRawText());
    }

    [Fact]
    public void Paths_and_values_have_limits()
    {
        var deep = string.Join(',', Enumerable.Repeat("\"a\"", 33));
        Assert.Equal("append.path.too_deep", Assert.Single(Apply("{}", $$"""{"type":"append","path":[{{deep}}],"value":1}""").Errors).Code);
        Assert.Equal("Path segment of 257 bytes exceeds maximum of 256", Assert.Single(Apply("{}", $$"""{"type":"remove","path":"{{new string('a', 257)}}"}""").Errors).Message);
        var nested = string.Concat(Enumerable.Repeat("""{"a":""", 16)) + "{}" + new string('}', 16);
        Assert.Equal("merge.value.too_deep", Assert.Single(Apply("{}", $$"""{"type":"merge","value":{{nested}} }""").Errors).Code);
        var many = string.Join(',', Enumerable.Range(0, 1025).Select(i => $"\"k{i}\":1"));
        Assert.Equal("Merge value has 1025 top-level keys, exceeds maximum of 1024", Assert.Single(Apply("{}", $$"""{"type":"merge","value":{ {{many}} } }""").Errors).Message);
    }

    private static UpdateResult Apply(string? old, string operation) =>
        UpdateOperations.Apply(old is null ? null : Parse(old), UpdateOperation.Read(Parse($"[{operation}]")));

    private static JsonElement Parse(string json) => CanonicalJson.Parse(Encoding.UTF8.GetBytes(json));
}
