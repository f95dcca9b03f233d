using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Schemas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Json;

/// <summary>Finds the types that source names, or lets the compiler infer, where a type parameter is marked with [IIIJson].</summary>
internal static class JsonUses
{
    /// <summary>
    /// It may be the name of something generic: type arguments stand there, or it is invoked. The library's own methods are found as method groups, too,
    /// where nothing of this is to be seen.
    /// </summary>
    public static bool IsCandidate(SyntaxNode node) => node switch
    {
        GenericNameSyntax => true,
        IdentifierNameSyntax { Identifier.ValueText: "CallAsync" or "SendAsync" or "Serialize" or "Deserialize" or "RegisterFunction" } => true,
        IdentifierNameSyntax name => Whole(name).Parent is InvocationExpressionSyntax invocation && invocation.Expression == Whole(name),
        _ => false,
    };

    public static JsonTypesFound? Of(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        var compilation = model.Compilation;
        if (!MarkedNames.Of(compilation, cancellationToken).Contains(name.Identifier.ValueText))
        {
            return null;
        }

        // A call whose arguments another generator makes has no symbol yet, but a method that it can only be.
        var info = model.GetSymbolInfo(name, cancellationToken);
        var (parameters, arguments) = (info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) switch
        {
            IMethodSymbol method => (method.OriginalDefinition.TypeParameters, method.TypeArguments),
            INamedTypeSymbol type => (type.OriginalDefinition.TypeParameters, type.TypeArguments),
            _ => (ImmutableArray<ITypeParameterSymbol>.Empty, ImmutableArray<ITypeSymbol>.Empty),
        };

        JsonTypeGraph? graph = null;
        var roots = ImmutableArray.CreateBuilder<JsonTypeRef>();
        var problems = ImmutableArray.CreateBuilder<DiagnosticRecord>();
        var schemas = ImmutableArray.CreateBuilder<JsonSchemaFound>();
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Attribute(KnownNames.JsonAttribute) is not { } mark || arguments[i].TypeKind is TypeKind.Error)
            {
                continue;
            }

            graph ??= new JsonTypeGraph(compilation, cancellationToken);
            var argument = arguments[i];
            if (argument is ITypeParameterSymbol own)
            {
                // What it stands for is looked at where that is named, if the type parameter says that it matters.
                if (own.Attribute(KnownNames.JsonAttribute) is null)
                {
                    problems.Add(Problem(JsonDiagnostics.UnmarkedTypeParameter, name, i, own.Name, own.ContainingSymbol.ToDisplayString()) with { Mend = "[IIIJson]" });
                }
            }
            else if (graph.TryGetWhole(argument, argument.Name, out var problem) is { } type)
            {
                // A registration is by the type itself: nullable annotations of references play no part in it.
                roots.Add(type with { Type = argument.QualifiedNotNull() });
                if (mark.NamedArguments.Any(a => a.Key == "HasSchema" && a.Value.Scalar() is true))
                {
                    schemas.Add(new JsonSchemaFound(argument.QualifiedNotNull(), new SchemaWriter(graph.Options, compilation, cancellationToken).OfType(argument, argument.Name, isResult: false)));
                }
            }
            else
            {
                problems.Add(Problem(JsonDiagnostics.UnsupportedType, name, i, argument.ToDisplayString(), problem!.Path, problem.Reason) with { Mend = JsonContexts.Served(problem, compilation) });
            }
        }

        return graph is null ? null : new JsonTypesFound(graph.Codecs, roots.ToImmutable().ToEquatableArray(), problems.ToImmutable().ToEquatableArray())
        {
            HasObject = graph.HasObject,
            Space = graph.Namespace,
            Schemas = schemas.ToImmutable().ToEquatableArray(),
        };
    }

    /// <summary>Stands at the type where source names it, and at the name of what is called where the compiler infers it.</summary>
    private static DiagnosticRecord Problem(DiagnosticDescriptor descriptor, SimpleNameSyntax name, int argument, params string[] arguments)
    {
        var place = name is GenericNameSyntax { TypeArgumentList.Arguments: var types } && argument < types.Count ? types[argument].GetLocation() : name.Identifier.GetLocation();
        return new DiagnosticRecord(descriptor, LocationRecord.From(place), arguments.ToEquatableArray());
    }

    /// <summary>The name with what stands before its dot.</summary>
    private static SyntaxNode Whole(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax binding => binding,
        _ => name,
    };
}
