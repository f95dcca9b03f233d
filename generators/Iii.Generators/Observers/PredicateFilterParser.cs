using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Observers.Predicates;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers;

/// <summary>Makes a filter of a predicate's expression, and reports what cannot become a part of one.</summary>
internal static class PredicateFilterParser
{
    /// <summary>The longest expression that a message repeats.</summary>
    private const int LongestShown = 60;

    /// <summary>The filter in compact JSON; null for one that every call matches, or what is reported.</summary>
    /// <param name="call">The parameter that is the observed call.</param>
    /// <param name="body">The predicate's expression.</param>
    public static string? Parse(IParameterSymbol call, IOperation body, Compilation compilation, List<DiagnosticRecord> problems, CancellationToken cancellationToken)
    {
        var translator = new PredicateTranslator(compilation, cancellationToken);
        var condition = translator.Translate(call, body);
        foreach (var untranslated in translator.Problems)
        {
            problems.Add(Problem(untranslated.Syntax, untranslated.Reason + ".") with { Mend = untranslated.Mend });
        }

        if (condition is null)
        {
            return null;
        }

        var filter = FilterWriter.Write(condition);
        if (FilterText.Parse(filter, out var mistake) is null)
        {
            // The language has its limits: how deep, how many operators, how long.
            problems.Add(Problem(body.Syntax, mistake!.Message));
        }

        return filter == "{}" ? null : filter;
    }

    private static DiagnosticRecord Problem(SyntaxNode syntax, string reason) =>
        new(ObserverDiagnostics.Untranslated, LocationRecord.From(syntax.GetLocation()), new[] { Shown(syntax), reason }.ToEquatableArray());

    private static string Shown(SyntaxNode syntax)
    {
        var text = string.Join(" ", syntax.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestShown ? text : text.Substring(0, LongestShown) + "…";
    }
}
