using System.Globalization;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>[StringLength], [MinLength], [MaxLength] and [Length].</summary>
internal static class LengthAnnotation
{
    public static Annotation? Of(AnnotationUse use)
    {
        var name = use.Attribute.AttributeClass!.FullMetadataName();
        var (least, most, arguments) = name switch
        {
            AnnotationNames.StringLength => (use.Named("MinimumLength") as int? ?? 0, use.Argument(0) as int? ?? 0, new[] { 1, 0 }),
            AnnotationNames.MinLength => (use.Argument(0) as int? ?? 0, int.MaxValue, [0]),
            AnnotationNames.MaxLength => (0, use.Argument(0) as int? ?? -1, [1]),
            _ => (use.Argument(0) as int? ?? 0, use.Argument(1) as int? ?? 0, new[] { 0, 1 }),
        };
        var unit = Unit(use.Type);
        if (unit is null || name == AnnotationNames.StringLength && unit.Kind is not UnitKind.Characters)
        {
            return use.HasNoMeaning(unit is null ? "it is for texts and collections" : "it is for texts; use [Length], [MinLength] or [MaxLength] for a collection");
        }

        if (name == AnnotationNames.MaxLength)
        {
            if (most is 0 or < -1)
            {
                return use.IsWrong("its length must be more than 0; [MaxLength] without one says nothing");
            }

            most = most == -1 ? int.MaxValue : most;
        }

        if (least < 0 || most < least)
        {
            return use.IsWrong(least < 0 ? "its minimum is less than 0" : most < 0 ? "its maximum is less than 0" : $"its minimum {Text(least)} is more than its maximum {Text(most)}");
        }

        var limits = new object[] { least, most };
        var message = use.Message(Words(least, most, unit), [.. arguments.Select(a => limits[a])], out var isOwn);
        return message is null ? null : new Annotation
        {
            Keywords = Keywords(least, most, unit),
            Check = least == 0 && most == int.MaxValue ? null : new Check($"{unit.Count} {Condition(least, most)}", message) { Count = isOwn ? null : unit.Count },
        };
    }

    private static string Condition(int least, int most) => (least, most) switch
    {
        (0, _) => $"> {Text(most)}",
        (_, int.MaxValue) => $"< {Text(least)}",
        _ when least == most => $"!= {Text(most)}",
        _ => $"is < {Text(least)} or > {Text(most)}",
    };

    private static string Words(int least, int most, LengthUnit unit) => (least, most) switch
    {
        (0, _) => $"must have at most {Text(most)} {unit.Plural(most)}",
        (_, int.MaxValue) => $"must have at least {Text(least)} {unit.Plural(least)}",
        _ when least == most => $"must have {Text(most)} {unit.Plural(most)}",
        _ => $"must have {Text(least)} to {Text(most)} {unit.Plural(most)}",
    };

    private static KeyValuePair<string, string>[] Keywords(int least, int most, LengthUnit unit)
    {
        // Bytes are a text of four characters for each three of them.
        var (suffix, isBytes) = unit.Kind switch { UnitKind.Items => ("Items", false), UnitKind.Entries => ("Properties", false), UnitKind.Bytes => ("Length", true), _ => ("Length", false) };
        var found = new List<KeyValuePair<string, string>>();
        if (least > 0)
        {
            found.Add(new("min" + suffix, Text(isBytes ? (least + 2L) / 3 * 4 : least)));
        }

        if (most < int.MaxValue)
        {
            found.Add(new("max" + suffix, Text(isBytes ? (most + 2L) / 3 * 4 : most)));
        }

        return [.. found];
    }

    /// <summary>What is counted; null when there is nothing to count.</summary>
    private static LengthUnit? Unit(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => new(UnitKind.Characters, $"{Check.Value}.Length"),
        IArrayTypeSymbol { Rank: 1 } array => new(array.ElementType.SpecialType is SpecialType.System_Byte ? UnitKind.Bytes : UnitKind.Items, $"{Check.Value}.Length"),
        INamedTypeSymbol named when named.OriginalDefinition.FullMetadataName() == "System.Collections.Immutable.ImmutableArray`1" => new(UnitKind.Items, $"{Check.Value}.Length"),
        INamedTypeSymbol named when named.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IEnumerable_T => new(UnitKind.Items, $"global::System.Linq.Enumerable.Count({Check.Value})"),
        INamedTypeSymbol named when HasCount(named) => new(IsMap(named) ? UnitKind.Entries : UnitKind.Items, $"{Check.Value}.Count"),
        _ => null,
    };

    private static bool IsMap(INamedTypeSymbol type) => JsonCollection.Of(type) is { IsDictionary: true } || type.Name == "JsonObject";

    private static bool HasCount(INamedTypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (IsCount(current))
            {
                return true;
            }
        }

        return type.TypeKind is TypeKind.Interface && type.AllInterfaces.Any(IsCount);

        static bool IsCount(ITypeSymbol type) => type.GetMembers("Count").Any(m => m is IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public, Type.SpecialType: SpecialType.System_Int32 });
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private enum UnitKind
    {
        Characters,
        Bytes,
        Items,
        Entries,
    }

    private sealed record LengthUnit(UnitKind Kind, string Count)
    {
        public string Plural(int count) => Kind switch
        {
            UnitKind.Characters => count == 1 ? "character" : "characters",
            UnitKind.Bytes => count == 1 ? "byte" : "bytes",
            UnitKind.Items => count == 1 ? "item" : "items",
            _ => count == 1 ? "entry" : "entries",
        };
    }
}
