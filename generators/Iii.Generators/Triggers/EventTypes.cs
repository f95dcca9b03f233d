using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Triggers;

/// <summary>Checks the types that stand for what triggers send.</summary>
internal static class EventTypes
{
    /// <summary>Reports a change of a type that has no null: what was created has null before, what was deleted after.</summary>
    public static void Check(IMethodSymbol method, List<DiagnosticRecord> problems)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type is INamedTypeSymbol { TypeArguments: [{ IsValueType: true } value] } type
                && type.OriginalDefinition.FullMetadataName() is KnownNames.StateChange or KnownNames.ConfigurationChange
                && value.OriginalDefinition.SpecialType is not SpecialType.System_Nullable_T
                && value.FullMetadataName() != "System.Text.Json.JsonElement")
            {
                var name = value.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                problems.Add(new DiagnosticRecord(TriggerDiagnostics.ValueCanNotBeNull, LocationRecord.From(parameter), new[] { name, type.Name }.ToEquatableArray()) { Mend = "?" });
            }
        }
    }
}
