using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>Reads annotations, as the framework's Validator would understand them.</summary>
internal static class AnnotationReader
{
    /// <summary>The annotations of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="problems">Gets what is wrong with them; null when nobody asks.</param>
    public static IReadOnlyList<Annotation> Read(AnnotatedValue value, Compilation compilation, List<DiagnosticRecord>? problems) =>
        value.Annotations.Count == 0 ? [] : [.. value.Annotations.Select(a => Of(new AnnotationUse(a, value, compilation, problems))).OfType<Annotation>()];

    /// <summary>The attributes that can refuse a value: those of the symbols in turn, of which the first one of a kind counts.</summary>
    public static IReadOnlyList<AttributeData> On(params IEnumerable<ISymbol?> symbols)
    {
        List<AttributeData>? found = null;
        foreach (var symbol in symbols)
        {
            var others = found?.Count ?? 0;
            foreach (var attribute in symbol?.GetAttributes() ?? [])
            {
                if (AnnotationNames.IsChecked(attribute.AttributeClass) && !(found?.Take(others).Any(f => SymbolEqualityComparer.Default.Equals(f.AttributeClass, attribute.AttributeClass)) ?? false))
                {
                    (found ??= []).Add(attribute);
                }
            }
        }

        return found ?? (IReadOnlyList<AttributeData>)[];
    }

    /// <summary>The annotations of a member: its own, those of what it overrides, and those of the constructor's parameter that sets it.</summary>
    public static IReadOnlyList<AttributeData> OnMember(ISymbol member, IParameterSymbol? parameter) => On([.. Overridden(member), parameter, Positional(member)]);

    private static Annotation? Of(AnnotationUse use) => use.Attribute.AttributeClass!.FullMetadataName() switch
    {
        AnnotationNames.Required => RequiredAnnotation.Of(use),
        AnnotationNames.Range => RangeAnnotation.Of(use),
        AnnotationNames.StringLength or AnnotationNames.MinLength or AnnotationNames.MaxLength or AnnotationNames.Length => LengthAnnotation.Of(use),
        AnnotationNames.RegularExpression => PatternAnnotation.Of(use),
        AnnotationNames.AllowedValues => ValuesAnnotation.Of(use, areAllowed: true),
        AnnotationNames.DeniedValues => ValuesAnnotation.Of(use, areAllowed: false),
        AnnotationNames.EmailAddress or AnnotationNames.Url or AnnotationNames.Phone or AnnotationNames.CreditCard or AnnotationNames.Base64String or AnnotationNames.FileExtensions => FormatAnnotation.Of(use),
        AnnotationNames.EnumDataType => EnumAnnotation.Of(use),
        AnnotationNames.Compare => CompareAnnotation.Of(use),
        AnnotationNames.CustomValidation => CustomAnnotation.Of(use),
        _ => OwnAnnotation.Of(use),
    };

    private static IEnumerable<ISymbol> Overridden(ISymbol member)
    {
        for (var current = member; current is not null; current = (current as IPropertySymbol)?.OverriddenProperty)
        {
            yield return current;
        }
    }

    /// <summary>The parameter of a record from which the property is made: what stands before it is the parameter's unless it says property.</summary>
    private static IParameterSymbol? Positional(ISymbol member) => member is IPropertySymbol { ContainingType.IsRecord: true } property
        ? property.ContainingType.InstanceConstructors.SelectMany(c => c.Parameters).FirstOrDefault(p => p.Name == property.Name && SymbolEqualityComparer.Default.Equals(p.Type, property.Type))
        : null;
}
