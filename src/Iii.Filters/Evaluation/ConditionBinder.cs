using Iii.Filters.Syntax;

namespace Iii.Filters.Evaluation;

/// <summary>Binds filters to the paths of documents.</summary>
/// <param name="paths">The paths, which the filters share.</param>
/// <param name="sharesElements">
/// Whether <c>$any</c> conditions on one array are evaluated together. A filter that is seldom evaluated has its own, so that it does not cost the others.
/// </param>
internal sealed class ConditionBinder(DocumentPaths paths, bool sharesElements)
{
    private readonly List<PathNode> _nodes = [];
    private readonly List<(PathNode Array, ElementTest Test)> _tests = [];

    /// <summary>Binds a filter.</summary>
    public static BoundFilter Bind(FilterExpression filter, DocumentPaths paths, bool sharesElements)
    {
        var binder = new ConditionBinder(paths, sharesElements);
        var conditions = binder.Bind(filter, element: null, default);
        return new BoundFilter(conditions, [.. binder._nodes], [.. binder._tests]);
    }

    private Condition[] Bind(FilterExpression filter, PathNode? element, PathRoot root)
    {
        var conditions = new Condition[filter.Clauses.Length];
        for (var i = 0; i < conditions.Length; i++)
        {
            conditions[i] = filter.Clauses[i] switch
            {
                OrClause or => new OrCondition(Array.ConvertAll(or.Filters, f => Bind(f, element, root))),
                NotClause not => new NotCondition(Bind(not.Filter, element, root)),
                var clause => BindPath((PathClause)clause, element, root),
            };
        }

        Array.Sort(conditions, static (x, y) => x.Cost.CompareTo(y.Cost));
        return conditions;
    }

    private PathCondition BindPath(PathClause clause, PathNode? element, PathRoot root)
    {
        if (clause.Path.Root != PathRoot.Element)
        {
            root = clause.Path.Root;
            element = paths[root];
        }

        return Bind(element!, clause.Path.Segments, clause.Operators, root);
    }

    private PathCondition Bind(PathNode start, PathSegment[] segments, FilterOperator[] operators, PathRoot root)
    {
        var node = start.Acquire(segments);
        _nodes.Add(node);
        var bound = Array.ConvertAll(operators, o => new BoundOperator(o, o.Kind == OperatorKind.Any ? BindElements(node, o, root) : null));
        Array.Sort(bound, static (x, y) => x.Cost.CompareTo(y.Cost));
        return new PathCondition(root, node.Slot, bound);
    }

    private ElementTest BindElements(PathNode array, FilterOperator any, PathRoot root)
    {
        var scope = sharesElements ? array.Elements ??= new ElementScope(paths.Slots, root) : new ElementScope(paths.Slots, root);
        var test = scope.Add();
        _tests.Add((array, test));
        test.Conditions = any.ElementFilter is { } filter
            ? Bind(filter, scope.Element, root)
            : [Bind(scope.Element, [], any.ElementOperators!, root)];
        return test;
    }
}
