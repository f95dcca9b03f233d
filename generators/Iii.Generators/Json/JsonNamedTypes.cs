using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>The types that [assembly: IIIJsonType] names.</summary>
internal static class JsonNamedTypes
{
    public static JsonTypesFound Of(Compilation compilation, CancellationToken cancellationToken)
    {
        var graph = new JsonTypeGraph(compilation, cancellationToken);
        var roots = new List<JsonTypeRef>();
        var problems = new List<DiagnosticRecord>();
        foreach (var attribute in compilation.Assembly.GetAttributes().Where(a => a.AttributeClass?.FullMetadataName() == KnownNames.JsonTypeAttribute))
        {
            if (attribute.ConstructorArguments.FirstOrDefault().Scalar() is not ITypeSymbol { TypeKind: not TypeKind.Error } type)
            {
                continue;
            }

            if (graph.TryGetWhole(type, type.Name, out var problem) is { } found)
            {
                roots.Add(found with { Type = type.QualifiedNotNull() });
            }
            else
            {
                problems.Add(new DiagnosticRecord(
                    JsonDiagnostics.UnsupportedType,
                    LocationRecord.From(attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation()),
                    new[] { type.ToDisplayString(), problem!.Path, problem.Reason }.ToEquatableArray())
                {
                    Mend = JsonContexts.Served(problem, compilation),
                });
            }
        }

        return new JsonTypesFound(graph.Codecs, roots.ToEquatableArray(), problems.ToEquatableArray()) { HasObject = graph.HasObject, Space = graph.Namespace };
    }
}
