using System.Text;
using CsCheck;

namespace Iii.Json.Tests;

/// <summary>Properties in order, vectors without white space and plain strings have a short way of their own: what comes otherwise is read alike.</summary>
public sealed class ExpectedTests
{
    private static readonly string[] s_times =
    [
        "\"at\":\"2026-11-24T01:02:03.4500000Z\"", "\"moment\":\"2026-11-24T01:02:03+02:00\"", "\"day\":\"2026-11-24\"", "\"clock\":\"01:02:03.5\"", "\"span\":\"-1.02:03:04.0000005\"", "\"other\":[{}]",
        "\"DAY\":\"2026-11-25\"", "\"day\" :\"2026-11-26\"", " \"moment\": \"2026-11-27T00:00:00Z\" ", "\"d\\u0061y\":\"2026-11-28\"",
    ];

    public static TheoryData<string> Arrays =>
    [
        "[]", "[ ]", "[1]", "[ 1]", "[1 ]", "[1,2]", "[1 ,2]", "[1, 2]", "[1,2 ]", "[\n1\n,\n2\n]", "[1,\"2\"]", "[\"1\",2]", "[1,null]", "[null,1,null,2]", "[1,true]", "[1,[2]]", "[1,{}]", "[1,\"NaN\"]", "[1e5,-0,0.5]",
        "[1e999]", "[1,-1e999]", "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1}", "[1:2]", "[01]", "[1.]", "[-]", "[1.5.5]", "[1/2]", "[1]]", "[1],", "[1] x", "[3.4028235e38,3.5e38]",
        "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]", "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]", "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33]",
    ];

    public static TheoryData<string> Moments =>
    [
        "2026-11-24T01:02:03Z", "2026-11-24T01:02:03", "2026-11-24T01:02:03.1Z", "2026-11-24T01:02:03.1234567Z", "2026-11-24T01:02:03.12345678Z", "2026-11-24T01:02:03.Z", "2026-11-24T01:02:03.1234567+13:59", "2026-11-24T01:02:03-13:59",
        "2026-11-24T01:02:03+14:00", "2026-11-24T01:02:03+14:01", "2026-11-24T01:02:03+00:00", "2026-11-24T01:02:03-00:00", "2026-11-24T01:02:03+1:00", "2026-11-24T01:02:03+01:60", "2026-11-24T01:02:03+01", "2026-11-24T01:02:03+0100", "2026-11-24T01:02:03 Z", "2026-11-24T01:02:03z",
        "2026-11-24t01:02:03Z", "2026-11-24 01:02:03Z", "2026-11-24T24:00:00Z", "2026-11-24T23:60:00Z", "2026-11-24T23:59:60Z", "2026-11-24T1:02:03Z", "2026-11-24T01:02Z", "2026-11-24T01:02", "2026-11-24", "2026-11-24Z", "2026-02-29", "2024-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32",
        "0000-01-01", "0001-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00-01:00", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999-01:00", "9999-12-31T23:59:59+01:00", "2026/11/24", "2026-1-24", "20a6-11-24", "2026-11-2\\u0034", "",
    ];

    public static TheoryData<string> Numbers =>
    [
        "0", "-0", "0.0", "-0.00", "0.000000000000000000000000000000", "1", "-1", "1.0", "12.340", "-12.340", "0.1", "123456789012345678", "1234567890123456789", "0.12345678901234567", "0.123456789012345678", "0.1234567890123456789", "12345678901234567.8", "123456789012345678.9",
        "79228162514264337593543950335", "79228162514264337593543950336", "7.9228162514264337593543950335", "0.0000000000000000000000000001", "0.00000000000000000000000000001", "1e2", "1E-2", "1.5e3", "1e28", "1e29", "1e-28", "1e-30", "18446744073709551615", "18446744073709551616", "4294967296.4294967296",
    ];

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Arrays_of_numbers_are_taken_or_refused_alike(string json)
    {
        Judge.Text<double[]>(json);
        Judge.Text<float[]>(json);
        Judge.Text<List<double>>(json);
        Judge.Text<double?[]>(json);
        Judge.Text<float[][]>($"[{json},{json}]");
        Judge.Text<decimal[]>(json);
        Judge.Text<List<int>>(json);
    }

