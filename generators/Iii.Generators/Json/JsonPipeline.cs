using System.Collections.Immutable;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Json;

/// <summary>Makes a codec for each type in a function's signature, and for each type that a call names where a type parameter is marked with [IIIJson].</summary>
internal static class JsonPipeline
{
    public static void Register(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ImmutableArray<JsonTypesFound>> signatures)
    {
        var uses = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => JsonUses.IsCandidate(node), static (c, token) => JsonUses.Of((SimpleNameSyntax)c.Node, c.SemanticModel, token))
            .Where(static found => found is not null)
            .Select(static (found, _) => found!)
            .WithTrackingName(TrackingNames.JsonOfCalls);

        var named = context.CompilationProvider.Select(static (c, token) => JsonNamedTypes.Of(c, token));
        var all = signatures.Combine(uses.Collect()).Combine(named)
            .Select(static (found, _) => Merge(found.Left.Left, found.Left.Right.Add(found.Right)))
            .WithTrackingName(TrackingNames.JsonTypes);
        var space = context.CompilationProvider.Select(static (c, _) => NamingConventions.Namespace(c.AssemblyName));
        var reading = context.CompilationProvider.Select(static (c, _) => JsonOptions.Of(c).Reading);

        context.RegisterSourceOutput(
            all.SelectMany(static (found, _) => Files(found.Codecs)).Combine(space).WithTrackingName(TrackingNames.JsonCodec),
            static (output, file) => output.AddSource($"Json.{file.Left.File}.g.cs", JsonCodecEmitter.Emit(file.Left.Model, file.Right)));
        context.RegisterSourceOutput(
            context.CompilationProvider.Select(static (c, token) => JsonContexts.Problems(c, token).Items.Concat(JsonOptions.Problems(c, token).Items)).SelectMany(static (found, _) => found).Combine(context.CompilationProvider),
            static (output, problem) => output.ReportDiagnostic(problem.Left.ToDiagnostic(problem.Right)));
        context.RegisterSourceOutput(
            all.Select(static (found, _) => new JsonRegistrationModel(found.Roots, found.Objects, found.Schemas)).Combine(space).Combine(reading).WithTrackingName(TrackingNames.JsonRegistration),
            static (output, roots) => JsonRegistrationEmitter.Emit(output, roots.Left.Left, roots.Left.Right, roots.Right));
        context.RegisterSourceOutput(
            uses.Collect().Combine(named).SelectMany(static (found, _) => found.Left.Add(found.Right).SelectMany(f => f.Problems)).Combine(context.CompilationProvider), static (output, problem) => output.ReportDiagnostic(problem.Left.ToDiagnostic(problem.Right)));
    }

    /// <summary>Codecs whose names differ only in case need files whose names differ in more.</summary>
    private static (string File, JsonCodecModel Model)[] Files(EquatableArray<JsonCodecModel> models)
    {
        var names = new UniqueNames();
        return models.Select(m => (names.Take(m.Name), m)).ToArray();
    }

    private static JsonTypesFound Merge(ImmutableArray<JsonTypesFound> signatures, ImmutableArray<JsonTypesFound> uses)
    {
        var found = signatures.Concat(uses).ToArray();
        var codecs = found.SelectMany(f => f.Codecs).GroupBy(m => m.Name).Select(g => g.First()).OrderBy(m => m.Name, StringComparer.Ordinal).ToEquatableArray();

        // What is declared as object may be any of the types at run time.
        var anything = found.FirstOrDefault(f => f.HasObject) is { } any ? OfTypes(codecs).Select(c => new JsonTypeRef(c.Type, $"{any.Space}.{c.Name}", JsonShape.Any)) : [];
        return new JsonTypesFound(
            codecs,
            found.SelectMany(f => f.Roots).Concat(anything).GroupBy(r => r.Type).Select(g => g.First()).OrderBy(r => r.Type, StringComparer.Ordinal).ToEquatableArray(),
            EquatableArray<DiagnosticRecord>.Empty)
        {
            Schemas = found.SelectMany(f => f.Schemas).GroupBy(s => s.Type).Select(g => g.First()).OrderBy(s => s.Type, StringComparer.Ordinal).ToEquatableArray(),
            Objects = found.Any(f => f.HasObject)
                ? codecs.OfType<JsonTypeModel>().Where(c => c.Ancestor is not null).Select(c => c.Ancestor! with { Type = $"{c.Type}, {c.Ancestor.Type}" }).Distinct().ToEquatableArray()
                : EquatableArray<JsonTypeRef>.Empty,
        };
    }

    /// <summary>The codecs that a type has wherever it is used: not those of one member, nor those of a base without regard to what derives from it.</summary>
    private static IEnumerable<JsonCodecModel> OfTypes(EquatableArray<JsonCodecModel> codecs)
    {
        var polymorphic = codecs.OfType<JsonPolymorphicModel>().ToArray();
        return polymorphic.Concat<JsonCodecModel>(codecs.OfType<JsonTypeModel>().Where(c => !c.IsOnlyResult && !polymorphic.Any(p => p.Type == c.Type)));
    }
}

/// <summary>What one place in the source needs.</summary>
internal sealed record JsonTypesFound(EquatableArray<JsonCodecModel> Codecs, EquatableArray<JsonTypeRef> Roots, EquatableArray<DiagnosticRecord> Problems)
{
    /// <summary>Something is declared as <c>object</c>, and may be of any type.</summary>
    public bool HasObject { get; init; }

    /// <summary>Types that are written by the type above them where an object is declared: both types, with a comma between, and the codec.</summary>
    public EquatableArray<JsonTypeRef> Objects { get; init; }

    /// <summary>Types whose schemas are needed where they are registered.</summary>
    public EquatableArray<JsonSchemaFound> Schemas { get; init; } = EquatableArray<JsonSchemaFound>.Empty;

    /// <summary>The namespace of the codecs.</summary>
    public string Space { get; init; } = "";
}

/// <summary>A type whose schema is needed where it is registered.</summary>
/// <param name="Type">The type as source.</param>
/// <param name="Schema">Its JSON Schema.</param>
internal sealed record JsonSchemaFound(string Type, string Schema);

/// <summary>What an assembly makes known when it is loaded.</summary>
internal sealed record JsonRegistrationModel(EquatableArray<JsonTypeRef> Roots, EquatableArray<JsonTypeRef> Objects, EquatableArray<JsonSchemaFound> Schemas);
