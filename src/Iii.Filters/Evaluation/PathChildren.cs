using System.Runtime.CompilerServices;

namespace Iii.Filters.Evaluation;

/// <summary>Finds the next step of a path by its key.</summary>
internal sealed class PathChildren
{
    private const int MaxLinear = 8;

    private PathNode[] _nodes = [];
    private Dictionary<byte[], PathNode>? _byKey;

    public int Count { get; private set; }

    /// <summary>Gets the number of steps that can be items of an array.</summary>
    public int IndexCount { get; private set; }

    /// <summary>Gets the children in no order.</summary>
    public ReadOnlySpan<PathNode> Nodes => _nodes.AsSpan(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PathNode? Find(ReadOnlySpan<byte> key)
    {
        if (_byKey is not null)
        {
            return FindByHash(key);
        }

        foreach (var node in Nodes)
        {
            if (key.SequenceEqual(node.Segment.Key))
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>Finds the step to an item of an array.</summary>
    public PathNode? Find(int index)
    {
        if (_byKey is not null)
        {
            Span<byte> key = stackalloc byte[11];
            System.Buffers.Text.Utf8Formatter.TryFormat(index, key, out var length);
            return FindByHash(key[..length]);
        }

        foreach (var node in Nodes)
        {
            if (node.Segment.Index == index)
            {
                return node;
            }
        }

        return null;
    }

    public void Add(PathNode node)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Math.Max(2, Count * 2));
        }

        _nodes[Count++] = node;
        IndexCount += node.Segment.Index >= 0 ? 1 : 0;
        if (_byKey is not null)
        {
            _byKey.Add(node.Segment.Key, node);
        }
        else if (Count > MaxLinear)
        {
            _byKey = new Dictionary<byte[], PathNode>(Utf8KeyComparer.Instance);
            foreach (var child in Nodes)
            {
                _byKey.Add(child.Segment.Key, child);
            }
        }
    }

    public void Remove(PathNode node)
    {
        // Where there are many, a step that is not last is rare to go: observers come and go, their paths stay.
        var index = Array.IndexOf(_nodes, node, 0, Count);
        _nodes[index] = _nodes[--Count];
        _nodes[Count] = null!;
        IndexCount -= node.Segment.Index >= 0 ? 1 : 0;
        _byKey?.Remove(node.Segment.Key);
        if (Count == 0)
        {
            _byKey = null;
        }
    }

    private PathNode? FindByHash(ReadOnlySpan<byte> key) =>
        _byKey!.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var node) ? node : null;
}
