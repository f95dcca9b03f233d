using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>The attributes of System.ComponentModel.DataAnnotations, by metadata name.</summary>
internal static class AnnotationNames
{
    public const string Space = "System.ComponentModel.DataAnnotations.";
    public const string Required = Space + "RequiredAttribute";
    public const string Range = Space + "RangeAttribute";
    public const string StringLength = Space + "StringLengthAttribute";
    public const string MinLength = Space + "MinLengthAttribute";
    public const string MaxLength = Space + "MaxLengthAttribute";
    public const string Length = Space + "LengthAttribute";
    public const string RegularExpression = Space + "RegularExpressionAttribute";
    public const string AllowedValues = Space + "AllowedValuesAttribute";
    public const string DeniedValues = Space + "DeniedValuesAttribute";
    public const string EmailAddress = Space + "EmailAddressAttribute";
    public const string Url = Space + "UrlAttribute";
    public const string Phone = Space + "PhoneAttribute";
    public const string CreditCard = Space + "CreditCardAttribute";
    public const string Base64String = Space + "Base64StringAttribute";
    public const string FileExtensions = Space + "FileExtensionsAttribute";
    public const string EnumDataType = Space + "EnumDataTypeAttribute";
    public const string Compare = Space + "CompareAttribute";
    public const string CustomValidation = Space + "CustomValidationAttribute";
    public const string Display = Space + "DisplayAttribute";
    public const string ValidatableObject = Space + "IValidatableObject";

    private const string DataType = Space + "DataTypeAttribute";
    private const string Validation = Space + "ValidationAttribute";

    /// <summary>The attribute can refuse a value.</summary>
    public static bool IsChecked(INamedTypeSymbol? attribute)
    {
        // [DataType] says what a text is, and refuses none.
        for (var type = attribute; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            if (type.Name == "ValidationAttribute" && type.FullMetadataName() == Validation)
            {
                return attribute!.Name != "DataTypeAttribute" || attribute.FullMetadataName() != DataType;
            }
        }

        return false;
    }

    /// <summary>The base of all attributes that can refuse a value.</summary>
    public static bool IsBase(INamedTypeSymbol type) => type.Name == "ValidationAttribute" && type.FullMetadataName() == Validation;
}
