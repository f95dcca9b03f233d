using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Mapping;
using Iii.Generators.Observers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Iii.Generators.Usage;

/// <summary>Marks the places of the generator's errors for which there is a fix.</summary>
/// <remarks>It has nothing to say but what is hidden: the compiler does not run it when it builds, only the IDE does.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FixableErrorsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UsageDiagnostics.Fixable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var ids = new FunctionIds(start.Compilation);
            start.RegisterSymbolAction(c => LookAtMethod((IMethodSymbol)c.Symbol, ids, c), SymbolKind.Method);
            start.RegisterSyntaxNodeAction(LookAtCall, SyntaxKind.InvocationExpression);
            start.RegisterSyntaxNodeAction(LookAtName, SyntaxKind.IdentifierName, SyntaxKind.GenericName);
            start.RegisterSyntaxNodeAction(LookAtAttribute, SyntaxKind.Attribute);
        });
    }

    private static void LookAtMethod(IMethodSymbol method, FunctionIds ids, SymbolAnalysisContext context)
    {
        if (FunctionAttribute.Of(method) is not { } function)
        {
            return;
        }

        Report(FunctionParser.Parse(method, function, context.Compilation, context.CancellationToken).Problems, context.Compilation, context.ReportDiagnostic);
        if (FixableErrors.OfId(method, function, ids, context.CancellationToken) is { } mark)
        {
            context.ReportDiagnostic(mark);
        }
    }

    private static void LookAtCall(SyntaxNodeAnalysisContext context)
    {
        if (MappedCall.IsCandidate(context.Node) && MappedCall.Of((InvocationExpressionSyntax)context.Node, context.SemanticModel, context.CancellationToken) is { } found)
        {
            Report(found.Function.Problems, context.Compilation, context.ReportDiagnostic);
        }

        if (ObserveCall.IsCandidate(context.Node) && ObserveCall.Of((InvocationExpressionSyntax)context.Node, context.SemanticModel, context.CancellationToken) is { } observe)
        {
            Report(observe.Problems, context.Compilation, context.ReportDiagnostic);
        }
    }

    private static void LookAtName(SyntaxNodeAnalysisContext context)
    {
        if (JsonUses.IsCandidate(context.Node) && JsonUses.Of((SimpleNameSyntax)context.Node, context.SemanticModel, context.CancellationToken) is { } found)
        {
            Report(found.Problems, context.Compilation, context.ReportDiagnostic);
        }
    }

    private static void LookAtAttribute(SyntaxNodeAnalysisContext context)
    {
        if (context.Node is AttributeSyntax { Parent: AttributeListSyntax { Target.Identifier.RawKind: (int)SyntaxKind.AssemblyKeyword } } attribute
            && context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type?.FullMetadataName() == KnownNames.JsonTypeAttribute)
        {
            var place = LocationRecord.From(attribute.GetLocation());
            Report(JsonNamedTypes.Of(context.Compilation, context.CancellationToken).Problems.Where(p => p.Location == place), context.Compilation, context.ReportDiagnostic);
        }
    }

    private static void Report(IEnumerable<DiagnosticRecord> problems, Compilation compilation, Action<Diagnostic> report)
    {
        foreach (var mark in FixableErrors.Of(problems, compilation))
        {
            report(mark);
        }
    }
}
