using Iii.Filters.Syntax;

namespace Iii.Filters.Evaluation;

/// <summary>Represents one filter with the paths that it reads.</summary>
internal sealed class FilterProgram
{
    private readonly DocumentPaths _paths = new();
    private readonly BoundFilter _filter;

    public FilterProgram(FilterExpression expression) => _filter = ConditionBinder.Bind(expression, _paths, sharesElements: true);

    public bool Matches(in FilterDocument document)
    {
        var state = MatchState.Rent(_paths.Slots.Count);
        var epoch = state.NextEpoch();
        _paths.Read(document, state, epoch);
        return _filter.Matches(new Reading(document, state), epoch);
    }
}
