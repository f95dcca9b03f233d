using System.Diagnostics.CodeAnalysis;
using System.Text;
using Iii.Filters.Evaluation;
using Iii.Filters.Indexing;
using Iii.Filters.Syntax;

namespace Iii.Filters;

/// <summary>
/// Represents the filter of an observer: it decides from the parts of a call whether the observer gets the call. A filter cannot change and can be used by any
/// number of threads.
/// </summary>
public sealed class Filter
{
    private readonly byte[] _normalForm;
    private FilterProgram? _program;

    private Filter(ParsedFilter parsed)
    {
        _normalForm = parsed.NormalForm;
        Expression = parsed.Expression;
        Roots = (FilterRoots)parsed.Roots;
        MatchesAll = parsed.Expression.Clauses.Length == 0;
        IsIndexable = IndexConditions.Of(parsed.Expression).Count > 0;
    }

    /// <summary>Gets the filter that has no condition, <c>{}</c>.</summary>
    public static Filter All { get; } = Parse("{}"u8);

    /// <summary>Gets whether the filter has no condition. <c>{"$or":[{}]}</c> matches every call too, but has one.</summary>
    public bool MatchesAll { get; }

    /// <summary>Gets the parts of a call that the filter reads.</summary>
    public FilterRoots Roots { get; }

    /// <summary>Gets whether <see cref="FilterIndex{TKey}" /> can find the filter by a value of the document instead of evaluating it.</summary>
    public bool IsIndexable { get; }

    /// <summary>Gets the normal form in UTF-8, which the engine stores and sends. It matches the same documents and is its own normal form.</summary>
    public ReadOnlyMemory<byte> NormalForm => _normalForm;

    internal FilterExpression Expression { get; }

    /// <summary>Parses a filter.</summary>
    /// <param name="utf8Json">The filter as JSON in UTF-8.</param>
    /// <exception cref="FilterException">The text is not a filter, or exceeds a limit.</exception>
    public static Filter Parse(ReadOnlySpan<byte> utf8Json) =>
        TryParse(utf8Json, out var filter, out var error) ? filter : throw new FilterException(error);

    /// <summary>Parses a filter.</summary>
    /// <param name="json">The filter as JSON.</param>
    /// <exception cref="FilterException">The text is not a filter, or exceeds a limit.</exception>
    public static Filter Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Parses a filter, and reports what is wrong with its position if it is not one.</summary>
    /// <param name="utf8Json">The filter as JSON in UTF-8.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="error">Why the text is not a filter.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8Json, [NotNullWhen(true)] out Filter? filter, [NotNullWhen(false)] out FilterError? error) =>
        TryParse(utf8Json, isTrusted: false, out filter, out error);

    /// <summary>
    /// Parses a filter in normal form, as the engine sends it to the worker that hosts a function. The normal form can be larger than what it was made from, so the
    /// size is not limited; every other rule holds.
    /// </summary>
    /// <param name="utf8Json">The normal form as JSON in UTF-8.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="error">Why the text is not a filter.</param>
    public static bool TryParseNormalForm(
        ReadOnlySpan<byte> utf8Json, [NotNullWhen(true)] out Filter? filter, [NotNullWhen(false)] out FilterError? error) =>
        TryParse(utf8Json, isTrusted: true, out filter, out error);

    /// <summary>
    /// Determines whether the filter matches a document. Nothing is allocated, and nothing thrown: on a part that is not JSON the verdict has no meaning.
    /// </summary>
    /// <param name="document">The parts of a call.</param>
    public bool Matches(in FilterDocument document)
    {
        if (MatchesAll)
        {
            return true;
        }

        // A filter that is only evaluated in an index has no program. Of two that are made at the same time either will do.
        var program = Volatile.Read(ref _program);
        if (program is null)
        {
            program = new FilterProgram(Expression);
            Volatile.Write(ref _program, program);
        }

        return program.Matches(document);
    }

    /// <summary>Returns the normal form.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_normalForm);

    private static bool TryParse(
        ReadOnlySpan<byte> utf8Json, bool isTrusted, [NotNullWhen(true)] out Filter? filter, [NotNullWhen(false)] out FilterError? error)
    {
        if (FilterParser.Parse(utf8Json, isTrusted, out var fault) is { } parsed)
        {
            filter = new Filter(parsed);
            error = null;
            return true;
        }

        filter = null;
        error = new FilterError(FilterErrorCodes.InvalidFilter, fault!.Message, fault.Position, fault.Length);
        return false;
    }
}
