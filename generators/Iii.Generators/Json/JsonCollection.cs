using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using static Iii.Generators.Infrastructure.KnownNames;

namespace Iii.Generators.Json;

/// <summary>A type that is an array, or an object with any names, in JSON.</summary>
/// <param name="Codec">The library's codec; the type arguments follow.</param>
/// <param name="Element">The type of the elements, or of the values.</param>
/// <param name="Key">The type of a dictionary's keys; null for an array.</param>
/// <param name="NamesItself">The codec's first type argument is the collection's own type.</param>
/// <param name="Builder">The codec's last type argument is this, with the elements' type; null for none.</param>
internal sealed record JsonCollection(string Codec, ITypeSymbol Element, ITypeSymbol? Key, bool NamesItself = false, string? Builder = null)
{
    public bool IsDictionary => Key is not null;

    /// <summary>Its elements are objects, and its codec has no type arguments.</summary>
    public bool IsUntyped { get; init; }

    /// <summary>Who reads and writes the keys; null for keys that no name can be.</summary>
    public string? KeyCodec => Key switch
    {
        null => null,
        _ when IsUntyped => "",
        { SpecialType: SpecialType.System_String } => Library + "StringKey",
        { SpecialType: SpecialType.System_Boolean } => Library + "BooleanKey",
        _ when JsonConverters.Named(Key) is not null => null,
        { TypeKind: TypeKind.Enum } => Key.GetMembers().Any(m => m.Attribute(JsonAttributes.EnumMemberName) is not null) ? null : $"{Library}EnumKey<{Key.QualifiedNotNull()}>",
        _ => JsonScalars.Find(Key, Key.OriginalDefinition.FullMetadataName()) is { Shape: JsonShape.Number or JsonShape.String } scalar && Key.MetadataName is not ("BigInteger" or "Memory`1" or "ReadOnlyMemory`1")
            ? $"{Library}TextKey<{Key.QualifiedNotNull()}, {scalar.Codec}>"
            : null,
    };

    /// <summary>What kind of collection the type is; null for none, or one that JSON can not be read into.</summary>
    public static JsonCollection? Of(INamedTypeSymbol type)
    {
        var name = type.OriginalDefinition.FullMetadataName();
        return type.TypeArguments.Length switch
        {
            1 when Simple(name) is { } codec => new(Library + codec, type.TypeArguments[0], null),
            1 when Built(name) is { } builder => new(Library + "BuiltJson", type.TypeArguments[0], null, NamesItself: true, Library + builder),
            2 when Dictionary(name) is { } codec => new(Library + codec, type.TypeArguments[1], type.TypeArguments[0]),
            0 when Untyped(name) is { } codec => new(Library + codec, ObjectIn(type), name is "System.Collections.IDictionary" or "System.Collections.Hashtable" or "System.Collections.SortedList" ? ObjectIn(type) : null) { IsUntyped = true },
            _ => Filled(type),
        };
    }

    /// <summary>The codec's name as source.</summary>
    public string CodecOf(INamedTypeSymbol type, JsonTypeRef element)
    {
        if (IsUntyped)
        {
            return Codec;
        }

        var arguments = new List<string>();
        if (NamesItself)
        {
            arguments.Add(type.QualifiedNotNull());
        }

        if (Key is not null)
        {
            arguments.Add(Key.QualifiedNotNull());
            arguments.Add(KeyCodec!);
        }

        arguments.Add(element.Type);
        arguments.Add(element.Codec);
        if (Builder is not null)
        {
            arguments.Add($"{Builder}<{element.Type}>");
        }

        return $"{Codec}<{string.Join(", ", arguments)}>";
    }

    private static string? Simple(string name) => name switch
    {
        "System.Collections.Generic.List`1" => "ListJson",
        "System.Collections.Generic.IList`1" => "ListInterfaceJson",
        "System.Collections.Generic.ICollection`1" => "CollectionJson",
        "System.Collections.Generic.IEnumerable`1" => "EnumerableJson",
        "System.Collections.Generic.IReadOnlyList`1" => "ReadOnlyListJson",
        "System.Collections.Generic.IReadOnlyCollection`1" => "ReadOnlyCollectionJson",
        "System.Collections.Generic.HashSet`1" => "HashSetJson",
        "System.Collections.Immutable.ImmutableArray`1" => "ImmutableArrayJson",
        _ => null,
    };

