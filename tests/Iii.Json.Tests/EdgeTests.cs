using System.Text;
using System.Text.Json;

namespace Iii.Json.Tests;

/// <summary>The texts at which readers differ: each type takes and refuses the same ones as System.Text.Json, with the same value.</summary>
public sealed class EdgeTests
{
    private static readonly string[] s_texts =
    [
        "0", "-0", "-0.0", "1", "-1", "1.0", "1e2", "1E+2", "1e-2", "0.1", "1e999", "-1e999", "65504", "65520", "1e5", "99999999999", "1e400", "1e-400",
        "127", "128", "-128", "-129", "255", "256", "32767", "32768", "65535", "65536", "2147483647", "2147483648", "4294967295", "4294967296",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "79228162514264337593543950335", "79228162514264337593543950336",
        "170141183460469231731687303715884105727", "170141183460469231731687303715884105728", "340282366920938463463374607431768211455", "340282366920938463463374607431768211456",
        "\"1\"", "\"+5\"", "\"-5\"", "\"-0\"", "\" 5\"", "\"5 \"", "\"5\\u0000\"", "\"5\\u0020\"", "\"\\u0035\"", "\"1.0\"", "\"1.5\"", "\".5\"", "\"5.\"", "\"1e2\"", "\"1e999\"", "\"-1e999\"", "\"65520\"",
        "\"NaN\"", "\"nan\"", "\"Infinity\"", "\"-Infinity\"", "\"\\u221e\"", "\"1,000\"", "\"0x10\"", "\"(5)\"", "\"\"", "\" \"", "\"5x\"", "\"--5\"", "\"007\"",
        "null", "true", "false", "\"true\"", "[]", "{}", "[1]", "\"x\"", "\"xy\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"",
        "\"2026-11-24\"", "\"2026-11-24T01:02:03\"", "\"2026-11-24T01:02:03Z\"", "\"2026-11-24T01:02:03.1234567+14:00\"", "\"2026-11-24T24:00:00\"", "\"2026-02-30\"", "\"2026\\u002d11-24\"", "\"+2026-11-24\"",
        "\"2026-11-24T01:02\"", "\"2026-11-24 01:02:03\"", "\"0001-01-01T00:00:00\"", "\"9999-12-31T23:59:59.9999999\"", "\"9999-12-31T23:59:59.99999999\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"01:02:03\"", "\"1:2:3\"", "\"24:00:00\"", "\"23:59:59.9999999\"", "\"1.00:00:00\"", "\"-01:00:00\"", "\"01:02\"", "\"01:02:03.12345678\"", "\"10675199.02:48:05.4775807\"", "\"10675199.02:48:05.4775808\"", "\" 01:02:03\"", "\"5\"", "\"-5\"",
        "\"5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11\"", "\"5E9AD5EF-8C2B-4F0A-9B39-0D5A1B4A6D11\"", "\"{5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11}\"", "\"5e9ad5ef8c2b4f0a9b390d5a1b4a6d11\"", "\"\\u0035e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11\"",
        "\"AQID\"", "\"AQI\"", "\"AQ==\"", "\" AQID\"", "\"A\\u0051ID\"", "\"\\n\"", "1 2", "1,", "[1,]", "//c", "/*c*/1", "1/*c*/", "", " ", "\t1\r\n", "nul", "'1'", "01", "+1", ".5", "1.",
    ];

    [Fact]
    public void Integers() => All(json =>
    {
        Judge.Same<sbyte>(json);
        Judge.Same<byte>(json);
        Judge.Same<short>(json);
        Judge.Same<ushort>(json);
        Judge.Same<int>(json);
        Judge.Same<uint>(json);
        Judge.Same<long>(json);
        Judge.Same<ulong>(json);
        Judge.Same<Int128>(json);
        Judge.Same<UInt128>(json);
        Judge.Same<int?>(json);
        Judge.Same<Level>(json);
        Judge.Same<Level?>(json);
    });

    [Fact]
    public void Reals() => All(json =>
    {
        Judge.Same<double>(json);
        Judge.Same<float>(json);
        Judge.Same<Half>(json);
        Judge.Same<decimal>(json);
        Judge.Same<double?>(json);
    });

