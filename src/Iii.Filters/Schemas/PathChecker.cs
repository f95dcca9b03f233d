using System.Text;
using Iii.Filters.Syntax;

namespace Iii.Filters.Schemas;

/// <summary>Checks every path of a filter, wherever it stands.</summary>
internal sealed class PathChecker(SchemaFormat? request, SchemaFormat? response)
{
    private readonly List<FilterPathWarning> _warnings = [];

    /// <summary>Gets the first path that is ruled out.</summary>
    public FilterError? Error { get; private set; }

    /// <summary>Gets the paths that could not be checked.</summary>
    public IReadOnlyList<FilterPathWarning> Warnings => _warnings;

    /// <summary>Checks a filter over a document.</summary>
    public void Check(FilterExpression filter) => Check(filter, element: null);

    private void Check(FilterExpression filter, SchemaPosition? element)
    {
        foreach (var clause in filter.Clauses)
        {
            switch (clause)
            {
                case OrClause or:
                    foreach (var branch in or.Filters)
                    {
                        Check(branch, element);
                    }

                    break;
                case NotClause not:
                    Check(not.Filter, element);
                    break;
                case PathClause path:
                    Check(path, element);
                    break;
            }

            if (Error is not null)
            {
                return;
            }
        }
    }

    private void Check(PathClause clause, SchemaPosition? element)
    {
        var start = clause.Path.Root switch
        {
            PathRoot.Element => element,
            PathRoot.Input when request is not null => new SchemaPosition(request, "input", request.Root),
            PathRoot.Output when response is not null => new SchemaPosition(response, "output", response.Root),
            _ => null,
        };
        if (start is not null && Walk(start, clause.Path.Segments) is { } end)
        {
            CheckOperators(clause.Operators, end);
        }
    }

    private void CheckOperators(FilterOperator[] operators, SchemaPosition position)
    {
        foreach (var any in operators.Where(o => o.Kind == OperatorKind.Any))
        {
            var elementPath = position.Path + "[*]";
            var step = SchemaStep.TakeElement(position.Format, position.Schema);
            var element = new SchemaPosition(position.Format, elementPath, step.Schema)
            {
                Reason = step.Kind == SchemaStepKind.Known ? null : Explain(step, position.Path),
            };
            if (any.ElementFilter is { } filter)
            {
                Check(filter, element);
            }
            else if (element.IsKnown)
            {
                CheckOperators(any.ElementOperators!, element);
            }

            if (Error is not null)
            {
                return;
            }
        }
    }

    /// <summary>Follows a path. Returns where it ends; null if it is ruled out or not verified.</summary>
    private SchemaPosition? Walk(SchemaPosition start, PathSegment[] segments)
    {
        if (!start.IsKnown)
        {
            if (segments.Length > 0)
            {
                Warn(start, PathOf(start.Path, segments), start.Reason!);
            }

            return null;
        }

        var schema = start.Schema;
        for (var i = 0; i < segments.Length; i++)
        {
            var step = SchemaStep.Take(start.Format, schema, segments[i]);
            if (step.Kind == SchemaStepKind.Missing)
            {
                Error = new FilterError(
                    FilterErrorCodes.InvalidFilterPath, $"'{PathOf(start.Path, segments.AsSpan(0, i + 1))}' is not in {start.Format.Name}.");
                return null;
            }

            if (step.Kind != SchemaStepKind.Known)
            {
                Warn(start, PathOf(start.Path, segments), Explain(step, PathOf(start.Path, segments.AsSpan(0, i))));
                return null;
            }

            schema = step.Schema;
        }

        return new SchemaPosition(start.Format, PathOf(start.Path, segments), schema);
    }

    private void Warn(SchemaPosition start, string path, string reason)
    {
        var warning = new FilterPathWarning(path, $"'{path}' cannot be checked against {start.Format.Name}: {reason}.");
        if (!_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }

    private static string Explain(SchemaStep step, string path) =>
        step.Kind == SchemaStepKind.Open ? path.Contains('.', StringComparison.Ordinal) ? $"the schema is open at '{path}'" : "the schema is open"
            : path.Contains('.', StringComparison.Ordinal) ? $"{step.Reason} at '{path}'" : step.Reason;

    private static string PathOf(string start, ReadOnlySpan<PathSegment> segments)
    {
        var path = new StringBuilder(start);
        foreach (var segment in segments)
        {
            path.Append('.').Append(Encoding.UTF8.GetString(segment.Key).Replace("\\", "\\\\", StringComparison.Ordinal).Replace(".", "\\.", StringComparison.Ordinal));
        }

        return path.ToString();
    }
}
