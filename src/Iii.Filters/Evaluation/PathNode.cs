using Iii.Filters.Indexing;
using Iii.Filters.Syntax;

namespace Iii.Filters.Evaluation;

/// <summary>Represents a step of the paths that filters read: their common beginnings are walked once.</summary>
internal sealed class PathNode
{
    private readonly SlotTable _slots;
    private readonly PathNode? _parent;
    private int _references;

    /// <summary>Creates the start of paths.</summary>
    public PathNode(SlotTable slots, PathRoot root)
        : this(slots, root, null, default)
    {
    }

    private PathNode(SlotTable slots, PathRoot root, PathNode? parent, PathSegment segment)
    {
        _slots = slots;
        Root = root;
        _parent = parent;
        Segment = segment;
        Slot = slots.Allocate();
    }

    /// <summary>Gets the part of the document, also of an element.</summary>
    public PathRoot Root { get; }

    public PathSegment Segment { get; }

    /// <summary>Gets the slot of its value.</summary>
    public int Slot { get; }

    public PathChildren Children { get; } = new();

    /// <summary>Gets or sets the conditions on the elements of the value that filters share.</summary>
    public ElementScope? Elements { get; set; }

    /// <summary>Gets or sets the filters that are filed under a value of this path.</summary>
    public ValueIndex? Values { get; set; }

    /// <summary>Gets whether a filter reads the value or a value below.</summary>
    public bool IsRead => _references > 0 || Children.Count > 0;

    /// <summary>Adds a reader of a path below this one.</summary>
    public PathNode Acquire(PathSegment[] segments)
    {
        var node = this;
        foreach (var segment in segments)
        {
            if (node.Children.Find(segment.Key) is not { } child)
            {
                child = new PathNode(_slots, Root, node, segment);
                node.Children.Add(child);
            }

            node = child;
        }

        node._references++;
        return node;
    }

    /// <summary>Finds a path below this one.</summary>
    public PathNode? Find(PathSegment[] segments)
    {
        var node = this;
        for (var i = 0; node is not null && i < segments.Length; i++)
        {
            node = node.Children.Find(segments[i].Key);
        }

        return node;
    }

    /// <summary>Removes a reader. What nobody reads any more is not walked.</summary>
    public void Release()
    {
        _references--;
        for (var node = this; node is { _parent: { } parent, IsRead: false }; node = parent)
        {
            parent.Children.Remove(node);
            _slots.Free(node.Slot);
        }
    }
}
