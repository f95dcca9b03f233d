using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>The contexts of System.Text.Json that [assembly: IIIJsonContext] names.</summary>
internal static class JsonContexts
{
    private const string Base = "System.Text.Json.Serialization.JsonSerializerContext";

    /// <summary>Those that can be used.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(IEnumerable<AttributeData> attributes) => Named(attributes).Where(c => Problem(c.Context) is null).Select(c => c.Context);

    /// <summary>The types that [JsonSerializable] names on a context.</summary>
    public static IEnumerable<ITypeSymbol> TypesOf(INamedTypeSymbol context) =>
        from attribute in context.GetAttributes()
        where attribute.AttributeClass?.FullMetadataName() == "System.Text.Json.Serialization.JsonSerializableAttribute"
        let type = attribute.ConstructorArguments.FirstOrDefault().Scalar() as ITypeSymbol
        where type is not null
        select type;

    /// <summary>What is wrong with the contexts that are named.</summary>
    public static EquatableArray<DiagnosticRecord> Problems(Compilation compilation, CancellationToken cancellationToken) => Named(compilation.Assembly.GetAttributes())
        .Select(c => (c.Context, c.Attribute, Reason: Problem(c.Context)))
        .Where(c => c.Reason is not null)
        .Select(c => new DiagnosticRecord(
            JsonDiagnostics.BadContext,
            LocationRecord.From(c.Attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation()),
            new[] { c.Context.ToDisplayString(), c.Reason! }.ToEquatableArray()))
        .ToEquatableArray();

    private static IEnumerable<(INamedTypeSymbol Context, AttributeData Attribute)> Named(IEnumerable<AttributeData> attributes) =>
        from attribute in attributes
        where attribute.AttributeClass?.FullMetadataName() == KnownNames.JsonContextAttribute
        let context = attribute.ConstructorArguments.FirstOrDefault().Scalar() as INamedTypeSymbol
        where context is not null and not { TypeKind: TypeKind.Error }
        select (context, attribute);

    /// <summary>The type as a context may name it that can serve it, though nothing else here can; null for none.</summary>
    public static string? Served(UnsupportedType problem, Compilation compilation) =>
        problem.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsStatic: false, IsRefLikeType: false, IsTupleType: false } type
        && (JsonTypeRefusal.IsOfFramework(compilation, type) || type.IsValueType && JsonCallbackParser.Of(type) is not JsonCallbacks.None)
        && JsonAttributes.Unsupported(type) is null
        && type.SpecialType is not (SpecialType.System_Object or SpecialType.System_IntPtr or SpecialType.System_UIntPtr)
        && !type.AllInterfaces.Any(i => i.SpecialType is SpecialType.System_Collections_IEnumerable || i.FullMetadataName() is "System.Collections.Generic.IAsyncEnumerable`1" or "System.IAsyncResult")
        && !type.Bases().Any(b => b.FullMetadataName() is "System.Reflection.MemberInfo" or "System.IO.Stream" or "System.Exception")
        && JsonTypeRefusal.OfName(compilation, type) is null
            ? type.QualifiedNotNull()
            : null;

    private static string? Problem(INamedTypeSymbol context) =>
        context.BaseType?.FullMetadataName() != Base ? "does not derive from JsonSerializerContext"
        : context.IsAbstract || context.IsGenericType || !context.IsAccessible() ? "can not be reached; make it internal and neither abstract nor generic"
        : !TypesOf(context).Any() ? "names no type with [JsonSerializable]"
        : null;
}
