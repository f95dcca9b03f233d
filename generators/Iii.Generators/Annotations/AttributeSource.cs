using System.Globalization;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Iii.Generators.Annotations;

/// <summary>Attributes and their arguments as C# source, whose names hold anywhere.</summary>
internal static class AttributeSource
{
    private const string Trimming = "System.Diagnostics.CodeAnalysis.";

    /// <summary>How the attribute is made; null with the reason when generated code can not do it.</summary>
    public static string? Creation(AttributeData attribute, Compilation compilation, out string? problem)
    {
        var type = attribute.AttributeClass!;
        problem = null;
        if (attribute.AttributeConstructor is not { } constructor)
        {
            problem = "no constructor of it takes these arguments";
        }
        else if (type.IsFileLocal || !compilation.IsSymbolAccessibleWithin(type, compilation.Assembly) || !compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly))
        {
            problem = $"{type.ToDisplayString()} is private, and generated code can not name it; make it internal or public";
        }
        else if (new ISymbol[] { type, constructor }.Any(s => s.Attribute(Trimming + "RequiresUnreferencedCodeAttribute") is not null || s.Attribute(Trimming + "RequiresDynamicCodeAttribute") is not null))
        {
            problem = $"{type.ToDisplayString()} says that it uses reflection, which a native program can not serve; take it off, or implement IValidatableObject";
        }
        else if (attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).Any(a => a.Kind is TypedConstantKind.Error))
        {
            problem = "its arguments are wrong";
        }

        if (problem is not null)
        {
            return null;
        }

        var arguments = string.Join(", ", attribute.ConstructorArguments.Select(a => Of(a)));
        var named = string.Join(", ", attribute.NamedArguments.Select(a => $"{NamingConventions.Escaped(a.Key)} = {Of(a.Value)}"));
        return $"new({arguments}){(named.Length == 0 ? "" : $" {{ {named} }}")}";
    }

    /// <summary>A constant.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="isPattern">It is compared with, so that null needs no mark.</param>
    public static string Of(TypedConstant constant, bool isPattern = false) => constant switch
    {
        { IsNull: true } => isPattern ? "null" : "null!",
        { Kind: TypedConstantKind.Type } => $"typeof({((ITypeSymbol)constant.Value!).QualifiedNotNull()})",
        { Kind: TypedConstantKind.Array } => $"new {constant.Type!.QualifiedNotNull()} {{ {string.Join(", ", constant.Values.Select(v => Of(v)))} }}",
        { Kind: TypedConstantKind.Enum } => $"({constant.Type!.QualifiedNotNull()})({Primitive(constant.Value!)})",
        _ => constant.Value is int or string or bool or char or double ? Primitive(constant.Value) : $"({constant.Type!.QualifiedNotNull()}){Parenthesized(Primitive(constant.Value!))}",
    };

    /// <summary>The constant as messages show it.</summary>
    public static string Display(TypedConstant constant) => constant switch
    {
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Array } => "[…]",
        { Kind: TypedConstantKind.Enum } => constant.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, constant.Value))?.Name ?? Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!,
        { Value: string text } => $"'{text}'",
        { Value: char c } => $"'{c}'",
        { Value: bool b } => b ? "true" : "false",
        { Value: ITypeSymbol type } => type.ToDisplayString(),
        _ => Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A real number.</summary>
    public static string Real(double value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "d",
    };

    private static string Primitive(object value) => value switch
    {
        double d => Real(d),
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
    };

    private static string Parenthesized(string number) => number[0] == '-' ? $"({number})" : number;
}
