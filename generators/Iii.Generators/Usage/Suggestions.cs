using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Iii.Generators.Usage;

/// <summary>What could be better about a function.</summary>
internal static class Suggestions
{
    private static readonly Dictionary<string, string> s_specialTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["context"] = KnownNames.Context,
        ["client"] = KnownNames.Client,
        ["logger"] = KnownNames.Logger,
        ["cancellationToken"] = KnownNames.CancellationToken,
    };

    public static void Report(IMethodSymbol method, AttributeData function, SymbolAnalysisContext context)
    {
        if (FunctionAttribute.Id(function) is { Length: > 0 } id && !id.Contains("::"))
        {
            var mend = FunctionIdRules.Problem(id) is null ? NamingConventions.Literal(ProposedId.WithService(id, method)) : null;
            Report(UsageDiagnostics.IdWithoutService, mend, FunctionIdArgument.Place(function, context.CancellationToken), id);
        }

        if (FunctionAttribute.OwnDescription(function) is null && !(ReadsDocumentation(method) && method.Summary(context.CancellationToken) is not null))
        {
            Report(UsageDiagnostics.NoDescription, null, method.Locations[0], method.Name);
        }

        foreach (var parameter in method.Parameters)
        {
            if (s_specialTypes.TryGetValue(parameter.Name, out var type) && ReturnShape.SpecialArgument(parameter) is null && parameter.Attribute(KnownNames.FromPayloadAttribute) is null)
            {
                Report(UsageDiagnostics.SpecialName, type, parameter.Locations[0], parameter.Name, method.Name, type.Split('.').Last());
            }
        }

        // What has the context has the token.
        if (ReturnShape.Of(method, context.Compilation).Kind is ReturnKind.Task or ReturnKind.TaskOfValue or ReturnKind.Sequence
            && !method.Parameters.Any(p => p.Type.FullMetadataName() is KnownNames.CancellationToken or KnownNames.Context))
        {
            Report(UsageDiagnostics.NoCancellationToken, null, method.Locations[0], method.Name);
        }

        // The IDE reads documentation where the compiler would not.
        static bool ReadsDocumentation(ISymbol symbol) => symbol.Locations[0].SourceTree?.Options.DocumentationMode is DocumentationMode.Diagnose;

        void Report(DiagnosticDescriptor descriptor, string? mend, Location? place, params object[] arguments) => context.ReportDiagnostic(Diagnostic.Create(
            descriptor, place, mend is null ? null : ImmutableDictionary<string, string?>.Empty.Add(DiagnosticRecord.MendProperty, mend), arguments));
    }
}
