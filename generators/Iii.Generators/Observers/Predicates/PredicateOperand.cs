using System.Globalization;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Schemas;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Writes constants as the JSON of the values that they are compared with, and compares them as the filter does.</summary>
internal static class PredicateOperand
{
    private const string Bounds = "a filter holds numbers from -9007199254740992 to 9007199254740992";

    /// <summary>The JSON forms of a constant; null with the reason where a filter would not compare as C# does. An enum's name may have several.</summary>
    public static IReadOnlyList<string>? Of(PredicateValue value, ScalarKind kind, object constant, out string reason)
    {
        reason = "";
        switch (kind)
        {
            case ScalarKind.Text when constant is string text:
                return IsText(text) ? [JsonLiteral.String(text)] : Fail(out reason, "the text holds half of a surrogate pair, which no JSON does");
            case ScalarKind.Character when Character(constant) is { } character:
                return !char.IsSurrogate(character) ? [JsonLiteral.String(character.ToString())] : Fail(out reason, "the character is half of a surrogate pair, which no JSON holds");
            case ScalarKind.Boolean when constant is bool boolean:
                return [boolean ? "true" : "false"];
            case ScalarKind.Guid or ScalarKind.Date when constant is string text:
                return [JsonLiteral.String(text)];
            case ScalarKind.EnumName:
                return Names(value.Inner, constant) ?? Fail(out reason, "the value has no name of its own, and what is written for it is not known here. Compare it with each name");
            case ScalarKind.Integer or ScalarKind.EnumNumber or ScalarKind.Long or ScalarKind.Double or ScalarKind.Single or ScalarKind.Decimal:
                return Number(value, kind, constant, out reason);
            default:
                return Fail(out reason, "it is compared with a constant of another type");
        }
    }

    /// <summary>Compares two operands as a filter does.</summary>
    public static bool Compare(string name, string left, string right)
    {
        int order;
        if (left.StartsWith("\"", StringComparison.Ordinal) || right.StartsWith("\"", StringComparison.Ordinal) || !IsNumber(left) || !IsNumber(right))
        {
            order = string.CompareOrdinal(left, right);
        }
        else
        {
            order = double.Parse(left, NumberStyles.Float, CultureInfo.InvariantCulture).CompareTo(double.Parse(right, NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        return name switch { "$eq" => order == 0, "$gt" => order > 0, "$gte" => order >= 0, "$lt" => order < 0, _ => order <= 0 };
    }

    /// <summary>The constant that a type's default is; null for one that is not known here.</summary>
    public static object? Default(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean => false,
        ScalarKind.Character => '\0',
        ScalarKind.Guid => Guid.Empty.ToString(),
        ScalarKind.Date => "0001-01-01",
        ScalarKind.Text or ScalarKind.Unknown => null,
        _ => 0,
    };

    private static string[]? Number(PredicateValue value, ScalarKind kind, object constant, out string reason)
    {
        reason = "";
        if (constant is char character)
        {
            constant = (int)character;
        }

        if (kind is ScalarKind.Decimal && !value.IsCast)
        {
            return Fail(out reason, "a filter compares numbers as doubles, and decimals have more digits than these hold. Compare it as a double, which is exact up to 15 digits: (double)x");
        }

        if (kind is ScalarKind.Single)
        {
            return Single(value, constant, out reason);
        }

        if (value.ComparedAs?.SpecialType is SpecialType.System_Single)
        {
            return Fail(out reason, "the number is rounded to a float before it is compared. Compare it with a double or a whole number");
        }

        if (constant is float or double or decimal)
        {
            var real = Convert.ToDouble(constant, CultureInfo.InvariantCulture);
            if (constant is decimal exact && (Math.Abs(exact) > NumberLiteral.LargestExact || (decimal)real != exact))
            {
                return Fail(out reason, "the constant has more digits than a double holds");
            }

            return double.IsNaN(real) ? Fail(out reason, "nothing is equal to NaN") : Math.Abs(real) > NumberLiteral.Largest ? Fail(out reason, Bounds) : [NumberLiteral.Of(real)];
        }

        if (constant is not (sbyte or byte or short or ushort or int or uint or long or ulong))
        {
            return Fail(out reason, "it is compared with a constant of another type");
        }

        // A long is compared with all its digits, of which a double holds 53 bits: beside 2^53 itself, numbers begin to fall together.
        var number = Convert.ToDecimal(constant, CultureInfo.InvariantCulture);
        var largest = NumberLiteral.LargestExact - (kind is ScalarKind.Integer or ScalarKind.Double or ScalarKind.Decimal ? 0 : 1);
        return Math.Abs(number) > largest ? Fail(out reason, kind is ScalarKind.Long or ScalarKind.EnumNumber ? "a filter compares numbers as doubles, which hold whole numbers from -9007199254740991 to 9007199254740991" : Bounds)
            : [number.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>A float is written with the digits that tell it from other floats: only floats stand in the same order as their texts.</summary>
    private static string[]? Single(PredicateValue value, object constant, out string reason)
    {
        reason = "";
        var real = constant is decimal ? double.NaN : Convert.ToDouble(constant, CultureInfo.InvariantCulture);
        var single = (float)real;
        if (single != real || value.ComparedAs is { SpecialType: not (SpecialType.System_Single or SpecialType.System_Double) })
        {
            return Fail(out reason, "the constant is no float. Write it as one: 0.1f");
        }

        return Math.Abs(real) > NumberLiteral.Largest ? Fail(out reason, Bounds) : [NumberLiteral.Of(single)];
    }

    private static char? Character(object constant) => constant switch
    {
        char c => c,
        int number when number is >= char.MinValue and <= char.MaxValue => (char)number,
        _ => null,
    };

    /// <summary>What is written for a value of an enum: one of its names, whichever of several the converter takes.</summary>
    private static string[]? Names(ITypeSymbol type, object constant)
    {
        var number = Convert.ToDecimal(constant, CultureInfo.InvariantCulture);
        var names = type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue && Convert.ToDecimal(f.ConstantValue, CultureInfo.InvariantCulture) == number)
            .Select(f => f.Attribute(JsonAttributes.EnumMemberName)?.ConstructorArguments.FirstOrDefault().Scalar() as string ?? f.Name).Select(JsonLiteral.String).ToArray();
        return names.Length > 0 ? names : null;
    }

    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNumber(string json) => json[0] is '-' or (>= '0' and <= '9');

    private static string[]? Fail(out string reason, string why)
    {
        reason = why;
        return null;
    }
}