    [Fact]
    public void Texts() => All(json =>
    {
        Judge.Same<string>(json);
        Judge.Same<char>(json);
        Judge.Same<bool>(json);
        Judge.Same<Guid>(json);
        Judge.Same<Guid?>(json);
    });

    [Fact]
    public void Times() => All(json =>
    {
        Judge.Same<DateTime>(json);
        Judge.Same<DateTimeOffset>(json);
        Judge.Same<DateOnly>(json);
        Judge.Same<TimeOnly>(json);
        Judge.Same<TimeSpan>(json);
    });

    [Fact]
    public void Containers() => All(json =>
    {
        var text = Encoding.UTF8.GetString(json);
        Judge.Text<byte[]>(text);
        Judge.Text<int[]>(text);
        Judge.Text<List<string?>>(text);
        Judge.Text<Dictionary<string, int>>(text);
        Judge.Text<JsonElement>(text);
        Judge.Text<Tree>(text);
        Judge.Text<Mutable>(text);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(257)]
    [InlineData(5_000)]
    public void Long_strings_with_numbers(int zeros)
    {
        foreach (var text in new[] { new string('0', zeros) + "7", new string('0', zeros) + "\\u0037", "1" + new string('0', zeros), "0." + new string('0', zeros) + "1" })
        {
            var json = Encoding.UTF8.GetBytes($"\"{text}\"");
            Judge.Same<int>(json);
            Judge.Same<ulong>(json);
            Judge.Same<double>(json);
            Judge.Same<decimal>(json);
            Judge.Same<Int128>(json);
            Judge.Same<Half>(json);
        }
    }

    [Theory]
    [InlineData("\"a\u00ffb\"")]
    [InlineData("{\"a\u00ff\":1}")]
    [InlineData("{\"name\":\"\u00ff\"}")]
    [InlineData("{\"n\u00ffme\":1,\"name\":\"x\"}")]
    [InlineData("[\"\u00c3\"]")]
    [InlineData("{\"\\ud800\":1,\"name\":\"x\"}")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"\\u006eame\":\"\\ud83d\\ude00\"}")]
    public void What_is_no_text_is_refused_alike(string latin)
    {
        var json = Encoding.Latin1.GetBytes(latin);
        Judge.Same<string>(json);
        Judge.Same<char>(json);
        Judge.Same<int>(json);
        Judge.Same<Guid>(json);
        Judge.Same<DateTime>(json);
        Judge.Same<DateOnly>(json);
        Judge.Same<TimeSpan>(json);
        Judge.Text<byte[]>(json);
        Judge.Text<string[]>(json);
        Judge.Text<Dictionary<string, int>>(json);
        Judge.Text<Mutable>(json);
        Judge.Text<Tree>(json);
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    public void Depth(int depth)
    {
        var json = string.Concat(Enumerable.Repeat("""{"name":"a","children":[""", depth / 2)) + (depth % 2 == 1 ? """{"name":"a"}""" : "") + string.Concat(Enumerable.Repeat("]}", depth / 2));
        Judge.Text<Tree>(json);
        Judge.Text<JsonElement>(new string('[', depth) + new string(']', depth));
    }

    [Theory]
    [InlineData("""{"a" : [1,  2.50, "x\u0041"]}""")]
    [InlineData("""  "text\n"  """)]
    [InlineData("12.500")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Raw_json_keeps_every_byte(string json)
    {
        Assert.Equal(json.Trim(), Encoding.UTF8.GetString(IIIJson.Deserialize<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(json)).Span));
        Assert.Equal(json.Trim(), Encoding.UTF8.GetString(IIIJson.Serialize<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(json.Trim()))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1_000)]
    public void Arrays_of_every_length(int length)
    {
        Judge.Text<double[]>($"[{string.Join(',', Enumerable.Range(0, length).Select(i => i + 0.5))}]");
        Judge.Text<string[]>($"[{string.Join(',', Enumerable.Range(0, length).Select(i => $"\"{i}\""))}]");
    }

    private static void All(Action<byte[]> check)
    {
        foreach (var text in s_texts)
        {
            check(Encoding.UTF8.GetBytes(text));
        }
    }
}
