using System.Collections.Immutable;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Json;

/// <summary>Makes a codec for each type in a function's signature, and for each type that a call names where a type parameter is marked with [IIIJson].</summary>
[Generator(LanguageNames.CSharp)]
public sealed class JsonTypeGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var signatures = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.FunctionAttribute, static (node, _) => node is MethodDeclarationSyntax, static (c, token) => OfMethod(c, token))
            .WithTrackingName(TrackingNames.JsonOfSignatures);

        var uses = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => JsonUses.IsCandidate(node), static (c, token) => JsonUses.Of(c, token))
            .Where(static found => found is not null)
            .Select(static (found, _) => found!)
            .WithTrackingName(TrackingNames.JsonOfCalls);

        var all = signatures.Collect().Combine(uses.Collect())
            .Select(static (found, _) => Merge(found.Left, found.Right))
            .WithTrackingName(TrackingNames.JsonTypes);
        var space = context.CompilationProvider.Select(static (c, _) => NamingConventions.Namespace(c.AssemblyName));

        context.RegisterSourceOutput(
            all.SelectMany(static (found, _) => Files(found.Codecs)).Combine(space).WithTrackingName(TrackingNames.JsonCodec),
            static (output, file) => output.AddSource($"Json.{file.Left.File}.g.cs", JsonCodecEmitter.Emit(file.Left.Model, file.Right)));
        context.RegisterSourceOutput(
            all.Select(static (found, _) => found.Roots).Combine(space).WithTrackingName(TrackingNames.JsonRegistration),
            static (output, roots) => JsonRegistrationEmitter.Emit(output, roots.Left, roots.Right));
        context.RegisterSourceOutput(
            uses.SelectMany(static (found, _) => found.Problems.Items).Combine(context.CompilationProvider), static (output, problem) => output.ReportDiagnostic(problem.Left.ToDiagnostic(problem.Right)));
    }

    private static JsonTypesFound OfMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        var graph = new JsonTypeGraph(context.SemanticModel.Compilation, cancellationToken);
        foreach (var parameter in method.Parameters)
        {
            if (ReturnShape.SpecialArgument(parameter) is null)
            {
                graph.TryGetWhole(parameter.Type, parameter.Name, out _);
            }
        }

        if (ReturnShape.Of(method, context.SemanticModel.Compilation).Result is { } result)
        {
            graph.TryGetWhole(result, "result", out _);
        }

        return new JsonTypesFound(graph.Codecs, EquatableArray<JsonTypeRef>.Empty, EquatableArray<DiagnosticRecord>.Empty);
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
        return new JsonTypesFound(
            found.SelectMany(f => f.Codecs).GroupBy(m => m.Name).Select(g => g.First()).OrderBy(m => m.Name, StringComparer.Ordinal).ToEquatableArray(),
            found.SelectMany(f => f.Roots).GroupBy(r => r.Type).Select(g => g.First()).OrderBy(r => r.Type, StringComparer.Ordinal).ToEquatableArray(),
            EquatableArray<DiagnosticRecord>.Empty);
    }
}

/// <summary>What one place in the source needs.</summary>
internal sealed record JsonTypesFound(EquatableArray<JsonCodecModel> Codecs, EquatableArray<JsonTypeRef> Roots, EquatableArray<DiagnosticRecord> Problems);
