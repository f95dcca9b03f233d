using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Triggers.Cron;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Iii.Generators.Usage;

/// <summary>Marks the places of the generator's errors for which there is a fix.</summary>
internal static class FixableErrors
{
    /// <summary>The property that has the error's id.</summary>
    public const string Error = "Error";

    public static void Report(IMethodSymbol method, AttributeData function, FunctionIds ids, SymbolAnalysisContext context)
    {
        if (FunctionAttribute.Id(function) is { } id && ids.Count(id) > 1)
        {
            Mark(FunctionDiagnostics.DuplicateId, FunctionIdArgument.Place(function, context.CancellationToken));
        }

        if (!method.IsAccessible())
        {
            Mark(FunctionDiagnostics.Inaccessible, method.Locations[0]);
        }

        foreach (var attribute in method.GetAttributes().Where(a => a.AttributeClass?.FullMetadataName() == KnownNames.CronTriggerAttribute))
        {
            if (attribute.ConstructorArguments is [var argument] && argument.Scalar() is string expression && UnixCron.TryConvert(expression) is not null)
            {
                Mark(TriggerDiagnostics.BadCron, attribute.Syntax(context.CancellationToken)?.Argument("expression", 0)?.Expression.GetLocation());
            }
        }

        void Mark(DiagnosticDescriptor error, Location? place) =>
            context.ReportDiagnostic(Diagnostic.Create(UsageDiagnostics.Fixable, place, ImmutableDictionary<string, string?>.Empty.Add(Error, error.Id), error.Id));
    }
}
