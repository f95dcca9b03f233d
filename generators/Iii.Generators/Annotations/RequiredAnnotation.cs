using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>[Required]: not null, and for a text more than white space.</summary>
internal static class RequiredAnnotation
{
    public static Annotation? Of(AnnotationUse use)
    {
        if (use.Message("is required", [], out _) is not { } message)
        {
            return null;
        }

        var isText = use.Type.SpecialType is SpecialType.System_String && use.Named("AllowEmptyStrings") is not true;
        return new Annotation
        {
            IsRequired = true,
            Keywords = isText ? [new("minLength", "1")] : [],
            Check = use.Value.CanBeNull ? new Check(isText ? $"string.IsNullOrWhiteSpace({Check.Value})" : $"{Check.Value} is null", message) { IsOfNull = true } : null,
        };
    }
}