    private static string? Built(string name) => name switch
    {
        "System.Collections.Generic.Queue`1" => "QueueBuilder",
        "System.Collections.Generic.Stack`1" => "StackBuilder",
        "System.Collections.Concurrent.ConcurrentQueue`1" => "ConcurrentQueueBuilder",
        "System.Collections.Concurrent.ConcurrentStack`1" => "ConcurrentStackBuilder",
        "System.Collections.Generic.ISet`1" or "System.Collections.Generic.IReadOnlySet`1" => "HashSetBuilder",
        "System.Collections.Concurrent.ConcurrentBag`1" => "ConcurrentBagBuilder",
        "System.Collections.Frozen.FrozenSet`1" => "FrozenSetBuilder",
        "System.Collections.ObjectModel.ReadOnlyCollection`1" => "ReadOnlyCollectionBuilder",
        "System.Collections.ObjectModel.ReadOnlySet`1" => "ReadOnlySetBuilder",
        "System.Collections.Immutable.ImmutableList`1" or "System.Collections.Immutable.IImmutableList`1" => "ImmutableListBuilder",
        "System.Collections.Immutable.ImmutableHashSet`1" or "System.Collections.Immutable.IImmutableSet`1" => "ImmutableHashSetBuilder",
        "System.Collections.Immutable.ImmutableSortedSet`1" => "ImmutableSortedSetBuilder",
        "System.Collections.Immutable.ImmutableQueue`1" or "System.Collections.Immutable.IImmutableQueue`1" => "ImmutableQueueBuilder",
        "System.Collections.Immutable.ImmutableStack`1" or "System.Collections.Immutable.IImmutableStack`1" => "ImmutableStackBuilder",
        _ => null,
    };

    private static string? Dictionary(string name) => name switch
    {
        "System.Collections.Generic.Dictionary`2" or "System.Collections.Generic.IDictionary`2" or "System.Collections.Generic.IReadOnlyDictionary`2" => "DictionaryJson",
        "System.Collections.Immutable.ImmutableDictionary`2" or "System.Collections.Immutable.IImmutableDictionary`2" => "ImmutableDictionaryJson",
        "System.Collections.Frozen.FrozenDictionary`2" => "FrozenDictionaryJson",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2" => "ReadOnlyDictionaryJson",
        "System.Collections.Immutable.ImmutableSortedDictionary`2" => "ImmutableSortedDictionaryJson",
        _ => null,
    };

    private static string? Untyped(string name) => name switch
    {
        "System.Collections.IEnumerable" or "System.Collections.ICollection" or "System.Collections.IList" => "UntypedListJson",
        "System.Collections.ArrayList" => "ArrayListJson",
        "System.Collections.Queue" => "UntypedQueueJson",
        "System.Collections.Stack" => "UntypedStackJson",
        "System.Collections.IDictionary" => "UntypedDictionaryJson",
        "System.Collections.Hashtable" => "HashtableJson",
        "System.Collections.SortedList" => "UntypedSortedListJson",
        _ => null,
    };

    /// <summary>The type <c>object</c>, as the enumerator of an untyped collection names it.</summary>
    private static ITypeSymbol ObjectIn(INamedTypeSymbol type)
    {
        var enumerable = type.SpecialType is SpecialType.System_Collections_IEnumerable ? type : type.AllInterfaces.First(i => i.SpecialType is SpecialType.System_Collections_IEnumerable);
        var enumerator = enumerable.GetMembers("GetEnumerator").OfType<IMethodSymbol>().First().ReturnType;
        return enumerator.GetMembers("Current").OfType<IPropertySymbol>().First().Type;
    }

    /// <summary>Collections of the framework and of the user that can be made empty and filled.</summary>
    private static JsonCollection? Filled(INamedTypeSymbol type)
    {
        // Nearly every type is none: that is seen before anything else is asked.
        if (type.IsAbstract || type.TypeKind is not (TypeKind.Class or TypeKind.Struct)
            || !type.AllInterfaces.Any(i => i.SpecialType is SpecialType.System_Collections_IEnumerable)
            || !type.InstanceConstructors.Any(c => c is { Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public })
            || JsonConstructors.RequiredMembers(type).Any() || JsonNumbers.On(type) is not null
            || JsonAttributes.Unsupported(type) is not null)
        {
            return null;
        }

        var dictionaries = Interfaces(type, "System.Collections.Generic.IDictionary`2");
        if (dictionaries.Length > 0)
        {
            return dictionaries is [var map] ? new(Library + "FilledDictionaryJson", map.TypeArguments[1], map.TypeArguments[0], NamesItself: true) : null;
        }

        // What only shows a dictionary is an object to System.Text.Json too, and can not be filled.
        return Interfaces(type, "System.Collections.Generic.IReadOnlyDictionary`2").Length == 0 && Interfaces(type, "System.Collections.Generic.ICollection`1") is [var collection]
            ? new(Library + "FilledJson", collection.TypeArguments[0], null, NamesItself: true)
            : null;
    }

    private static INamedTypeSymbol[] Interfaces(INamedTypeSymbol type, string name) =>
        type.AllInterfaces.Where(i => i.OriginalDefinition.FullMetadataName() == name).ToArray();
}
