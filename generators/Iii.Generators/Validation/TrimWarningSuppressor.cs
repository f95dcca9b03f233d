using System.Collections.Immutable;
using Iii.Generators.Annotations;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Iii.Generators.Validation;

/// <summary>
/// Takes back what the trim analyzer says of annotations: that [MinLength], [Compare] and others find properties by reflection. Here they are read when the program is
/// compiled, and nobody makes them at run time; who calls the framework's Validator is warned at that call.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrimWarningSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_annotations = new("III079", "IL2026", "Annotations are checked by generated code, which does not make them at run time.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => [s_annotations];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
                && context.GetSemanticModel(tree).GetTypeInfo(attribute, context.CancellationToken).Type is INamedTypeSymbol type
                && AnnotationNames.IsChecked(type) && AnnotationNames.Space.StartsWith(type.ContainingNamespace.ToDisplayString(), StringComparison.Ordinal))
            {
                context.ReportSuppression(Suppression.Create(s_annotations, diagnostic));
            }
        }
    }
}
