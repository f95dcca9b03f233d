using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>Writes the signature of a handler again: a lambda with just this signature has the handler's own delegate type, which may have no name.</summary>
internal static class HandlerSignature
{
    public static HandlerModel Of(IMethodSymbol handler, string? delegateType) =>
        new(handler.ReturnsVoid ? "void" : handler.ReturnType.Qualified(), string.Join(", ", handler.Parameters.Select(Parameter))) { DelegateType = delegateType };

    private static string Parameter(IParameterSymbol parameter) =>
        (parameter.IsParams ? "params " : parameter.RefKind is RefKind.In ? "in " : "")
        + parameter.Type.Qualified() + " " + NamingConventions.Escaped(parameter.Name)
        + (parameter.HasExplicitDefaultValue ? $" = {DefaultValues.Literal(parameter)}" : "");
}
