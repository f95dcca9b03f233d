using System.Globalization;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Writes numbers as JSON that is read as the same number.</summary>
internal static class NumberLiteral
{
    /// <summary>The largest number that a filter may hold: 2^53.</summary>
    public const double Largest = 9007199254740992;

    /// <summary>The same with all its digits: a conversion of the double keeps 15.</summary>
    public const decimal LargestExact = 9007199254740992m;

    public static string Of(double value) => Shortest(value, 17, 1e15, text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(value));

    public static string Of(float value) => Shortest(value, 9, 1e6, text => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(value));

    /// <summary>The fewest digits that are read as the value. Not every framework that runs a compiler finds them by itself.</summary>
    private static string Shortest(double value, int most, double plainBelow, Func<string, bool> isSame)
    {
        if (value == 0)
        {
            return "0";
        }

        if (Math.Abs(value) < plainBelow && value == Math.Floor(value))
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        }

        for (var digits = 1; ; digits++)
        {
            var text = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (digits == most || isSame(text))
            {
                return Plain(text);
            }
        }
    }

    /// <summary>Digits with a point where that is not long, else with an exponent.</summary>
    private static string Plain(string text)
    {
        var at = text.IndexOf('E');
        var exponent = int.Parse(text.Substring(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var digits = text.Substring(sign.Length, at - sign.Length).Replace(".", "").TrimEnd('0');
        if (exponent is < -5 or > 16)
        {
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits.Substring(1) : "")}e{exponent.ToString(CultureInfo.InvariantCulture)}";
        }

        return exponent < 0 ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : digits.Length <= exponent + 1 ? sign + digits.PadRight(exponent + 1, '0')
            : $"{sign}{digits.Substring(0, exponent + 1)}.{digits.Substring(exponent + 1)}";
    }
}
