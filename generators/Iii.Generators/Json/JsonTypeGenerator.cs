using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
            .CreateSyntaxProvider(static (node, _) => IsCandidate(node), static (c, token) => OfInvocation(c, token))
            .Where(static found => found is not null)
            .Select(static (found, _) => found!)
            .WithTrackingName(TrackingNames.JsonOfCalls);

        var all = signatures.Collect().Combine(uses.Collect())
            .Select(static (found, _) => Merge(found.Left, found.Right))
            .WithTrackingName(TrackingNames.JsonTypes);
        var space = context.CompilationProvider.Select(static (c, _) => NamingConventions.Namespace(c.AssemblyName));

        context.RegisterSourceOutput(
            all.SelectMany(static (found, _) => found.Models.Items).Combine(space).WithTrackingName(TrackingNames.JsonCodec),
            static (output, model) => output.AddSource($"Json.{model.Left.Name}.g.cs", JsonCodecEmitter.Emit(model.Left, model.Right)));
        context.RegisterSourceOutput(
            all.Select(static (found, _) => found.Roots).Combine(space).WithTrackingName(TrackingNames.JsonRegistration),
            static (output, roots) => JsonRegistrationEmitter.Emit(output, roots.Left, roots.Right));
        context.RegisterSourceOutput(uses.SelectMany(static (found, _) => found.Problems.Items), static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));
    }

    private static JsonTypesFound OfMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        var graph = new JsonTypeGraph(context.SemanticModel.Compilation, cancellationToken);
        foreach (var parameter in method.Parameters)
        {
            if (ReturnShape.SpecialArgument(parameter.Type) is null)
            {
                graph.TryGet(parameter.Type, parameter.Name, out _);
            }
        }

        if (ReturnShape.Of(method).Result is { } result)
        {
            graph.TryGet(result, "result", out _);
        }

        return new JsonTypesFound(graph.Models, EquatableArray<JsonTypeRef>.Empty, EquatableArray<DiagnosticRecord>.Empty);
    }

    private static bool IsCandidate(SyntaxNode node) =>
        node is InvocationExpressionSyntax invocation
        && invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            SimpleNameSyntax name => name,
            _ => null,
        } is { Identifier.ValueText: "CallAsync" or "SendAsync" or "Serialize" or "Deserialize" or "RegisterFunction" };

    private static JsonTypesFound? OfInvocation(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var invocation = (InvocationExpressionSyntax)context.Node;
        if (context.SemanticModel.GetSymbolInfo(invocation, cancellationToken).Symbol is not IMethodSymbol { IsGenericMethod: true } method)
        {
            return null;
        }

        JsonTypeGraph? graph = null;
        var roots = ImmutableArray.CreateBuilder<JsonTypeRef>();
        var problems = ImmutableArray.CreateBuilder<DiagnosticRecord>();
        for (var i = 0; i < method.TypeParameters.Length; i++)
        {
            var argument = method.TypeArguments[i];
            if (method.OriginalDefinition.TypeParameters[i].Attribute(KnownNames.JsonAttribute) is null || argument.TypeKind is TypeKind.TypeParameter or TypeKind.Error)
            {
                continue;
            }

            graph ??= new JsonTypeGraph(context.SemanticModel.Compilation, cancellationToken);
            if (graph.TryGet(argument, argument.Name, out var problem) is { } type)
            {
                // A registration is by the type itself: nullable annotations of references play no part in it.
                roots.Add(type with { Type = argument.QualifiedNotNull() });
            }
            else
            {
                problems.Add(new DiagnosticRecord(
                    JsonDiagnostics.UnsupportedType, LocationRecord.From(invocation.GetLocation()), new[] { argument.ToDisplayString(), problem!.Path, problem.Reason }.ToEquatableArray()));
            }
        }

        return graph is null ? null : new JsonTypesFound(graph.Models, roots.ToImmutable().ToEquatableArray(), problems.ToImmutable().ToEquatableArray());
    }

    private static JsonTypesFound Merge(ImmutableArray<JsonTypesFound> signatures, ImmutableArray<JsonTypesFound> uses)
    {
        var found = signatures.Concat(uses).ToArray();
        return new JsonTypesFound(
            found.SelectMany(f => f.Models).GroupBy(m => m.Name).Select(g => g.First()).OrderBy(m => m.Name, StringComparer.Ordinal).ToEquatableArray(),
            found.SelectMany(f => f.Roots).GroupBy(r => r.Type).Select(g => g.First()).OrderBy(r => r.Type, StringComparer.Ordinal).ToEquatableArray(),
            EquatableArray<DiagnosticRecord>.Empty);
    }
}

/// <summary>What one place in the source needs.</summary>
internal sealed record JsonTypesFound(EquatableArray<JsonTypeModel> Models, EquatableArray<JsonTypeRef> Roots, EquatableArray<DiagnosticRecord> Problems);
