using System.Text;
using System.Text.Json;
using Iii.Generated;

namespace Iii.Json.Tests;

/// <summary>The reader of generated code sees in any text what the framework's sees: the same tokens at the same places, or the same refusal in the same words.</summary>
public sealed class JsonInputTests
{
    private const string Document =
        """
        { "name" : "Ada \"L\" \u00fc<\n", "empty":"", "nothing":null,
          "long name, longer than sixteen bytes": "and a text that has more of them, too, and \\ within",
        	"numbers":[0,-0,1.5,-12.25e-3,1E+7,123456789012345678901234567890], "flags":[ true , false ],"deep":[[[{"a":[{}]}]],[]] , "tail" : { } }
        """;

    public static TheoryData<string> Texts =>
    [
        "", " ", "\t\r\n", "null", "true", "false", "nul", "nulll", "truex", "tru", "True", "'a'", "x", "1 2", "1,", "1]", "1}", ",", ":", "]", "}", "{", "[", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1 2]", "[1}", "{]", "[}", "[]]", "{}}", "[] []", "{}1", "\"a\"\"b\"", "[true", "[true ",
        "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":1,,\"b\":2}", "{\"a\"::1}", "{a:1}", "{1:1}", "{\"a\":}", "{null:1}", "{\"a\",1}", "{,}", "{:1}", "[\"a\":1]", "{\"a\":1]",
        "0", "-0", "00", "01", "-", "--1", "-x", "+1", ".5", "1.", "1.x", "1.e5", "1e", "1e+", "1e-", "1ex", "1e5", "1E5", "1e+5", "1e-5", "0e0", "0.0", "0x1", "1/", "1/2", "[1/", "[1/2]", "1 /", "1a", "1\"a\"", "1[", "[1[", "1:", "-1-", "1-1", "1.5.5", "1e5.5", "1e5e5", "1 ", "1\n", "1\u0001", "1\f", "[-]", "[1.]", "[1e]",
        "\"", "\"a", "\"\\\"", "\"\\\\\"", "\"\\x\"", "\"\\", "\"\\u", "\"\\u12\"", "\"\\u12", "\"\\u123g\"", "\"\\u1234\"", "\"\\ud800\"", "\"\\/\\b\\f\\n\\r\\t\"", "\"\n\"", "\"\t\"", "\"\u0000\"", "\"\u001f\"", "\"\u007f\"", "\"12345678901234\"", "\"123456789012345\"", "\"1234567890123456\"", "\"12345678901234567\"", "\"12345678901234\\\"6\"", "\"123456789012345\\\"\"", "\"1234567890123456\\n89\"", "\"1234567890123456\n89\"",
        "//c", "/*c*/1", "1//c", "[1,/*c*/2]", "{\"a\"/**/:1}", "\ufeff1", "\u00a01", "[1,\u00a02]", "1\u0000", "[\v1]",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_are_seen_alike(string text) => Same(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    public void Depth_ends_alike(int depth)
    {
        Same(Encoding.UTF8.GetBytes(new string('[', depth) + "1" + new string(']', depth)));
        Same(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "{}" + new string('}', depth)));
        Same(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[{\"a\":", depth / 2)) + "[" + string.Concat(Enumerable.Repeat("}]", depth / 2))));
    }

    [Fact]
    public void A_text_that_ends_anywhere_is_seen_alike()
    {
        var document = Encoding.UTF8.GetBytes(Document);
        for (var length = 0; length <= document.Length; length++)
        {
            Same(document.AsSpan(0, length));
            Same(document.AsSpan(length));
        }
    }

    [Fact]
    public void Any_damage_is_seen_alike()
    {
        var random = new Random(1);
        var document = Encoding.UTF8.GetBytes(Document);
        var marks = "\"\"\"\\{}[],:0123456789-+.eEtfn u/\n\t\u0000\u00ff"u8.ToArray();
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = new List<byte>(document);
            for (var damages = random.Next(1, 4); damages > 0; damages--)
            {
                var place = random.Next(bytes.Count);
                var mark = random.Next(8) == 0 ? (byte)random.Next(256) : marks[random.Next(marks.Length)];
                switch (random.Next(3))
                {
                    case 0:
                        bytes[place] = mark;
                        break;
                    case 1:
                        bytes.Insert(place, mark);
                        break;
                    default:
                        bytes.RemoveRange(place, Math.Min(random.Next(1, 4), bytes.Count - place));
                        break;
                }
            }

            Same([.. bytes], random.Next(1, 12));
        }
    }

    [Fact]
    public void Any_short_text_is_seen_alike()
    {
        var random = new Random(2);
        var marks = "\"\\{}[],:01-+.eE utrefalsn/ "u8.ToArray();
        for (var i = 0; i < 300_000; i++)
        {
            var text = new byte[random.Next(1, 10)];
            random.GetItems(marks, text);
            Same(text);
        }
    }

    /// <param name="json">The text.</param>
    /// <param name="skip">Each so-and-so-many tokens, what begins there is skipped; 0 for never.</param>
    private static void Same(ReadOnlySpan<byte> json, int skip = 0)
    {
        var theirs = new Utf8JsonReader(json);
        var ours = new JsonInput(json);
        for (var tokens = 1; ; tokens++)
        {
            var isSkipped = skip > 0 && tokens % skip == 0;
            string? theirWords = null, ourWords = null;
            bool theirResult = false, ourResult = false;
            try
            {
                theirResult = theirs.Read();
                if (isSkipped)
                {
                    theirs.Skip();
                }
            }
            catch (JsonException e)
            {
                theirWords = e.Message;
            }

            try
            {
                ourResult = ours.Read();
                if (isSkipped)
                {
                    ours.Skip();
                }
            }
            catch (JsonException e)
            {
                ourWords = e.Message;
            }

            if (theirWords != ourWords)
            {
                Assert.Fail($"{Encoding.UTF8.GetString(json)}: theirs {theirs.TokenType} at {theirs.TokenStartIndex}, {theirWords}; ours {ours.TokenType} at {ours.TokenStartIndex}, {ourWords}");
            }

            if (theirWords is not null)
            {
                return;
            }

            var their = (theirResult, theirs.TokenType, theirs.TokenStartIndex, theirs.BytesConsumed, theirs.CurrentDepth, theirs.ValueIsEscaped);
            var our = (ourResult, ours.TokenType, ours.TokenStartIndex, ours.BytesConsumed, ours.CurrentDepth, ours.ValueIsEscaped);
            if (!theirResult)
            {
                Assert.Equal(theirResult, ourResult);
                return;
            }

            if (their != our || !theirs.ValueSpan.SequenceEqual(ours.ValueSpan))
            {
                Assert.Fail($"{Encoding.UTF8.GetString(json)}: theirs {their}, ours {our}");
            }
        }
    }
}
