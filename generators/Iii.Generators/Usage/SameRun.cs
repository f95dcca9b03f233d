using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Usage;

/// <summary>Decides whether what two calls of one body register is there at the same time. Where that is not certain, it is taken not to be.</summary>
internal static class SameRun
{
    public static bool AreBothRegistered(InvocationExpressionSyntax earlier, InvocationExpressionSyntax later, SemanticModel model, CancellationToken cancellationToken) =>
        IsKept(earlier)
        && Body(earlier) == Body(later)
        && !Exclude(earlier, later)
        && AreOfOneWorker(earlier, later, model, cancellationToken);

    /// <summary>Nobody takes the registration, and so nobody can take it back.</summary>
    private static bool IsKept(InvocationExpressionSyntax call)
    {
        SyntaxNode node = call;
        while (node.Parent is ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            node = node.Parent;
        }

        return node.Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax };
    }

    private static SyntaxNode? Body(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax) or AccessorDeclarationSyntax or CompilationUnitSyntax);

    /// <summary>One of them runs only when the other does not: branches of one decision, or the earlier is left behind by a jump.</summary>
    private static bool Exclude(SyntaxNode earlier, SyntaxNode later)
    {
        var common = earlier.Ancestors().First(a => a.Span.Contains(later.Span));
        var path = earlier.AncestorsAndSelf().TakeWhile(a => a != common).ToArray();
        return common is IfStatementSyntax or SwitchStatementSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or TryStatementSyntax or BinaryExpressionSyntax
            || path.Any(n => n is BlockSyntax { Statements: [.., var last] } && IsJump(last) || n is SwitchSectionSyntax { Statements: [.., ReturnStatementSyntax or ThrowStatementSyntax] });
    }

    private static bool IsJump(StatementSyntax statement) => statement is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax;

    private static bool AreOfOneWorker(InvocationExpressionSyntax earlier, InvocationExpressionSyntax later, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Worker(earlier) is not { } one || Worker(later) is not { } two || !SyntaxFactory.AreEquivalent(one, two)
            || model.GetSymbolInfo(one, cancellationToken).Symbol is not { } symbol
            || symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol)
            || !SymbolEqualityComparer.Default.Equals(symbol, model.GetSymbolInfo(two, cancellationToken).Symbol))
        {
            return false;
        }

        // In between it may have become another worker.
        return !Body(earlier)!.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(a => a.SpanStart > earlier.Span.End && a.SpanStart < later.SpanStart && model.GetSymbolInfo(a.Left, cancellationToken).Symbol is { } written && SymbolEqualityComparer.Default.Equals(written, symbol));
    }

    private static ExpressionSyntax? Worker(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        MemberBindingExpressionSyntax binding => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault()?.Expression,
        _ => null,
    };
}
