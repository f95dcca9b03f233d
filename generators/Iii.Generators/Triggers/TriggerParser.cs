using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Triggers;

/// <summary>Reads the triggers of a method, and checks what is not the business of one kind alone.</summary>
internal static class TriggerParser
{
    public static IReadOnlyList<TriggerFound> Parse(IMethodSymbol method, string display, List<DiagnosticRecord> problems, CancellationToken cancellationToken)
    {
        var triggers = new List<TriggerFound>();
        var condition = ConditionParser.Of(method);
        var shared = condition is null ? null : ConditionParser.Parse(condition, method, display, problems, cancellationToken);
        foreach (var attribute in method.GetAttributes())
        {
            if (TriggerKinds.ParserOf(attribute.AttributeClass) is { } parse
                && new TriggerArguments(attribute, display, shared, problems, cancellationToken) is { IsComplete: true } arguments
                && parse(arguments) is { } trigger)
            {
                triggers.Add(trigger);
            }
        }

        if (shared is not null && !triggers.Any(t => ReferenceEquals(t.Condition, shared)))
        {
            problems.Add(new DiagnosticRecord(TriggerDiagnostics.UnusedCondition, LocationRecord.From(condition!.Syntax(cancellationToken)?.GetLocation()), new[] { display }.ToEquatableArray()));
        }

        // Routes are compared in the whole assembly, with a message of their own.
        foreach (var same in triggers.Where(t => t.Route is null).GroupBy(t => (t.Type, t.Identity)).Where(g => g.Count() > 1))
        {
            // The fix takes away all but the first.
            problems.AddRange(same.Select((t, i) => new DiagnosticRecord(TriggerDiagnostics.Duplicate, t.Location, new[] { display, t.Display }.ToEquatableArray()) { Mend = i == 0 ? null : "" }));
        }

        return triggers;
    }

    /// <summary>Warns of parameters that must have a value and get none from what a trigger sends.</summary>
    public static void CheckPayload(IReadOnlyList<TriggerFound> triggers, ParsedParameters parameters, IMethodSymbol method, string display, List<DiagnosticRecord> problems)
    {
        foreach (var trigger in triggers.Where(t => t.Payload is not null))
        {
            for (var i = 0; i < parameters.Models.Count; i++)
            {
                if (parameters.Models[i] is { Special: null, Default: null, JsonName: { } name } && !trigger.Payload.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    problems.Add(new DiagnosticRecord(
                        TriggerDiagnostics.NotInPayload, LocationRecord.From(method.Parameters[i]), new[] { name, display, trigger.Display, string.Join(", ", trigger.Payload) }.ToEquatableArray()));
                }
            }
        }
    }
}
