using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Mapping;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Iii.Generators.Usage;

/// <summary>
/// Finds calls of MapFunction that the generator has not taken over, and that would fail at run time. The generator sees the source without what generators make: where the
/// worker's type depends on that, it does not see what is called.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MappedCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [MappingDiagnostics.NotTakenOver];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Look, SyntaxKind.InvocationExpression);
    }

    private static void Look(SyntaxNodeAnalysisContext context)
    {
        // Of a handler that is not known, and of types that have no JSON form, others speak: they see the call.
        if (MappedCall.IsCandidate(context.Node)
            && context.Node is InvocationExpressionSyntax syntax
            && MappedCall.Operation(syntax, context.SemanticModel, context.CancellationToken) is { } call
            && context.SemanticModel.GetInterceptorMethod(syntax, context.CancellationToken) is null
            && MappedCall.HandlerOf(call, context.Compilation) is { ContainingType: not null }
            && DependsOnGenerated(syntax, context))
        {
            context.ReportDiagnostic(Diagnostic.Create(MappingDiagnostics.NotTakenOver, syntax.Expression is MemberAccessExpressionSyntax access ? access.Name.GetLocation() : syntax.GetLocation()));
        }
    }

    /// <summary>Without the trees that have been made, the call is not to be seen.</summary>
    private static bool DependsOnGenerated(InvocationExpressionSyntax syntax, SyntaxNodeAnalysisContext context)
    {
        var written = context.Compilation.RemoveSyntaxTrees(context.Compilation.SyntaxTrees.Where(t => t != syntax.SyntaxTree && IsGenerated(t)));
#pragma warning disable RS1030 // It is another compilation, and made for a call only that is about to be an error.
        return MappedCall.Operation(syntax, written.GetSemanticModel(syntax.SyntaxTree), context.CancellationToken) is null;
#pragma warning restore RS1030
    }

    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);
}
