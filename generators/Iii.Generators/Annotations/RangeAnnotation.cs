using System.Globalization;
using System.Numerics;
using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>[Range], which compares as the type of its limits: whole numbers are rounded to, real ones converted to, and a type that is named is the value's own.</summary>
internal static class RangeAnnotation
{
    public static Annotation? Of(AnnotationUse use) => (use.Argument(0), use.Argument(1)) switch
    {
        (int minimum, int maximum) => OfWhole(use, minimum, maximum),
        (double minimum, double maximum) => OfReal(use, minimum, maximum),
        (INamedTypeSymbol type, string minimum) when use.Argument(2) is string maximum => TypedRangeAnnotation.Of(use, type, minimum, maximum),
        _ => use.IsWrong("its limits are missing"),
    };

    /// <summary>A range of whole numbers of a type that holds nothing else, or of the values of an enum.</summary>
    public static Annotation? OfIntegers(AnnotationUse use, BigInteger minimum, BigInteger maximum, object[] arguments)
    {
        var type = use.Type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying : use.Type;
        if (Contradicts(use, minimum.CompareTo(maximum)) is { } wrong)
        {
            return use.IsWrong(wrong);
        }

        var (lowest, highest) = Bounds(type.SpecialType);
        var least = IsExclusive(use, "Minimum") ? minimum + 1 : minimum;
        var most = IsExclusive(use, "Maximum") ? maximum - 1 : maximum;
        if (least > highest || most < lowest || least > most)
        {
            return use.IsWrong($"no {use.Type.ToDisplayString()} is in it");
        }

        var value = use.Type.TypeKind is TypeKind.Enum ? $"({type.QualifiedNotNull()}){Check.Value}" : use.Type.SpecialType is SpecialType.System_Char ? $"(int){Check.Value}" : Check.Value.ToString();
        var refused = (least > lowest, most < highest) switch
        {
            (true, true) => least == most ? $"{value} != {least}" : $"{value} is < {least} or > {most}",
            (true, false) => $"{value} < {least}",
            (false, true) => $"{value} > {most}",
            _ => null,
        };
        var limits = new RangeLimits(least > lowest ? least.ToString(CultureInfo.InvariantCulture) : null, most < highest && most != int.MaxValue ? most.ToString(CultureInfo.InvariantCulture) : null, false, false);
        var isNumber = use.Type.TypeKind is not TypeKind.Enum && use.Type.SpecialType is not SpecialType.System_Char;
        return Make(use, limits.Words, arguments, refused, isNumber, isNumber ? new RangeLimits(least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture), false, false).Keywords : []);
    }

    /// <summary>A range of numbers that need not be whole.</summary>
    /// <param name="use">The annotation.</param>
    /// <param name="value">The value as it is compared, as C# source.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="suffix">What makes a number of C# of the text of a limit.</param>
    /// <param name="arguments">The limits as messages have them.</param>
    public static Annotation? OfNumbers(AnnotationUse use, string value, RangeLimits limits, string suffix, object[] arguments)
    {
        var parts = new[]
        {
            limits.Minimum is { } least ? $"{(limits.IsMinimumExclusive ? ">" : ">=")} {least}{suffix}" : null,
            limits.Maximum is { } most ? $"{(limits.IsMaximumExclusive ? "<" : "<=")} {most}{suffix}" : null,
        }.Where(p => p is not null).ToArray();

        // What is no number at all is in no range, so it is not asked whether the value is outside.
        var refused = parts.Length == 0 ? null : $"{value} is not {(parts.Length == 1 ? parts[0] : $"({string.Join(" and ", parts)})")}";
        return Make(use, limits.Words, arguments, refused, isNumber: true, limits.Keywords);
    }

    /// <summary>A range whose limits are made once.</summary>
    public static Annotation? OfFields(AnnotationUse use, string type, string minimum, string maximum, string compare, bool isNumber, RangeLimits limits) =>
        use.Message(limits.Words, [limits.Minimum!, limits.Maximum!], out var isOwn) is not { } message ? null : new Annotation
        {
            Check = new Check($"{string.Format(CultureInfo.InvariantCulture, compare, Check.Field)} {(limits.IsMinimumExclusive ? "<=" : "<")} 0 || {string.Format(CultureInfo.InvariantCulture, compare, (char)(Check.Field + 1))} {(limits.IsMaximumExclusive ? ">=" : ">")} 0", message)
            {
                Number = isNumber && !isOwn ? Check.Value.ToString() : null,
                Fields = new[] { new CheckField(type, "Minimum", minimum), new CheckField(type, "Maximum", maximum) }.ToEquatableArray(),
            },
        };

    /// <summary>What the framework throws at; null when all is well.</summary>
    public static string? Contradicts(AnnotationUse use, int order) =>
        order > 0 ? "its minimum is more than its maximum"
        : order == 0 && (IsExclusive(use, "Minimum") || IsExclusive(use, "Maximum")) ? "its limits are equal and one is exclusive, so that no value is in it"
        : null;

    public static bool IsExclusive(AnnotationUse use, string limit) => use.Named(limit + "IsExclusive") is true;

    private static Annotation? OfWhole(AnnotationUse use, int minimum, int maximum)
    {
        if (IsInteger(use.Type))
        {
            return OfIntegers(use, minimum, maximum, [minimum, maximum]);
        }

        if (Contradicts(use, minimum.CompareTo(maximum)) is { } wrong)
        {
            return use.IsWrong(wrong);
        }

        if (use.Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal)
        {
            use.Report(AnnotationDiagnostics.Rounds, use.Value.Place, Text(minimum), Text(maximum), use.Type.ToDisplayString());
            var value = use.Type.SpecialType is SpecialType.System_Single ? $"(double){Check.Value}" : Check.Value.ToString();
            return OfNumbers(use, $"global::System.Math.Round({value})", Limits(use, Text(minimum), Text(maximum)), "", [minimum, maximum]);
        }

        return OfText(use, $"{Text(minimum)}, {Text(maximum)}", Limits(use, Text(minimum), Text(maximum)), [minimum, maximum]);
    }

    private static Annotation? OfReal(AnnotationUse use, double minimum, double maximum)
    {
        if (double.IsNaN(minimum) || double.IsNaN(maximum))
        {
            return use.IsWrong("NaN is no limit");
        }

        if (Contradicts(use, minimum.CompareTo(maximum)) is { } wrong)
        {
            return use.IsWrong(wrong);
        }

        var limits = Limits(use, double.IsInfinity(minimum) || minimum == double.MinValue ? null : Text(minimum), double.IsInfinity(maximum) || maximum == double.MaxValue ? null : Text(maximum));
        return (IsInteger(use.Type) || use.Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal) && use.Type.SpecialType is not SpecialType.System_Char
            ? OfNumbers(use, use.Type.SpecialType is SpecialType.System_Double ? Check.Value.ToString() : use.Type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? $"(double)({underlying.QualifiedNotNull()}){Check.Value}" : $"(double){Check.Value}", limits, "d", [minimum, maximum])
            : OfText(use, $"{AttributeSource.Real(minimum)}, {AttributeSource.Real(maximum)}", limits, [minimum, maximum]);
    }

    /// <summary>A text with a number in it, which the attribute itself converts.</summary>
    private static Annotation? OfText(AnnotationUse use, string source, RangeLimits limits, object[] arguments)
    {
        if (use.Type.SpecialType is not SpecialType.System_String)
        {
            return use.HasNoMeaning($"it compares numbers; write [Range(typeof({use.Type.ToDisplayString()}), \"…\", \"…\")] for what is none and has an order");
        }

        const string Attribute = "global::System.ComponentModel.DataAnnotations.RangeAttribute";
        var exclusive = $"{(limits.IsMinimumExclusive ? " MinimumIsExclusive = true," : "")}{(limits.IsMaximumExclusive ? " MaximumIsExclusive = true," : "")}".TrimEnd(',');
        return use.Message(limits.Words, arguments, out _) is not { } message ? null : new Annotation
        {
            Check = new Check($"!global::Iii.Generated.AnnotationChecks.Accepts({Check.Field}, {Check.Value})", message)
            {
                Fields = new[] { new CheckField(Attribute, "Range", $"new({source}){(exclusive.Length == 0 ? "" : $" {{{exclusive} }}")}") }.ToEquatableArray(),
            },
        };
    }

    private static Annotation? Make(AnnotationUse use, string words, object[] arguments, string? refused, bool isNumber, IEnumerable<KeyValuePair<string, string>> keywords) =>
        use.Message(words, arguments, out var isOwn) is not { } message ? null : new Annotation
        {
            Keywords = [.. keywords],
            Check = refused is null ? null : new Check(refused, message) { Number = isNumber && !isOwn ? Check.Value.ToString() : null },
        };

    private static RangeLimits Limits(AnnotationUse use, string? minimum, string? maximum) => new(minimum, maximum, IsExclusive(use, "Minimum"), IsExclusive(use, "Maximum"));

    private static bool IsInteger(ITypeSymbol type) => type.TypeKind is TypeKind.Enum || type.SpecialType is SpecialType.System_Char or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64);

    private static (BigInteger Lowest, BigInteger Highest) Bounds(SpecialType type) => type switch
    {
        SpecialType.System_SByte => (sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Byte => (byte.MinValue, byte.MaxValue),
        SpecialType.System_Int16 => (short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 or SpecialType.System_Char => (ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int32 => (int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => (uint.MinValue, uint.MaxValue),
        SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
        _ => (ulong.MinValue, ulong.MaxValue),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
