using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Triggers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Iii.Generators.Usage;

/// <summary>Says what could be better about a function.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionUsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        TriggerDiagnostics.NoFunction,
        UsageDiagnostics.IdWithoutService,
        UsageDiagnostics.NoDescription,
        UsageDiagnostics.SpecialName,
        UsageDiagnostics.NoCancellationToken,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static c => Look((IMethodSymbol)c.Symbol, c), SymbolKind.Method);
    }

    private static void Look(IMethodSymbol method, SymbolAnalysisContext context)
    {
        if (FunctionAttribute.Of(method) is { } function)
        {
            Suggestions.Report(method, function, context);
            return;
        }

        foreach (var attribute in method.GetAttributes().Where(a => TriggerKinds.ParserOf(a.AttributeClass) is not null || a.AttributeClass?.FullMetadataName() == KnownNames.ObservesAttribute))
        {
            var name = attribute.AttributeClass!.Name;
            context.ReportDiagnostic(Diagnostic.Create(
                TriggerDiagnostics.NoFunction, attribute.Syntax(context.CancellationToken)?.GetLocation(), method.Name, name.Substring(0, name.Length - "Attribute".Length)));
        }
    }
}
