using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers;

/// <summary>Checks that the types of a target, and of its predicate, fit what the observed function takes and returns.</summary>
internal sealed class ObservedTypes(IMethodSymbol observed, string source, JsonOptions options, Compilation compilation, List<DiagnosticRecord> problems)
{
    private readonly JsonFit _fit = new(options);

    /// <param name="target">The target.</param>
    /// <param name="form">How it takes the call.</param>
    /// <param name="predicate">The type of the call that the predicate takes; null when there is none.</param>
    /// <param name="predicatePlace">Where the predicate is named.</param>
    public void Check(IMethodSymbol target, ObserverFormKind form, INamedTypeSymbol? predicate, LocationRecord? predicatePlace)
    {
        foreach (var parameter in target.Parameters.Where(ObserverForm.IsOfPayload))
        {
            var place = LocationRecord.From(parameter);
            if (ObserverForm.IsEnvelope(parameter.Type))
            {
                CheckCall((INamedTypeSymbol)parameter.Type, place);
            }
            else if (form is ObserverFormKind.Input || parameter.Name == "input")
            {
                CheckInput(parameter.Type, place);
            }
            else if (parameter.Name == "output")
            {
                CheckOutput(parameter.Type, place);
            }
        }

        if (predicate is not null)
        {
            CheckCall(predicate, predicatePlace);
        }
    }

    /// <param name="call">The type of an observed call.</param>
    /// <param name="place">Where it stands.</param>
    public void CheckCall(INamedTypeSymbol call, LocationRecord? place)
    {
        CheckInput(call.TypeArguments[0], place);
        CheckOutput(call.TypeArguments[1], place);
    }

    private void CheckInput(ITypeSymbol type, LocationRecord? place)
    {
        // What comes from elsewhere than the payload is no part of the input; of an http request, it is one thing or another.
        var payload = observed.Parameters.Where(p => ReturnShape.SpecialArgument(p) is null).ToArray();
        if (payload.Length == 0 || ObserverForm.Of(observed) is ObserverFormKind.Envelope || payload.Any(p => p.Type.OriginalDefinition.FullMetadataName() == "Iii.HttpRequest`1"))
        {
            return;
        }

        var reason = payload is [var single] && _fit.Problem(type, single.Type, "input") is var whole
            ? whole is null || !_fit.IsWhole(single.Type) && single.Attribute(KnownNames.FromPayloadAttribute) is null && _fit.OfParameters(type, payload, options, "input") is null ? null : whole
            : _fit.OfParameters(type, payload, options, "input");
        Report("input", type, reason, place);
    }

    private void CheckOutput(ITypeSymbol type, LocationRecord? place)
    {
        var (_, result) = ReturnShape.Of(observed, compilation);
        var reason = result is null
            ? _fit.IsAnything(type) || !type.IsValueType ? null : "the function returns nothing, and its output is null. Take an object?"
            : JsonTuple.Of(result) is null && result.OriginalDefinition.FullMetadataName() != "Iii.HttpResponse`1" ? _fit.Problem(type, result, "output")
            : null;
        Report("output", type, reason, place);
    }

    private void Report(string part, ITypeSymbol type, string? reason, LocationRecord? place)
    {
        if (reason is not null)
        {
            problems.Add(new DiagnosticRecord(ObserverDiagnostics.TypesDiffer, place, new[] { part, source, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), reason + "." }.ToEquatableArray()));
        }
    }
}
