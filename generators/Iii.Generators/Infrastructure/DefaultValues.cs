using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Iii.Generators.Infrastructure;

/// <summary>Default values of parameters as C# source and as JSON.</summary>
internal static class DefaultValues
{
    /// <summary>The default as C# source.</summary>
    public static string Literal(IParameterSymbol parameter)
    {
        var value = parameter.ExplicitDefaultValue;
        if (value is null)
        {
            return "default";
        }

        var underlying = parameter.Type.WithoutNullable();
        return underlying.TypeKind is TypeKind.Enum ? $"({underlying.QualifiedNotNull()})({Format(value)})" : Format(value);
    }

    /// <summary>The default as JSON; null when it has none.</summary>
    public static string? Json(IParameterSymbol parameter) => parameter.ExplicitDefaultValue switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string s => Schemas.JsonLiteral.String(s),
        char c => Schemas.JsonLiteral.String(c.ToString()),
        double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity => null,
        IFormattable f => f.ToString(parameter.ExplicitDefaultValue is double or float ? "R" : null, System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Format(object value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        double d => d.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "d",
        float f => f.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "f",
        decimal m => m.ToString(System.Globalization.CultureInfo.InvariantCulture) + "m",
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default",
    };
}
