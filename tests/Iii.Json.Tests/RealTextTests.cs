using System.Globalization;
using System.Numerics;
using System.Text;
using Iii.Generated;

namespace Iii.Json.Tests;

/// <summary>
/// Floating point numbers are read from text to the last bit as the framework reads them, and the same texts are taken. These are samples:
/// <c>dotnet run -c Release --project benchmarks/Iii.Bench -- numbers</c> compares hundreds of millions.
/// </summary>
public sealed class RealTextTests
{
    private const int Many = 400_000;

    public static TheoryData<string> Corners =>
    [
        "0", "-0", "0.0", "-0.0", "0e0", "-0e999", "0.000", "0.0000000000000000000000000000001", "1", "-1", "10", "123456789", "1e0", "1E0", "1e+0", "1e-0", "1e5", "1e-5", "1e22", "1e23", "1e24", "-1e23",
        "5e-324", "4.9e-324", "4.94065645841246544e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.470328229206232720e-324", "2.470328229206232721e-324", "3e-324", "2e-324", "1e-324", "1e-400",
        "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072013e-308", "2.2250738585072014e-308", "2.225073858507201e-308", "2.225073858507202e-308",
        "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1.797693134862315807e308", "1.797693134862315808e308", "1.8e308", "1e308", "1e309", "9e999", "-1e309",
        "179769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632766878171540458953514382464234321326889464182768467546703537516986049910576551282076245490090389328944075868508455133942304583236903222948165808559332123347747",
        "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740994", "9007199254740995", "90071992547409930", "9007199254740993e1", "9007199254740993.0", "9007199254740993.00000000000000000001",
        "9223372036854775807", "9223372036854775808", "9999999999999999999", "18446744073709551615", "18446744073709551616", "99999999999999999999", "1844674407370955161500",
        "0.1", "0.2", "0.3", "0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827021181583404541015625", "3.14159265358979323846264338327950288", "0.30000000000000004",
        "123456789012345678", "1234567890123456789", "12345678901234567890", "0.1234567890123456789", "0.12345678901234567890", "1.234567890123456789e-300", "1234567.8", "12345678.9", "123456789.12345678", "1.12345678", "1.1234567812345678", "1.12345678123456781",
        "1.0000000000000002220446049250313080847263336181640625", "1.00000000000000011102230246251565404236316680908203125", "1.00000000000000011102230246251565404236316680908203124", "1.00000000000000011102230246251565404236316680908203126",
        "8.5e-46", "7.006492321624085e-46", "7.0064923216240854e-46", "1.4e-45", "1.17549421e-38", "1.17549435e-38", "1.1754943508222875e-38", "3.4028234663852886e38", "3.4028235677973366e38", "3.40282356779733661637539395458142568447e38", "3.40282356779733661637539395458142568448e38", "3.5e38", "1e39", "1e-46",
        "16777216", "16777217", "16777218", "16777219", "0.000000059604644775390625", "1.00000017881393432617187499", "1.00000017881393432617187500", "1.00000017881393432617187501",
        "1e9999", "1e10000", "1e-9999", "1e-10000", "1e00000000001", "1e-00000000001", "1e2147483647", "1e2147483648", "1e4294967295", "1e4294967296", "1e99999999999999999999", "1e-2147483648", "1e-4294967296", "1e-99999999999999999999", "0e99999999999999999999",
        "7.3177701707893310e+15", "6.9294956446009195e15", "9355950000000000000.00000000000000000000000000000000001844674407370955161600000184467440737095516161844674407370955161407370955161618446744073709551616000184467440737095516166000001844674407370955161618446744073709551614073709551616184467440737095516160001844674407370955161601844674407370955674451616184467440737095516140737095516161844674407370955161600018446744073709551616018446744073709551611616000184467440737095001844674407370955161600184467440737095516160018446744073709551168164467440737095516160001844073709551616018446744073709551616184467440737095516160001844674407536910751601611616000184467440737095001844674407370955161600184467440737095516160018446744073709551616184467440737095516160001844955161618446744073709551616000184467440753691075160018446744073709",
    ];

