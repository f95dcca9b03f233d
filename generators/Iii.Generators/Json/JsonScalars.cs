using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>The types that have a codec in the library.</summary>
internal static class JsonScalars
{
    private const string Codecs = "global::Iii.Generated.";

    public static (string Codec, JsonShape Shape)? Find(ITypeSymbol type, string metadataName) => type.SpecialType switch
    {
        SpecialType.System_String => (Codecs + "StringJson", JsonShape.String),
        SpecialType.System_Boolean => (Codecs + "BooleanJson", JsonShape.Boolean),
        SpecialType.System_Char => (Codecs + "CharJson", JsonShape.String),
        SpecialType.System_DateTime => (Codecs + "DateTimeJson", JsonShape.String),
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
            or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double
            or SpecialType.System_Decimal => (Codecs + type.MetadataName + "Json", JsonShape.Number),
        _ => metadataName switch
        {
            "System.Half" or "System.Int128" or "System.UInt128" => (Codecs + type.MetadataName + "Json", JsonShape.Number),
            "System.Guid" or "System.DateTimeOffset" or "System.DateOnly" or "System.TimeOnly" or "System.TimeSpan" => (Codecs + type.MetadataName + "Json", JsonShape.String),
            "System.Text.Json.JsonElement" => (Codecs + "JsonElementJson", JsonShape.Any),
            _ => null,
        },
    };

    /// <summary>The codec of a generic collection, by its metadata name; the one type argument follows.</summary>
    public static string? Collection(string metadataName) => metadataName switch
    {
        "System.Collections.Generic.List`1" => Codecs + "ListJson",
        "System.Collections.Generic.IList`1" => Codecs + "ListInterfaceJson",
        "System.Collections.Generic.ICollection`1" => Codecs + "CollectionJson",
        "System.Collections.Generic.IEnumerable`1" => Codecs + "EnumerableJson",
        "System.Collections.Generic.IReadOnlyList`1" => Codecs + "ReadOnlyListJson",
        "System.Collections.Generic.IReadOnlyCollection`1" => Codecs + "ReadOnlyCollectionJson",
        "System.Collections.Generic.HashSet`1" => Codecs + "HashSetJson",
        "System.Collections.Immutable.ImmutableArray`1" => Codecs + "ImmutableArrayJson",
        _ => null,
    };

    /// <summary>The codec of a dictionary with string keys, by its metadata name.</summary>
    public static string? Dictionary(string metadataName) => metadataName switch
    {
        "System.Collections.Generic.Dictionary`2" => Codecs + "DictionaryJson",
        "System.Collections.Generic.IDictionary`2" => Codecs + "DictionaryInterfaceJson",
        "System.Collections.Generic.IReadOnlyDictionary`2" => Codecs + "ReadOnlyDictionaryJson",
        _ => null,
    };
}
