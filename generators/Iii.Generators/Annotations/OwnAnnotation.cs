using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>An attribute of the user's own that derives from ValidationAttribute: it is made once, as it stands in the source, and asked.</summary>
internal static class OwnAnnotation
{
    public static Annotation? Of(AnnotationUse use)
    {
        if (AttributeSource.Creation(use.Attribute, use.Compilation, out var problem) is not { } creation)
        {
            return use.CanNotBeChecked(problem!);
        }

        var fields = new[] { new CheckField(use.Attribute.AttributeClass!.QualifiedNotNull(), NamingConventions.Identifier(use.Display), creation) }.ToEquatableArray();
        return new Annotation
        {
            Check = TakesContext(use.Attribute.AttributeClass!)
                ? new Check("", "\"is not valid\"") { IsOfNull = true, Fields = fields, Result = $"{Check.Field}.GetValidationResult({Check.Value}, {Context(use.Value)})" }
                : new Check($"!{Check.Field}.IsValid({Check.Value})", $"{Check.Field}.FormatErrorMessage({use.Value.DisplayName})") { IsOfNull = true, Fields = fields },
        };
    }

    /// <summary>What the check is told of the value, as C# source: the object around it, or a parameter's own value.</summary>
    public static string Context(AnnotatedValue value) => value.Symbol is INamedTypeSymbol
        ? $"found.Context({Check.Value}, null, {value.DisplayName})"
        : $"found.Context({(value.Owner is null ? Check.Value : Check.Owner)}, {NamingConventions.Literal(value.Symbol.Name)}, {value.DisplayName})";

    /// <summary>It says more than yes or no, or looks at what is around the value.</summary>
    private static bool TakesContext(INamedTypeSymbol attribute)
    {
        for (var type = attribute; type is not null && !AnnotationNames.IsBase(type); type = type.BaseType)
        {
            if (type.GetMembers("RequiresValidationContext").Any(m => m.IsOverride) || type.GetMembers("IsValid").Any(m => m is IMethodSymbol { IsOverride: true, Parameters.Length: 2 }))
            {
                return true;
            }
        }

        return false;
    }
}
