namespace Iii.Filters.Evaluation;

/// <summary>Represents a filter that is bound to the paths of documents.</summary>
internal sealed class BoundFilter(Condition[] conditions, PathNode[] nodes, (PathNode Array, ElementTest Test)[] tests)
{
    /// <summary>Determines whether the filter matches the document that has been read.</summary>
    public bool Matches(in Reading reading, long epoch) => Condition.HoldAll(conditions, reading, epoch);

    /// <summary>Frees the paths, so that those which no other filter reads are not walked any more.</summary>
    public void Release()
    {
        foreach (var node in nodes)
        {
            node.Release();
        }

        foreach (var (array, test) in tests)
        {
            test.Scope.Remove(test);
            if (test.Scope.IsEmpty && array.Elements == test.Scope)
            {
                array.Elements = null;
            }
        }
    }
}
