using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Iii.Generators.Usage;

/// <summary>What could be better about a function.</summary>
internal static class Suggestions
{
    private static readonly Dictionary<string, string> s_specialNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["context"] = "IIIContext",
        ["client"] = "IIIClient",
        ["logger"] = "ILogger",
        ["cancellationToken"] = "CancellationToken",
    };

    public static void Report(IMethodSymbol method, AttributeData function, SymbolAnalysisContext context)
    {
        if (FunctionAttribute.Id(function) is { Length: > 0 } id && !id.Contains("::"))
        {
            Report(UsageDiagnostics.IdWithoutService, FunctionIdArgument.Place(function, context.CancellationToken), id);
        }

        if (FunctionAttribute.Description(function, method, context.CancellationToken) is null)
        {
            Report(UsageDiagnostics.NoDescription, method.Locations[0], method.Name);
        }

        foreach (var parameter in method.Parameters)
        {
            if (s_specialNames.TryGetValue(parameter.Name, out var type) && ReturnShape.SpecialArgument(parameter) is null && parameter.Attribute(KnownNames.FromPayloadAttribute) is null)
            {
                Report(UsageDiagnostics.SpecialName, parameter.Locations[0], parameter.Name, method.Name, type);
            }
        }

        // What has the context has the token.
        if (ReturnShape.Of(method, context.Compilation).Kind is ReturnKind.Task or ReturnKind.TaskOfValue or ReturnKind.Sequence
            && !method.Parameters.Any(p => p.Type.FullMetadataName() is KnownNames.CancellationToken or KnownNames.Context))
        {
            Report(UsageDiagnostics.NoCancellationToken, method.Locations[0], method.Name);
        }

        void Report(DiagnosticDescriptor descriptor, Location? place, params object[] arguments) => context.ReportDiagnostic(Diagnostic.Create(descriptor, place, arguments));
    }
}
