using System.Globalization;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>The name of a type's codec. It follows from the type alone, for signatures and calls find it independently of each other.</summary>
internal static class JsonCodecName
{
    private static readonly SymbolDisplayFormat s_format = SymbolDisplayFormat.CSharpErrorMessageFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    public static string Of(INamedTypeSymbol type)
    {
        var display = type.ToDisplayString(s_format);
        var name = Identifier(display) + "Json";

        // A_B.C and A.B.C, or Box<Of> and BoxOfOf, look alike now; what is not reversible gets a mark. A plain name always ends with "Json", so it has none.
        return display.All(c => c == '.' || c != '_' && char.IsLetterOrDigit(c)) ? name : $"{name}_{Mark(display)}";
    }

    /// <summary>The codec of a member with a converter of its own.</summary>
    public static string Of(ITypeSymbol type, INamedTypeSymbol converter)
    {
        var display = $"{type.ToDisplayString(s_format)}By{converter.ToDisplayString(s_format)}";
        return $"{Identifier(display)}Json_{Mark(display)}";
    }

    private static string Identifier(string display) => NamingConventions.Identifier(display.Replace("<", "Of").Replace(">", "").Replace(", ", "And"));

    /// <summary>FNV-1a, the same on every machine.</summary>
    private static string Mark(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
