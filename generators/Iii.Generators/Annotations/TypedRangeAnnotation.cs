using System.Globalization;
using System.Numerics;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>[Range(typeof(T), "…", "…")]. The limits are read as the invariant culture writes them.</summary>
internal static class TypedRangeAnnotation
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static Annotation? Of(AnnotationUse use, INamedTypeSymbol type, string minimum, string maximum)
    {
        if (!SymbolEqualityComparer.Default.Equals(type, use.Type))
        {
            return use.HasNoMeaning($"it compares values of {type.ToDisplayString()}; name typeof({use.Type.ToDisplayString()})");
        }

        if (type.TypeKind is TypeKind.Enum || type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64)
        {
            return Integer(type, minimum) is { } least && Integer(type, maximum) is { } most
                ? RangeAnnotation.OfIntegers(use, least, most, [minimum, maximum])
                : use.IsWrong(NotLimits(type, minimum, maximum));
        }

        var limits = new RangeLimits(minimum.Trim(), maximum.Trim(), RangeAnnotation.IsExclusive(use, "Minimum"), RangeAnnotation.IsExclusive(use, "Maximum"));
        var name = type.FullMetadataName();
        var order = Order(name, limits.Minimum!, limits.Maximum!, out var isKnown);
        if (!isKnown)
        {
            return use.HasNoMeaning("limits of this type can not be written in an attribute; use another annotation, or implement IValidatableObject");
        }

        if (order is not { } sign)
        {
            return use.IsWrong(NotLimits(type, minimum, maximum));
        }

        if (RangeAnnotation.Contradicts(use, sign) is { } wrong)
        {
            return use.IsWrong(wrong);
        }

        return name switch
        {
            "System.Single" => RangeAnnotation.OfNumbers(use, Check.Value.ToString(), Numbers(limits, t => float.Parse(t, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)), "f", [minimum, maximum]),
            "System.Double" => RangeAnnotation.OfNumbers(use, Check.Value.ToString(), Numbers(limits, t => double.Parse(t, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)), "d", [minimum, maximum]),
            "System.Decimal" => RangeAnnotation.OfNumbers(use, Check.Value.ToString(), Numbers(limits, t => decimal.Parse(t, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)), "m", [minimum, maximum]),
            "System.Boolean" => OfBoolean(use, bool.Parse(limits.Minimum!), bool.Parse(limits.Maximum!), limits),
            "System.Char" => RangeAnnotation.OfFields(use, "char", $"'{Escaped(limits.Minimum!)}'", $"'{Escaped(limits.Maximum!)}'", $"{Check.Value}.CompareTo({{0}})", isNumber: false, limits),
            _ => RangeAnnotation.OfFields(
                use,
                type.QualifiedNotNull(),
                Parse(type, limits.Minimum!),
                Parse(type, limits.Maximum!),
                $"{Check.Value}.CompareTo({{0}})",
                isNumber: name is "System.Half" or "System.Int128" or "System.UInt128",
                limits),
        };
    }

    private static string Parse(INamedTypeSymbol type, string text) =>
        $"{type.QualifiedNotNull()}.Parse({NamingConventions.Literal(text)}{(type.Name is "Guid" or "Version" ? "" : $", {Invariant}")})";

    private static string Escaped(string c) => c == "'" ? "\\'" : NamingConventions.Literal(c).Trim('"');

    private static RangeLimits Numbers(RangeLimits limits, Func<string, string> normalize) => limits with { Minimum = normalize(limits.Minimum!), Maximum = normalize(limits.Maximum!) };

    private static Annotation? OfBoolean(AnnotationUse use, bool minimum, bool maximum, RangeLimits limits) =>
        use.Message(limits.Words.ToLowerInvariant(), [minimum, maximum], out _) is not { } message ? null : new Annotation
        {
            Keywords = minimum == maximum ? [new("enum", minimum ? "[true]" : "[false]")] : [],
            Check = minimum == maximum ? new Check(minimum ? $"!{Check.Value}" : Check.Value.ToString(), message) : null,
        };

    private static BigInteger? Integer(INamedTypeSymbol type, string text)
    {
        var field = type.TypeKind is TypeKind.Enum ? type.GetMembers(text.Trim()).OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue)?.ConstantValue : null;
        return BigInteger.TryParse(field is null ? text : Convert.ToString(field, CultureInfo.InvariantCulture), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>How the limits stand to each other; null when one of them is none.</summary>
    private static int? Order(string type, string minimum, string maximum, out bool isKnown)
    {
        isKnown = true;
        var invariant = CultureInfo.InvariantCulture;
        switch (type)
        {
            case "System.Single" or "System.Double" or "System.Half":
                return double.TryParse(minimum, NumberStyles.Float, invariant, out var d) && double.TryParse(maximum, NumberStyles.Float, invariant, out var e) && !double.IsNaN(d + e) && !double.IsInfinity(d) && !double.IsInfinity(e) ? d.CompareTo(e) : null;
            case "System.Decimal":
                return decimal.TryParse(minimum, NumberStyles.Float, invariant, out var m) && decimal.TryParse(maximum, NumberStyles.Float, invariant, out var n) ? m.CompareTo(n) : null;
            case "System.Int128" or "System.UInt128":
                return BigInteger.TryParse(minimum, NumberStyles.Integer, invariant, out var i) && BigInteger.TryParse(maximum, NumberStyles.Integer, invariant, out var j) ? i.CompareTo(j) : null;
            case "System.DateTime" or "System.DateOnly" or "System.TimeOnly":
                return DateTime.TryParse(minimum, invariant, DateTimeStyles.NoCurrentDateDefault, out var a) && DateTime.TryParse(maximum, invariant, DateTimeStyles.NoCurrentDateDefault, out var b)
                    && (type != "System.DateOnly" || a.TimeOfDay == default && b.TimeOfDay == default) && (type != "System.TimeOnly" || a.Date == default && b.Date == default) ? a.CompareTo(b) : null;
            case "System.DateTimeOffset":
                return DateTimeOffset.TryParse(minimum, invariant, DateTimeStyles.None, out var f) && DateTimeOffset.TryParse(maximum, invariant, DateTimeStyles.None, out var g) ? f.CompareTo(g) : null;
            case "System.TimeSpan":
                return TimeSpan.TryParse(minimum, invariant, out var s) && TimeSpan.TryParse(maximum, invariant, out var t) ? s.CompareTo(t) : null;
            case "System.Guid":
                return Guid.TryParse(minimum, out var x) && Guid.TryParse(maximum, out var y) ? x.CompareTo(y) : null;
            case "System.Version":
                return Version.TryParse(minimum, out var v) && Version.TryParse(maximum, out var w) ? v.CompareTo(w) : null;
            case "System.Boolean":
                return bool.TryParse(minimum, out var p) && bool.TryParse(maximum, out var q) ? p.CompareTo(q) : null;
            case "System.Char":
                return minimum.Length == 1 && maximum.Length == 1 ? minimum[0].CompareTo(maximum[0]) : null;
            default:
                isKnown = false;
                return null;
        }
    }

    private static string NotLimits(INamedTypeSymbol type, string minimum, string maximum) =>
        $"'{minimum}' and '{maximum}' are not both values of {type.ToDisplayString()}, written as the invariant culture writes them";
}
