using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using static Iii.Generators.Infrastructure.KnownNames;

namespace Iii.Generators.Json;

/// <summary>[JsonNumberHandling]: what it makes of the numbers in a member, or in all members of a type.</summary>
internal static class JsonNumbers
{
    /// <summary>Numbers are read from strings too, and written as they are: what the serializer's web defaults say.</summary>
    public const int Default = ReadFromString;

    private const int ReadFromString = 1;
    private const int WriteAsString = 2;
    private const int Named = 4;

    /// <summary>What holds for a member: its own attribute, else that of the type that declares it.</summary>
    public static int Of(ISymbol member, JsonOptions options) => On(member) ?? On(member.ContainingType) ?? options.Numbers;

    /// <summary>What the symbol's own attribute says; null for none.</summary>
    public static int? On(ISymbol symbol) => symbol.Attribute(JsonAttributes.NumberHandling)?.ConstructorArguments.FirstOrDefault().Scalar() as int?;

    /// <summary>Numbers are written into strings.</summary>
    public static bool AreQuoted(int handling) => (handling & WriteAsString) != 0;

    /// <summary>What is no number, and what is infinite, has a name in JSON.</summary>
    public static bool AreNamed(int handling) => (handling & Named) != 0;

    /// <summary>The codec of a number under the handling.</summary>
    public static string Codec(ITypeSymbol type, string codec, int handling)
    {
        var number = type.Qualified();
        if ((handling & ReadFromString) == 0)
        {
            codec = $"{Library}UnquotedNumberJson<{number}, {codec}>";
        }

        if (AreQuoted(handling))
        {
            codec = $"{Library}QuotedNumberJson<{number}, {codec}>";
        }

        return (handling & Named) != 0 && (type.SpecialType is SpecialType.System_Single or SpecialType.System_Double || type.MetadataName == "Half")
            ? $"{Library}NamedNumberJson<{number}, {codec}>"
            : codec;
    }

    /// <summary>The type is a number, or a collection of what is one in the end.</summary>
    public static bool Applies(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Applies(nullable.TypeArguments[0]),
        IArrayTypeSymbol array => Applies(array.ElementType),
        _ when JsonScalars.Find(type, type.OriginalDefinition.FullMetadataName()) is { } scalar => scalar.Shape is JsonShape.Number,
        INamedTypeSymbol named => JsonCollection.Of(named) is { } collection && Applies(collection.Element),
        _ => false,
    };
}
