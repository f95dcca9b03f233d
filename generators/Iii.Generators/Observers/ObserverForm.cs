using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers;

/// <summary>How the target of an observer takes a call.</summary>
internal enum ObserverFormKind
{
    /// <summary>It takes nothing of it.</summary>
    Nothing,

    /// <summary>One value, which is the input.</summary>
    Input,

    /// <summary>An <c>Observed&lt;TInput, TOutput&gt;</c>.</summary>
    Envelope,

    /// <summary>Parameters that are named after the parts.</summary>
    Parts,
}

/// <summary>Decides how the target of an observer takes a call, by its parameters.</summary>
internal static class ObserverForm
{
    /// <summary>The local variable that holds the envelope.</summary>
    public const string Local = "observed";

    public static readonly string[] PartNames = ["input", "output", "error", "caller"];

    /// <summary>Whether the method is the target of an observer.</summary>
    public static bool HasObservers(IMethodSymbol method) => method.Attribute(KnownNames.ObservesAttribute) is not null;

    public static bool IsEnvelope(ITypeSymbol type) => type.OriginalDefinition.FullMetadataName() == KnownNames.Observed;

    /// <summary>How a method takes a call that it observes.</summary>
    public static ObserverFormKind Of(IMethodSymbol method)
    {
        if (method.Parameters.Any(p => IsEnvelope(p.Type) && !ReturnShape.IsService(p)))
        {
            return ObserverFormKind.Envelope;
        }

        var payload = method.Parameters.Where(IsOfPayload).ToArray();
        return payload.Length == 0 ? ObserverFormKind.Nothing
            : payload is [{ Name: not ("output" or "error" or "caller") }] ? ObserverFormKind.Input
            : ObserverFormKind.Parts;
    }

    /// <summary>The expression for a parameter that comes from an envelope; null for one that does not.</summary>
    public static string? Argument(IParameterSymbol parameter)
    {
        if (IsEnvelope(parameter.Type))
        {
            return Local;
        }

        if (parameter.ContainingSymbol is not IMethodSymbol method || !HasObservers(method) || !IsOfPayload(parameter) || Of(method) is not ObserverFormKind.Parts)
        {
            return null;
        }

        var (value, isThere) = parameter.Name switch
        {
            "input" => (Local + ".Input", Local + ".HasInput"),
            "output" => (Local + ".Output", Local + ".HasOutput"),
            "error" => (Local + ".Error", Local + ".Error is not null"),
            "caller" => (Local + ".Caller", Local + ".Caller is not null"),
            _ => ("default!", ""),
        };
        return isThere.Length == 0 ? value
            : parameter.HasExplicitDefaultValue ? $"{isThere} ? {value} : {DefaultValues.Literal(parameter)}"
            : MayBeMissing(parameter) ? value
            : $"{KnownNames.Library}ObservedEnvelope.Required({value}, {isThere}, {NamingConventions.Literal(parameter.Name)})";
    }

    /// <summary>The parameter has something to be when the part is missing.</summary>
    public static bool MayBeMissing(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue || parameter.NullableAnnotation is NullableAnnotation.Annotated
        || parameter.Type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.NotAnnotated }
        || parameter.Type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T;

    /// <summary>The parameter is no service, no token, no context: it has to come from the call.</summary>
    public static bool IsOfPayload(IParameterSymbol parameter) => ReturnShape.OwnArgument(parameter) is null;
}
