using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Why a type can not have a codec, before its members are looked at.</summary>
internal static class JsonTypeRefusal
{
    /// <summary>Generic types that grow with each level (a <c>Node&lt;T&gt;</c> with a <c>Node&lt;List&lt;T&gt;&gt;</c>) have no end; this is where it is called off.</summary>
    private const int DeepestNesting = 12;

    /// <summary>Why emitted code can not name the type, at whatever place; null when it can.</summary>
    public static string? OfName(Compilation compilation, ITypeSymbol type)
    {
        if (type.IsAnonymousType)
        {
            return $"{type.ToDisplayString()} is anonymous, and generated code can not name it; use a record";
        }

        if (type is INamedTypeSymbol named && Parts(named).Any(p => p.IsFileLocal))
        {
            return $"{type.ToDisplayString()} is local to its file, and generated code is in another one; make it internal";
        }

        if (Depth(type) > DeepestNesting)
        {
            return $"{type.ToDisplayString()} contains ever more deeply nested types and has no end";
        }

        if (type is INamedTypeSymbol closed && Parts(closed).SelectMany(p => p.TypeArguments).Any(a => a.TypeKind is TypeKind.TypeParameter))
        {
            return $"{type.ToDisplayString()} is generic and not closed; make a codec where all is known, and mark the type parameter that stands for it with [IIIJson]";
        }

        if (!compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
        {
            return $"{type.ToDisplayString()} is private, or has a part that is; make it internal";
        }

        return type is INamedTypeSymbol used && Parts(used).Any(IsObsoleteError) ? $"{type.ToDisplayString()} is [Obsolete] as an error, and generated code may not use it" : null;
    }

    /// <summary>Why it is no class, record or struct with properties; null when it is.</summary>
    public static string? OfShape(Compilation compilation, INamedTypeSymbol type, JsonOptions options, bool isOnlyWritten)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) && !(isOnlyWritten && type.TypeKind is TypeKind.Interface) || type.SpecialType is SpecialType.System_Object || type.IsRefLikeType)
        {
            return $"{type.ToDisplayString()} is {Kind(type)}, which has no JSON form of its own; use a class, a record or a struct";
        }

        if (type.IsAbstract && !isOnlyWritten)
        {
            return $"{type.ToDisplayString()} is abstract and can not be made from JSON";
        }

        if (type.IsTupleType && (!options.IncludesFields || type.TupleElements.Length > 7))
        {
            return $"{type.ToDisplayString()} is a tuple{(options.IncludesFields ? " of more than seven" : "")}; JSON needs names: use a record{(options.IncludesFields ? "" : ", or say IncludeFields in [assembly: IIIJsonOptions] for Item1 and so on")}";
        }

        if (JsonAttributes.Unsupported(type) is { } attribute)
        {
            return $"{type.ToDisplayString()} has [{attribute}], which is not supported";
        }

        if (type.AllInterfaces.Any(i => i.SpecialType is SpecialType.System_Collections_IEnumerable || i.FullMetadataName() == "System.Collections.Generic.IAsyncEnumerable`1"))
        {
            return $"{type.ToDisplayString()} is a collection that JSON can not be read into; give it a public constructor without parameters and one ICollection<T> or IDictionary<string, T>, or use a list";
        }

        if (type.IsValueType && JsonCallbackParser.Of(type) is not JsonCallbacks.None and var callbacks)
        {
            return $"{type.ToDisplayString()} is a struct with {callbacks}, which would be called on a copy; make it a class";
        }

        return IsOfFramework(compilation, type) ? $"{type.ToDisplayString()} is not among the supported types of the framework" : null;
    }

    /// <summary>A type of the framework has a meaning of its own in System.Text.Json, or none at all: its properties are not what anybody wants.</summary>
    public static bool IsOfFramework(Compilation compilation, INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal))
        && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
        && !type.IsTupleType && !IsPlain(type.OriginalDefinition.FullMetadataName());

    /// <summary>The use of the symbol is an error that no code but obsolete one escapes.</summary>
    public static bool IsObsoleteError(ISymbol? symbol) =>
        symbol?.Attribute("System.ObsoleteAttribute") is { ConstructorArguments: [_, { Value: true }] };

    /// <summary>A type of the framework that is a class with properties like any other.</summary>
    private static bool IsPlain(string name) => name == "System.Collections.Generic.KeyValuePair`2" || name.StartsWith("System.Tuple`", StringComparison.Ordinal);

    private static string Kind(ITypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "an interface",
        TypeKind.Delegate => "a delegate",
        _ => type.IsRefLikeType ? "a ref struct" : "not a type with properties",
    };

    /// <summary>The type and those that contain it.</summary>
    private static IEnumerable<INamedTypeSymbol> Parts(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            yield return part;
        }
    }

    private static int Depth(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => 1 + Depth(array.ElementType),
        INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } => 1 + arguments.Max(Depth),
        _ => 0,
    };
}
