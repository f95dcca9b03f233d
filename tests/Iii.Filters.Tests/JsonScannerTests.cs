using System.Text;
using System.Text.Json;
using CsCheck;
using Iii.Filters.Evaluation;

namespace Iii.Filters.Tests;

/// <summary>Checks that the ends of values are found, wherever they lie in the blocks that are read at once.</summary>
public sealed class JsonScannerTests
{
    private static readonly string[] s_texts =
        ["", "a", "\\\"", "\\\\", "}", "]", "{[", "\\\\\\\"", new string('x', 61), new string('\\', 64), "\\u007d", "é", new string('}', 70)];

    private static readonly JsonSerializerOptions s_options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> s_value = Gen.Recursive<string>(
        (depth, value) => depth > 2
            ? Text()
            : Gen.OneOf(
                Text(),
                Any("1", "true", "null", "-1.5e3"),
                value.Array[0, 5].Select(items => $"[{string.Join(",", items)}]"),
                Gen.Select(Text(), value).Array[0, 5].Select(members => $"{{{string.Join(",", members.Select(m => $"{m.Item1} : {m.Item2}"))}}}")));

    [Fact]
    public void SkipValue_valueFollowedByMore_endsWhereItEnds() =>
        Gen.Select(s_value, Gen.Int[0, 80], Any("", ",1", "]", "}", " ,{\"a\":[]}", ",\"" + new string('y', 100) + "\"")).Sample(
            (value, before, after) =>
            {
                var json = Encoding.UTF8.GetBytes(new string(' ', before) + value + after);
                return JsonScanner.SkipValue(json, before) == before + Encoding.UTF8.GetByteCount(value);
            },
            iter: 1_000);

    [Fact]
    public void SkipValue_anyBytes_staysWithinThem() =>
        Any((byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)'[', (byte)']', (byte)'x', (byte)',').Array[0, 200].Sample(
            bytes =>
            {
                for (var at = 0; at <= bytes.Length; at++)
                {
                    Assert.InRange(JsonScanner.SkipValue(bytes, at), at, bytes.Length);
                }
            },
            iter: 100);

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Text() =>
        Any(s_texts).Array[0, 3].Select(parts => JsonSerializer.Serialize(string.Concat(parts), s_options));
}
