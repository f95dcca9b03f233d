using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>[EnumDataType]: the value is one of an enum's, or a text or a number that stands for one.</summary>
internal static class EnumAnnotation
{
    public static Annotation? Of(AnnotationUse use)
    {
        if (use.Argument(0) is not INamedTypeSymbol { TypeKind: TypeKind.Enum } type)
        {
            return use.IsWrong("its type is not an enum");
        }

        if (!use.Compilation.IsSymbolAccessibleWithin(type, use.Compilation.Assembly))
        {
            return use.CanNotBeChecked($"{type.ToDisplayString()} is private; make it internal");
        }

        var message = use.Message($"must be a value of {type.Name}", [], out _);
        if (message is null)
        {
            return null;
        }

        // A number is cut to the size of the enum's, as the framework does it.
        var value = SymbolEqualityComparer.Default.Equals(type, use.Type) ? Check.Value.ToString()
            : use.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 ? $"unchecked(({type.QualifiedNotNull()}){Check.Value})"
            : null;
        if (value is not null)
        {
            var isFlags = type.Attribute("System.FlagsAttribute") is not null;
            return new Annotation { Check = new Check(isFlags ? $"!global::Iii.Generated.AnnotationChecks.IsMadeOfFlags({value})" : $"!global::System.Enum.IsDefined({value})", message) };
        }

        if (use.Type.SpecialType is not SpecialType.System_String)
        {
            return use.HasNoMeaning($"it is for {type.Name}, texts and whole numbers");
        }

        const string Attribute = "global::System.ComponentModel.DataAnnotations.EnumDataTypeAttribute";
        return new Annotation
        {
            Check = new Check($"!global::Iii.Generated.AnnotationChecks.Accepts({Check.Field}, {Check.Value})", message)
            {
                Fields = new[] { new CheckField(Attribute, "Enum", $"new(typeof({type.QualifiedNotNull()}))") }.ToEquatableArray(),
            },
        };
    }
}
