using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Triggers;

/// <summary>Reads [Condition]: which function a method's triggers ask first.</summary>
internal static class ConditionParser
{
    /// <summary>The attribute; null for none, and for one that the compiler has not understood, of which it says so itself.</summary>
    public static AttributeData? Of(IMethodSymbol method) =>
        method.Attribute(KnownNames.ConditionAttribute) is { AttributeConstructor: not null, ConstructorArguments: { Length: > 0 } arguments } attribute
        && arguments.All(a => a.Kind is not TypedConstantKind.Error) ? attribute : null;

    /// <summary>The function that the attribute names; null when it is none, which is reported.</summary>
    public static ConditionFound? Parse(AttributeData attribute, IMethodSymbol method, string display, List<DiagnosticRecord> problems, CancellationToken cancellationToken)
    {
        var arguments = attribute.ConstructorArguments;
        var name = arguments[arguments.Length - 1].Scalar() as string ?? "";
        var type = arguments.Length > 1 ? arguments[0].Scalar() as INamedTypeSymbol : method.ContainingType;
        var place = attribute.Syntax(cancellationToken).PlaceOf("method", arguments.Length - 1);
        var methods = type?.Bases().SelectMany(t => t.GetMembers(name)).OfType<IMethodSymbol>().ToArray() ?? [];
        var functions = methods.Select(FunctionAttribute.Of).OfType<AttributeData>().ToArray();
        if (functions is [var only])
        {
            // Of an id that is none, the function itself says so.
            return FunctionAttribute.Id(only) is { } id && FunctionIdRules.Problem(id) is null ? new ConditionFound(id, place) : null;
        }

        problems.Add(new DiagnosticRecord(TriggerDiagnostics.ConditionIsNoFunction, place, new[]
        {
            name,
            display,
            functions.Length > 1 ? "several methods of this name are. Name the id with ConditionFunctionId"
                : methods.Length > 0 ? "it has no [IIIFunction]. Give it one, with an id of its own"
                : $"{type?.ToDisplayString()} has no such method. Write Condition(nameof(…)), and the class before it when it is another one",
        }.ToEquatableArray()));
        return null;
    }
}
