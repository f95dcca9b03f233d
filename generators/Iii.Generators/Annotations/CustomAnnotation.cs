using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>[CustomValidation]: a static method that is found now, and called without a detour.</summary>
internal static class CustomAnnotation
{
    public static Annotation? Of(AnnotationUse use)
    {
        if (use.Argument(0) is not INamedTypeSymbol type || use.Argument(1) is not string name)
        {
            return use.IsWrong("it names no method");
        }

        var methods = type.GetMembers(name).OfType<IMethodSymbol>().Where(m => m.IsStatic).ToArray();
        if (methods is not [{ IsGenericMethod: false, Parameters: [_] or [_, _] } method] || method.ReturnType.FullMetadataName() != AnnotationNames.Space + "ValidationResult"
            || method.Parameters.Length == 2 && method.Parameters[1].Type.FullMetadataName() != AnnotationNames.Space + "ValidationContext")
        {
            return use.CanNotBeChecked($"{type.ToDisplayString()} must have one method 'static ValidationResult? {name}({use.Value.Type.ToDisplayString()} value)', with a ValidationContext after the value if it likes");
        }

        if (!use.Compilation.IsSymbolAccessibleWithin(method, use.Compilation.Assembly))
        {
            return use.CanNotBeChecked($"{method.ToDisplayString()} is private; make it and its type internal or public");
        }

        if (method.Parameters[0].RefKind is not RefKind.None || !use.Compilation.HasImplicitConversion(use.Value.Type, method.Parameters[0].Type))
        {
            return use.CanNotBeChecked($"{method.ToDisplayString()} does not take a {use.Value.Type.ToDisplayString()}");
        }

        var context = method.Parameters.Length == 2 ? ", " + OwnAnnotation.Context(use.Value) : "";
        return use.Message("is not valid", [], out _) is not { } message ? null : new Annotation
        {
            Check = new Check("", message) { IsOfNull = true, Result = $"{type.QualifiedNotNull()}.{NamingConventions.Escaped(name)}({Check.Value}{(method.Parameters[0].Type.IsReferenceType ? "!" : "")}{context})" },
        };
    }
}
