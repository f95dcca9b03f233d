using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers.Predicates;

/// <summary>An expression that a filter cannot say.</summary>
/// <param name="Syntax">The expression.</param>
/// <param name="Reason">Why, and the nearest thing that a filter can say.</param>
/// <param name="Mend">What a code fix writes in its place; null where there is nothing mechanical to do.</param>
internal sealed record UntranslatedExpression(SyntaxNode Syntax, string Reason, string? Mend = null);
