namespace Iii.Generators.Observers.Predicates;

/// <summary>Combines conditions, and leaves out what the others say already.</summary>
internal static class FilterLogic
{
    public static readonly FilterNode True = AllNode.True;
    public static readonly FilterNode False = AnyOfNode.False;

    public static bool IsTrue(FilterNode node) => node is AllNode { Nodes.Count: 0 };

    public static bool IsFalse(FilterNode node) => node is AnyOfNode { Nodes.Count: 0 };

    public static FilterNode And(params FilterNode[] nodes) => And((IEnumerable<FilterNode>)nodes);

    public static FilterNode And(IEnumerable<FilterNode> nodes)
    {
        var flat = Distinct(nodes.SelectMany(n => n is AllNode all ? all.Nodes : [n]));
        if (flat.Any(IsFalse))
        {
            return False;
        }

        for (var i = flat.Count - 1; i >= 0; i--)
        {
            if (IsImplied(flat[i], flat.Where((_, other) => other != i)))
            {
                flat.RemoveAt(i);
            }
        }

        Merge(flat, "$ne", "$nin");
        return flat.Count == 1 ? flat[0] : new AllNode(flat);
    }

    public static FilterNode Or(params FilterNode[] nodes)
    {
        var flat = Distinct(nodes.SelectMany(n => n is AnyOfNode any ? any.Nodes : [n]));
        if (flat.Any(IsTrue))
        {
            return True;
        }

        // Where the value is null already, the other need not say that it is not.
        foreach (var isNull in flat.OfType<NullNode>().Where(n => n.IsNull).ToArray())
        {
            for (var i = 0; i < flat.Count; i++)
            {
                flat[i] = flat[i] is AllNode all ? And(all.Nodes.Where(n => !IsOpposite(n, isNull))) : IsOpposite(flat[i], isNull) ? True : flat[i];
            }
        }

        if (flat.Any(IsTrue))
        {
            return True;
        }

        flat = Distinct(flat.Where(n => n is not AllNode all || !all.Nodes.Any(m => flat.Any(o => o.Key == m.Key))));
        Merge(flat, "$eq", "$in");
        return flat.Count == 1 ? flat[0] : new AnyOfNode(flat);
    }

    public static FilterNode Not(FilterNode node) => node switch
    {
        _ when Opposite(node) is { } opposite => opposite,
        NotNode not => not.Node,
        AllNode { Nodes.Count: 0 } => False,
        AnyOfNode { Nodes.Count: 0 } => True,
        AnyOfNode any when any.Nodes.All(n => Opposite(n) is not null) => And(any.Nodes.Select(n => Opposite(n)!)),
        _ => new NotNode(node),
    };

    /// <summary>The consequence holds wherever the condition does.</summary>
    public static FilterNode IfThen(FilterNode condition, FilterNode consequence)
    {
        var rest = And(Conjuncts(consequence).Where(c => !IsImplied(c, [condition])));
        return IsTrue(rest) ? True : Or(Not(condition), rest);
    }

    /// <summary>Gets a value indicating whether a condition holds wherever the others do, as far as that is easily seen.</summary>
    private static bool IsImplied(FilterNode node, IEnumerable<FilterNode> others) => others.Any(o => Says(o, node)) || node switch
    {
        NullNode { IsNull: false } there => others.Any(o => SaysThere(o, there.Path)),
        TestNode { Name: "$ne", Operand: "null" } test => others.Any(o => SaysThere(o, test.Path)),
        TestNode { Name: "$exists", NeedsValue: true } test => others.Any(o => SaysExists(o, test.Path)),
        AnyOfNode any => any.Nodes.Count > 0 && any.Nodes.Any(n => others.Any(o => o.Key == n.Key) || IsImplied(n, others)),
        AllNode all => all.Nodes.All(n => IsImplied(n, others)),
        _ => false,
    };

    private static bool Says(FilterNode node, FilterNode other) => node.Key == other.Key || node is AllNode all && all.Nodes.Any(n => Says(n, other));

    private static bool SaysThere(FilterNode node, FilterPath path) => node switch
    {
        AllNode all => all.Nodes.Any(n => SaysThere(n, path)),
        AnyOfNode any => any.Nodes.All(n => SaysThere(n, path)),
        ElementNode element => path.IsPrefixOf(element.Path),
        NullNode { IsNull: false } there => (there.MayBeAbsent || there.Path.Length == 0) && path.IsPrefixOf(there.Path),
        TestNode { NeedsValue: true } test => path.IsPrefixOf(test.Path) && !(path.IsSameAs(test.Path) && test.HoldsForNull),
        _ => false,
    };

    private static bool SaysExists(FilterNode node, FilterPath path) => node switch
    {
        AllNode all => all.Nodes.Any(n => SaysExists(n, path)),
        AnyOfNode any => any.Nodes.All(n => SaysExists(n, path)),
        ElementNode element => path.IsPrefixOf(element.Path),
        NullNode { IsNull: false } there => (there.MayBeAbsent || there.Path.Length == 0) && path.IsPrefixOf(there.Path),
        TestNode { NeedsValue: true } test => path.IsPrefixOf(test.Path),
        _ => false,
    };

    private static FilterNode? Opposite(FilterNode node) => node switch
    {
        NullNode n => new NullNode(n.Path, n.MayBeAbsent, !n.IsNull, n.Witness),
        TestNode { Name: "$eq" } t => new TestNode(t.Path, "$ne", t.Operands),
        TestNode { Name: "$ne" } t => new TestNode(t.Path, "$eq", t.Operands),
        TestNode { Name: "$in" } t => new TestNode(t.Path, "$nin", t.Operands),
        TestNode { Name: "$nin" } t => new TestNode(t.Path, "$in", t.Operands),
        TestNode { Name: "$exists" } t => TestNode.Exists(t.Path, t.Operand == "false"),
        _ => null,
    };

    private static bool IsOpposite(FilterNode node, NullNode isNull) => node is NullNode { IsNull: false } there && there.Path.IsSameAs(isNull.Path) && (isNull.MayBeAbsent || !there.MayBeAbsent);

    private static IEnumerable<FilterNode> Conjuncts(FilterNode node) => node is AllNode all ? all.Nodes : [node];

    private static List<FilterNode> Distinct(IEnumerable<FilterNode> nodes)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return nodes.Where(n => keys.Add(n.Key)).ToList();
    }

    /// <summary>Several operators that name a value become one that names all, at the place of the first.</summary>
    private static void Merge(List<FilterNode> nodes, string one, string many)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is not TestNode first || first.Name != one && first.Name != many)
            {
                continue;
            }

            var same = nodes.OfType<TestNode>().Where(t => (t.Name == one || t.Name == many) && t.Path.IsSameAs(first.Path)).ToArray();
            if (same.Length > 1)
            {
                nodes[i] = new TestNode(first.Path, many, same.SelectMany(t => t.Operands).Distinct().ToArray());
                nodes.RemoveAll(n => n != nodes[i] && same.Contains(n));
            }
        }
    }
}
