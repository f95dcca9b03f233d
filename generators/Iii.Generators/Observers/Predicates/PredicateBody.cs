using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Finds the one expression that a method or a lambda consists of.</summary>
internal static class PredicateBody
{
    /// <summary>The expression of a method; null where it is more than one, or not in source.</summary>
    public static IOperation? Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax syntax
            ? Operation(syntax.ExpressionBody?.Expression ?? Returned(syntax.Body), compilation, cancellationToken)
            : null;

    /// <summary>The parameter and the expression of a lambda; null where it has more than one expression.</summary>
    public static (IParameterSymbol Parameter, IOperation Body)? Of(LambdaExpressionSyntax lambda, Compilation compilation, CancellationToken cancellationToken) =>
        compilation.GetSemanticModel(lambda.SyntaxTree).GetSymbolInfo(lambda, cancellationToken).Symbol is IMethodSymbol { Parameters: [var parameter] }
        && Operation(lambda.ExpressionBody ?? Returned(lambda.Block), compilation, cancellationToken) is { } body
            ? (parameter, body)
            : null;

    private static ExpressionSyntax? Returned(BlockSyntax? block) => block is { Statements: [ReturnStatementSyntax { Expression: { } expression }] } ? expression : null;

    private static IOperation? Operation(ExpressionSyntax? expression, Compilation compilation, CancellationToken cancellationToken) =>
        expression is null ? null : compilation.GetSemanticModel(expression.SyntaxTree).GetOperation(expression, cancellationToken);
}
