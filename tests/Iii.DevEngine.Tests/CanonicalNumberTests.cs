using System.Text;

namespace Iii.DevEngine.Tests;

/// <summary>How numbers look after they have passed the engine.</summary>
public sealed class CanonicalNumberTests
{
    [Fact]
    public void What_was_kept_before_numbers_had_a_range_is_still_a_number() =>
        Assert.Equal("[1.7976931348623157e308,-1.7976931348623157e308]", CanonicalJson.Copy(CanonicalJson.Restore("[1e400,-1e400]")).GetRawText());

    [Theory]
    [InlineData("1")]
    [InlineData("-0", "-0.0")]
    [InlineData("1.0")]
    [InlineData("1.50", "1.5")]
    [InlineData("1e2", "100.0")]
    [InlineData("1E15", "1000000000000000.0")]
    [InlineData("1e16")]
    [InlineData("1.5e300")]
    [InlineData("0.00001")]
    [InlineData("0.000001", "1e-6")]
    [InlineData("-12.25e-10", "-1.225e-9")]
    [InlineData("0.1")]
    [InlineData("1234567890123456.5", "1234567890123456.5")]
    [InlineData("5e-324")]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("-0.0")]
    [InlineData("0.00", "0.0")]
    [InlineData("0e5", "0.0")]
    [InlineData("0e99999999999", "0.0")]
    [InlineData("1e-99999999999", "0.0")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("0.000012345678901234")]
    [InlineData("0.0000012345678901234", "1.2345678901234e-6")]
    [InlineData("123456789012.345")]
    [InlineData("123456789012.3456")]
    [InlineData("0.30000000000000004")]
    [InlineData("0.300000000000000044", "0.30000000000000004")]
    [InlineData("0.1000000000000000055", "0.1")]
    [InlineData("9007199254740993.0", "9007199254740992.0")]
    [InlineData("999999999999999999")]
    [InlineData("-9223372036854775809", "-9.223372036854776e18")]
    [InlineData("-9223372036854775808")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616", "1.8446744073709552e19")]
    public void A_number_has_one_notation(string text, string? expected = null) =>
        Assert.Equal($"[{expected ?? text}]", CanonicalJson.Copy(CanonicalJson.Parse(Encoding.UTF8.GetBytes($"[{text}]"))).GetRawText());
}