    [Theory]
    [MemberData(nameof(Corners))]
    public void Corners_are_read_alike(string text)
    {
        Same(text);
        Same("-" + text.TrimStart('-'));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("-", 0)]
    [InlineData("+1", 0)]
    [InlineData("--1", 0)]
    [InlineData(".5", 0)]
    [InlineData("-.5", 0)]
    [InlineData("1.", 0)]
    [InlineData("1.e5", 0)]
    [InlineData("1.x", 0)]
    [InlineData("1e", 0)]
    [InlineData("1e+", 0)]
    [InlineData("1e-", 0)]
    [InlineData("1ex", 0)]
    [InlineData("1e+-5", 0)]
    [InlineData("00", 0)]
    [InlineData("01", 0)]
    [InlineData("-01", 0)]
    [InlineData("00.5", 0)]
    [InlineData("NaN", 0)]
    [InlineData("Infinity", 0)]
    [InlineData("\"1\"", 0)]
    [InlineData(" 1", 0)]
    [InlineData("1 ", 1)]
    [InlineData("1x", 1)]
    [InlineData("1.5,2.5", 3)]
    [InlineData("1.5e3]", 5)]
    [InlineData("1.5.5", 3)]
    [InlineData("1e5e5", 3)]
    [InlineData("12345678:", 8)]
    [InlineData("0.12345678/", 10)]
    [InlineData("0.12345678\u00b9", 10)]
    [InlineData("0.1234567\u00ff12345678", 9)]
    [InlineData("0.123456712345678\u00fa1", 17)]
    public void A_number_ends_where_the_grammar_of_json_says(string text, int length)
    {
        Assert.Equal(length, RealText.Read<double, DoubleFormat>(Encoding.Latin1.GetBytes(text), out _));
        Assert.Equal(length, RealText.Read<float, SingleFormat>(Encoding.Latin1.GetBytes(text), out _));
    }

    [Fact]
    public void Nothing_behind_the_text_is_read()
    {
        const string Digits = "0.12345678901234567890123456789e12";
        for (var length = 1; length <= Digits.Length; length++)
        {
            var alone = RealText.Read<double, DoubleFormat>(Encoding.ASCII.GetBytes(Digits[..length]), out var expected);
            var within = RealText.Read<double, DoubleFormat>(Encoding.ASCII.GetBytes(Digits).AsSpan(0, length), out var actual);
            Assert.Equal((alone, expected), (within, actual));
        }
    }

    [Fact]
    public void Any_double_is_read_alike() => Assert.Null(RealComparison.OfDoubles(new Random(1), Many));

    [Fact]
    public void Any_float_is_read_alike() => Assert.Null(RealComparison.OfSingles(new Random(2), Many));

    [Fact]
    public void Any_digits_are_read_alike() => Assert.Null(RealComparison.OfDigits(new Random(3), Many));

    [Fact]
    public void Ties_are_read_alike() => Assert.Null(RealComparison.OfTies(new Random(4), Many / 2));

    /// <summary>Powers of two have a neighbour below that is nearer than the one above; powers of ten are where a digit more or less is needed, and an exponent.</summary>
    [Fact]
    public void Every_power_of_two_and_of_ten_is_written_alike_and_so_are_its_neighbours()
    {
        for (var power = -1074; power <= 1023; power++)
        {
            Neighbours(Math.ScaleB(1.0, power));
        }

        for (var power = -324; power <= 308; power++)
        {
            Neighbours(double.Parse($"1e{power}", CultureInfo.InvariantCulture));
        }

        static void Neighbours(double value)
        {
            var narrow = (float)value;
            foreach (var near in new[] { Math.BitDecrement(value), value, Math.BitIncrement(value), -value, narrow, MathF.BitDecrement(narrow), MathF.BitIncrement(narrow) }.Where(double.IsFinite))
            {
                Same(near.ToString("R", CultureInfo.InvariantCulture));
                Assert.Null(RealComparison.OfValue<double, DoubleFormat>(near));
                Assert.Null(RealComparison.OfValue<float, SingleFormat>((float)near));
            }
        }
    }

    [Fact]
    public void Only_what_is_next_to_zero_and_powers_of_two_with_many_digits_are_left_to_the_framework_to_write()
    {
        Span<byte> text = stackalloc byte[RealText.MostBytes];
        Assert.NotEqual(0, RealText.Write<double, DoubleFormat>(0.0009765625, text));
        Assert.Equal(0, RealText.Write<double, DoubleFormat>(Math.ScaleB(1, -25), text));
        Assert.NotEqual(0, RealText.Write<double, DoubleFormat>(1e-291, text));
        Assert.NotEqual(0, RealText.Write<float, SingleFormat>(float.Epsilon, text));
        Assert.Equal(0, RealText.Write<double, DoubleFormat>(double.Epsilon, text));
    }

    [Fact]
    public void The_table_holds_the_powers_of_five()
    {
        for (var power = PowersOfFive.Smallest; power <= PowersOfFive.Largest; power++)
        {
            var exact = BigInteger.Pow(5, Math.Abs(power));
            var length = (int)exact.GetBitLength();
            var bits = power >= 0 ? exact << 128 >> length : (BigInteger.One << (2 * length + 128)) / exact + 1;
            if (power is < 0 and >= -27)
            {
                bits = (BigInteger.One << (length + 127)) / exact + 1;
            }

            bits >>= (int)bits.GetBitLength() - 128;
            Assert.Equal(((ulong)(bits >> 64), (ulong)(bits & ulong.MaxValue)), (PowersOfFive.High(power), PowersOfFive.Low(power)));
            Assert.Equal((int)Math.Floor(power * Math.Log2(10)), PowersOfFive.BinaryExponent(power));
        }
    }

    private static void Same(string text) => Assert.Null(RealComparison.Of(Encoding.ASCII.GetBytes(text)));
}
