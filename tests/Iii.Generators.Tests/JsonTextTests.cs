using System.Text.Json;
using CsCheck;
using Iii.Generators.Infrastructure;

namespace Iii.Generators.Tests;

/// <summary>JSON that is read at compile time is what System.Text.Json says it is.</summary>
public sealed class JsonTextTests
{
    private static readonly string[] s_scraps = ["", "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\":", "\\", "\\u00e9", "\\x", "0", "01", "-", "1.5", "1.", "e3", "1e+3", "true", "tru", "null", " ", "\n", "\t", "\u00a0", "ü"];

    [Theory]
    [InlineData(" { \"a\" : [ 1 , -2.50e+3 , \"x y\" , null ] ,\n\t\"a\":{}} ", """{"a":[1,-2.50e+3,"x y",null],"a":{}}""")]
    [InlineData("[]", "[]")]
    [InlineData("\"\\ud83d\\ude00\\n\"", "\"\\ud83d\\ude00\\n\"")]
    [InlineData("0", "0")]
    public void Only_the_white_space_between_parts_goes(string text, string compact) => Assert.Equal(compact, JsonText.Parse(text, out _)!.Compact);

    [Theory]
    [InlineData("", "expected a value, and found the end at line 1, character 1")]
    [InlineData("{\n  'a': 1}", "expected a property's name in double quotes, and found ''' at line 2, character 3")]
    [InlineData("{\"a\":1,}", "property's name")]
    [InlineData("{\"a\" 1}", "a colon")]
    [InlineData("[1 2]", "a comma or ']'")]
    [InlineData("{} x", "the end, and found 'x'")]
    [InlineData("\"abc", "closing quote")]
    [InlineData("\"\\q\"", "one of")]
    [InlineData("\"\\u12\"", "one of")]
    [InlineData("01", "leading zeros")]
    [InlineData("\"\\ud83d\"", "half of a surrogate pair")]
    [InlineData("// x\n1", "a value")]
    public void What_is_no_JSON_is_refused_with_the_place(string text, string reason)
    {
        Assert.Null(JsonText.Parse(text, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_bounded() => Assert.Null(JsonText.Parse(new string('[', 1_000_000), out _));

    [Fact]
    public void Whatever_is_typed_the_answer_is_the_frameworks() =>
        Gen.Int[0, s_scraps.Length - 1].Array[0, 8].Select(indices => string.Concat(indices.Select(i => s_scraps[i]))).Sample(
            text =>
            {
                var isJson = true;
                try
                {
                    using var document = JsonDocument.Parse(text);
                }
                catch (JsonException)
                {
                    isJson = false;
                }

                return JsonText.Parse(text, out _) is null != isJson;
            },
            iter: 20_000);
}