    [Fact]
    public void A_vector_that_is_damaged_is_taken_or_refused_alike()
    {
        var vector = "[-0.12345678901234567,1.5,2,3e-5,0.25]"u8.ToArray();
        var marks = "[],.-+e0 9\"n"u8.ToArray();
        Gen.Select(Gen.Int[0, vector.Length - 1], Gen.Int[0, marks.Length - 1], Gen.Bool).Sample(
            (place, mark, isInserted) =>
            {
                byte[] json = [.. vector[..place], marks[mark], .. vector[(isInserted ? place : place + 1)..]];
                Judge.Text<double[]>(json);
                Judge.Text<List<float>>(json);
            },
            iter: 5_000);
    }

    [Fact]
    public void Properties_may_come_in_any_order_more_than_once_not_at_all_and_written_in_any_way() =>
        Gen.Int[0, s_times.Length - 1].Array[0, 8].Sample(
            order => Judge.Text<Times>($"{{{string.Join(',', order.Select(i => s_times[i]))}}}"),
            iter: 5_000);

    [Theory]
    [MemberData(nameof(Moments))]
    public void Times_are_taken_or_refused_alike(string text)
    {
        Judge.Text<DateTime>($"\"{text}\"");
        Judge.Text<DateTimeOffset>($"\"{text}\"");
        Judge.Text<DateOnly>($"\"{text}\"");
    }

    [Theory]
    [InlineData("5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11")]
    [InlineData("5E9AD5EF-8C2B-4F0A-9B39-0D5A1B4A6D11")]
    [InlineData("5e9ad5ef8c2b4f0a9b390d5a1b4a6d11")]
    [InlineData("{5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11}")]
    [InlineData("5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d1")]
    [InlineData("5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d111")]
    [InlineData("5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d1g")]
    [InlineData("5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d1\\u0031")]
    [InlineData("0x9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11")]
    [InlineData("5e9ad5ef-8c2b-4f0a-9b390-d5a1b4a6d11")]
    [InlineData(" 5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d1")]
    public void Uuids_are_taken_or_refused_alike(string text) => Judge.Text<Guid>($"\"{text}\"");

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Decimals_are_read_to_the_last_place_and_written_alike(string text)
    {
        Judge.Text<decimal>(text);
        Judge.Text<decimal>("-" + text.TrimStart('-'));
    }

    [Fact]
    public void Any_decimal_is_read_and_written_alike() =>
        Gen.Select(Gen.ULong, Gen.Int, Gen.Bool, Gen.Byte[0, 28]).Sample(
            (low, high, isNegative, places) =>
            {
                var value = new decimal((int)low, (int)(low >> 32), high % 3 == 0 ? high : 0, isNegative, places);
                Judge.Read<decimal>(Judge.Value(value)!, v => string.Join(' ', decimal.GetBits(v)));
            },
            iter: 5_000);

    /// <summary>Each character as it is, as one escape or as several, and pairs of them torn apart.</summary>
    [Fact]
    public void Any_string_with_any_escapes_is_read_alike()
    {
        string[] pieces =
        [
            "a", "plain text that is longer than sixteen", "\u00e9", "\u20ac", "\ud83d\ude00", "\\n", "\\\"", "\\\\", "\\/", "\\b\\f\\r\\t", "\\u0000", "\\u00e9", "\\u20AC", "\\ud83d\\ude00", "\\ud83d", "\\ude00", "\\uD83D\\n", "\\uD83Da", "\\u0022",
            new string('x', 300),
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 12].Sample(
            chosen =>
            {
                var text = string.Concat(chosen.Select(i => pieces[i]));
                Judge.Same<string>(Encoding.UTF8.GetBytes($"\"{text}\""));
                Judge.Text<Dictionary<string, int>>($"{{\"{text}\":1}}");
            },
            iter: 10_000);
    }

    [Fact]
    public void Any_string_is_written_alike_whatever_stands_next_to_what_must_be_escaped()
    {
        string[] pieces = ["a", "1234567", "12345678", "sixteen letters.", "\"", "&", "'", "+", "<", ">", "\\", "`", "\u007f", "\u0080", "\u00ff", "\u0122", "\u2026", "\n", "\u0001", "\ud83d\ude00", "\ud83d", "\ude00", "~", " "];
        Gen.Int[0, pieces.Length - 1].Array[0, 12].Sample(
            chosen => Judge.Value(string.Concat(chosen.Select(i => pieces[i]))),
            iter: 10_000);
    }
}
