using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Mapping;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Iii.Generators.Usage;

/// <summary>Finds constant ids that MapFunction is given though something else has them: an [IIIFunction], or an earlier call in the same body.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MappedIdAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [MappingDiagnostics.IdIsTaken, UsageDiagnostics.IdWithoutService];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var ids = new FunctionIds(start.Compilation);
            start.RegisterCodeBlockAction(c => Look(c, ids));
        });
    }

    private static void Look(CodeBlockAnalysisContext context, FunctionIds ids)
    {
        var model = context.SemanticModel;
        var calls = new List<(InvocationExpressionSyntax Syntax, string Id)>();
        var written = new HashSet<string>(StringComparer.Ordinal);

        // The types below top-level statements have blocks of their own.
        foreach (var syntax in context.CodeBlock.DescendantNodes(static n => n is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax)).Where(MappedCall.IsCandidate).Cast<InvocationExpressionSyntax>())
        {
            if (MappedCall.Operation(syntax, model, context.CancellationToken) is not { } call || MappedCall.Id(call) is not ({ Length: > 0 } id, { } place))
            {
                continue;
            }

            if (FunctionIdRules.Problem(id) is null && !id.Contains("::") && MappedCall.HandlerOf(call, model.Compilation) is { ContainingType: not null } handler)
            {
                Report(UsageDiagnostics.IdWithoutService, place, null, ProposedId.WithService(id, handler), id);
            }

            if (Earlier(syntax, id) is { } earlier)
            {
                Report(MappingDiagnostics.IdIsTaken, place, earlier.GetLocation(), Unused(id), id, "an earlier call of MapFunction", Line(earlier.GetLocation()));
            }
            else if (ids.Of(id).FirstOrDefault() is { } method)
            {
                Report(MappingDiagnostics.IdIsTaken, place, method.Locations[0], Unused(id), id, $"{method.ContainingType.ToDisplayString()}.{method.Name}", Line(method.Locations[0]));
            }

            calls.Add((syntax, id));
        }

        InvocationExpressionSyntax? Earlier(InvocationExpressionSyntax syntax, string id) =>
            calls.FirstOrDefault(c => c.Id == id && SameRun.AreBothRegistered(c.Syntax, syntax, model, context.CancellationToken)).Syntax;

        string Unused(string id)
        {
            var taken = new HashSet<string>(calls.Select(c => c.Id).Concat(written), StringComparer.Ordinal);
            for (var unused = id; ;)
            {
                unused = ProposedId.Numbered(id, taken);
                taken.Add(unused);
                if (ids.Of(unused).IsEmpty)
                {
                    written.Add(unused);
                    return unused;
                }
            }
        }

        void Report(DiagnosticDescriptor descriptor, Location place, Location? other, string mend, params object[] arguments) => context.ReportDiagnostic(Diagnostic.Create(
            descriptor, place, other is null ? [] : [other], ImmutableDictionary<string, string?>.Empty.Add(DiagnosticRecord.MendProperty, NamingConventions.Literal(mend)), arguments));
    }

    private static string Line(Location location) =>
        location.GetLineSpan() is { Path: { Length: > 0 } path } span ? $"{Path.GetFileName(path)} line {span.StartLinePosition.Line + 1}" : "elsewhere";
}
