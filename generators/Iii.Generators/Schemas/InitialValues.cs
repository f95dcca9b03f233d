using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Schemas;

/// <summary>The values that members are initialized with, where these are literals.</summary>
internal static class InitialValues
{
    /// <summary>The literal as JSON; null for anything else.</summary>
    public static string? Json(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax { Initializer.Value: { } value } => Json(value),
        VariableDeclaratorSyntax { Initializer.Value: { } value } => Json(value),
        _ => null,
    };

    private static string? Json(ExpressionSyntax value) => value switch
    {
        // Null stands where nothing is known yet; that says little of what the member is.
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression } => null,
        LiteralExpressionSyntax literal => SchemaKeywords.Json(literal.Token.Value),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } number } =>
            SchemaKeywords.Json(number.Token.Value) is { } json ? "-" + json : null,
        _ => null,
    };
}
