using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Iii.Generators.CodeFixes;

/// <summary>Rewrites the body of a method that returns tasks as that of one which awaits them.</summary>
internal sealed class ReturnedTasks(BlockSyntax body, bool hasValue, SemanticModel model, CancellationToken cancellationToken) : CSharpSyntaxRewriter
{
    /// <summary>Marks statements that stand for one, and are to stand where it stood.</summary>
    private static readonly SyntaxAnnotation s_several = new();

    private bool _isImpossible;

    /// <summary>The body with what is awaited; null where that can not be.</summary>
    public BlockSyntax? Rewrite() => Visit(body) is BlockSyntax rewritten && !_isImpossible ? rewritten : null;

    // What is in another function is returned from there.
    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node;

    public override SyntaxNode? VisitBlock(BlockSyntax node) => base.VisitBlock(node) is BlockSyntax block ? block.WithStatements(Flat(block.Statements)) : null;

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node) => base.VisitSwitchSection(node) is SwitchSectionSyntax section ? section.WithStatements(Flat(section.Statements)) : null;

    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is not { } value)
        {
            return node;
        }

        var (awaited, plain) = Look(value);
        if (hasValue)
        {
            return plain is not null ? node.WithExpression(plain.WithTriviaFrom(value)) : node.WithExpression(Await(awaited!, node).WithTriviaFrom(value));
        }

        var isLast = node.Parent == body && body.Statements.Last() == node;
        if (awaited is null)
        {
            return isLast && body.Statements.Count > 1 ? Several(node) : Return(node).WithTriviaFrom(node);
        }

        var statement = SyntaxFactory.ExpressionStatement(Await(awaited.WithoutTrivia(), node), node.SemicolonToken.WithoutTrivia()).WithTriviaFrom(node);
        if (isLast)
        {
            return statement;
        }

        var end = node.SyntaxTree.GetText(cancellationToken).ToString().Contains("\r\n") ? SyntaxFactory.CarriageReturnLineFeed : SyntaxFactory.LineFeed;
        var indent = node.GetLeadingTrivia().LastOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        return Several(node, statement.WithTrailingTrivia(end), Return(node).WithLeadingTrivia(indent).WithTrailingTrivia(node.GetTrailingTrivia()));
    }

    /// <summary>What is to be awaited, or what there is without that; neither for a task that has no value and is complete.</summary>
    private (ExpressionSyntax? Awaited, ExpressionSyntax? Plain) Look(ExpressionSyntax value)
    {
        if (value.IsKind(SyntaxKind.NullLiteralExpression))
        {
            _isImpossible = true;
        }

        if (value is LiteralExpressionSyntax or DefaultExpressionSyntax or BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } })
        {
            return (null, hasValue ? SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression) : null);
        }

        if (value is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var argument }] })
        {
            return model.GetTypeInfo(argument, cancellationToken).Type?.Name == "Task" ? (argument, null) : (null, argument);
        }

        var symbol = model.GetSymbolInfo(value, cancellationToken).Symbol;
        return symbol is { ContainingType.Name: "Task" or "ValueTask", Name: "CompletedTask" } ? (null, null)
            : symbol is { ContainingType.Name: "Task" or "ValueTask", Name: "FromResult" } && value is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var result }] } ? (null, result)
            : (value, null);
    }

    private AwaitExpressionSyntax Await(ExpressionSyntax value, SyntaxNode statement)
    {
        // Under a lock nothing can be awaited.
        _isImpossible |= statement.Ancestors().TakeWhile(a => a != body).Any(a => a is LockStatementSyntax or UnsafeStatementSyntax);
        var operand = value is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ElementAccessExpressionSyntax or BaseObjectCreationExpressionSyntax or ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax or ThisExpressionSyntax
            ? value.WithoutTrivia()
            : SyntaxFactory.ParenthesizedExpression(value.WithoutTrivia());
        return SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), operand);
    }

    private static ReturnStatementSyntax Return(ReturnStatementSyntax node) => SyntaxFactory.ReturnStatement(node.ReturnKeyword.WithoutTrivia(), null, node.SemicolonToken.WithoutTrivia());

    private static BlockSyntax Several(ReturnStatementSyntax node, params StatementSyntax[] statements) =>
        (node.Parent is BlockSyntax or SwitchSectionSyntax
            ? SyntaxFactory.Block(statements)
            : SyntaxFactory.Block(statements.Select(s => s.WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithTrailingTrivia(SyntaxFactory.ElasticMarker))).WithTriviaFrom(node).WithAdditionalAnnotations(Formatter.Annotation))
        .WithAdditionalAnnotations(s_several);

    private static SyntaxList<StatementSyntax> Flat(SyntaxList<StatementSyntax> statements) =>
        SyntaxFactory.List(statements.SelectMany(s => s is BlockSyntax block && s.HasAnnotation(s_several) ? block.Statements : [s]));
}
