using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Triggers;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers;

/// <summary>The envelope that a function is called with.</summary>
/// <param name="Type">The envelope's type, whose schema is the function's request schema.</param>
/// <param name="Arguments">The types and codecs of the input and the output, as C# source.</param>
internal sealed record ObserverEnvelope(INamedTypeSymbol Type, string Arguments)
{
    /// <summary>The envelope that a method takes; null for one that takes none, or whose parameters do not fit, which is reported.</summary>
    public static ObserverEnvelope? Of(IMethodSymbol method, string display, IReadOnlyList<TriggerFound> triggers, JsonTypeGraph graph, Compilation compilation, List<DiagnosticRecord> problems)
    {
        var form = ObserverForm.Of(method);
        var hasObservers = ObserverForm.HasObservers(method);
        if (form is not ObserverFormKind.Envelope && !(hasObservers && form is ObserverFormKind.Parts))
        {
            return null;
        }

        var payload = method.Parameters.Where(p => ObserverForm.IsOfPayload(p)).ToArray();
        foreach (var parameter in payload)
        {
            if ((form is ObserverFormKind.Envelope ? BesideEnvelope(parameter, payload) : Part(parameter)) is { } problem)
            {
                problems.Add(new DiagnosticRecord(ObserverDiagnostics.BadParameter, LocationRecord.From(parameter), new[] { parameter.Name, display, problem }.ToEquatableArray()));
            }
        }

        // What a trigger of one's own sends, nobody knows here.
        foreach (var trigger in triggers.Where(t => t.Payload is not null || t.Type is "http" or "durable:subscriber" or "subscribe"))
        {
            problems.Add(new DiagnosticRecord(ObserverDiagnostics.BadParameter, LocationRecord.From(payload[0]), new[]
            {
                payload[0].Name, display, $"it takes the envelope of an observed call, and the trigger {trigger.Display} sends none. Take the value alone, which both deliver, or make two functions.",
            }.ToEquatableArray()));
        }

        if (compilation.GetTypeByMetadataName(KnownNames.Observed) is not { } definition)
        {
            return null;
        }

        var whole = payload.Select(p => p.Type).FirstOrDefault(ObserverForm.IsEnvelope) as INamedTypeSymbol;
        var anything = compilation.GetSpecialType(SpecialType.System_Object);
        var input = whole?.TypeArguments[0] ?? payload.FirstOrDefault(p => p.Name == "input")?.Type;
        var output = whole?.TypeArguments[1] ?? payload.FirstOrDefault(p => p.Name == "output")?.Type;
        return Codec(input, payload[0], display, graph, compilation, problems) is { } read && Codec(output, payload[payload.Length - 1], display, graph, compilation, problems) is { } written
            ? new ObserverEnvelope(definition.Construct(input ?? anything, output ?? anything), $"{read}, {written}")
            : null;
    }

    private static string? Codec(ITypeSymbol? type, IParameterSymbol parameter, string display, JsonTypeGraph graph, Compilation compilation, List<DiagnosticRecord> problems)
    {
        if (type is null)
        {
            return $"object, {KnownNames.Library}IgnoredJson";
        }

        if (type.TypeKind is TypeKind.Error)
        {
            // The compiler says it better.
            problems.Add(Unsupported(parameter, display, type.Name, "the type does not exist", null));
            return null;
        }

        if (graph.TryGetWhole(type, parameter.Name, out var problem) is { } found)
        {
            return $"{found.Type}, {found.Codec}";
        }

        problems.Add(Unsupported(parameter, display, problem!.Path, problem.Reason, JsonContexts.Served(problem, compilation)));
        return null;
    }

    private static DiagnosticRecord Unsupported(IParameterSymbol parameter, string display, string path, string reason, string? mend) =>
        new(FunctionDiagnostics.UnsupportedParameter, LocationRecord.From(parameter), new[] { parameter.Name, display, path, reason }.ToEquatableArray()) { Mend = mend };

    private static string? BesideEnvelope(IParameterSymbol parameter, IParameterSymbol[] payload) =>
        !ObserverForm.IsEnvelope(parameter.Type) ? "an Observed<TInput, TOutput> is the whole call, and nothing is left for it. Remove one."
        : payload.Any(p => p.Ordinal < parameter.Ordinal && ObserverForm.IsEnvelope(p.Type)) ? "another parameter takes the envelope already."
        : null;

    private static string? Part(IParameterSymbol parameter) => parameter.Name switch
    {
        "input" or "output" => null,
        "error" => Is(parameter, "Iii.ObservedError") ? null : "'error' is an ObservedError.",
        "caller" => Is(parameter, "Iii.Caller") ? null : "'caller' is a Caller.",
        _ => $"beside others, a parameter takes the part of the call that it is named after: {string.Join(", ", ObserverForm.PartNames)}. Name it so, or take an Observed<TInput, TOutput>.",
    };

    private static bool Is(IParameterSymbol parameter, string type) => parameter.Type.FullMetadataName() == type;
}
