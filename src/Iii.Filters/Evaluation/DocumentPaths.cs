using Iii.Filters.Syntax;

namespace Iii.Filters.Evaluation;

/// <summary>Holds the paths of a document that filters read.</summary>
internal sealed class DocumentPaths
{
    private const int RootCount = 5;

    private readonly PathNode[] _roots;

    public DocumentPaths()
    {
        _roots = new PathNode[RootCount];
        for (var i = 0; i < RootCount; i++)
        {
            _roots[i] = new PathNode(Slots, (PathRoot)i);
        }
    }

    public SlotTable Slots { get; } = new();

    public PathNode this[PathRoot root] => _roots[(int)root];

    /// <summary>Reads each part of a document that a filter reads, once.</summary>
    public void Read(in FilterDocument document, MatchState state, long epoch)
    {
        for (var i = 0; i < RootCount; i++)
        {
            if (_roots[i].IsRead && Part(document, (PathRoot)i) is { IsEmpty: false } json)
            {
                new PathWalker(json, state, epoch).WalkRoot(_roots[i]);
            }
        }
    }

    /// <summary>Gets a part of a document.</summary>
    public static ReadOnlySpan<byte> Part(scoped in FilterDocument document, PathRoot root) => root switch
    {
        PathRoot.Input => document.Input,
        PathRoot.Output => document.Output,
        PathRoot.Error => document.Error,
        PathRoot.Caller => document.Caller,
        _ => document.Metadata,
    };
}
