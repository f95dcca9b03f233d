using System.Runtime.CompilerServices;
using Iii.Filters.Json;

namespace Iii.Filters.Evaluation;

/// <summary>Walks a JSON text once and records the values of paths. What no path leads to is skipped.</summary>
internal readonly ref struct PathWalker(ReadOnlySpan<byte> json, MatchState state, long epoch)
{
    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>Records what a whole text has at the paths below a root.</summary>
    public void WalkRoot(PathNode root)
    {
        var at = JsonScanner.SkipWhiteSpace(_json, 0);
        if (at < _json.Length)
        {
            Walk(root, at, isWhole: true);
        }
    }

    /// <summary>Records what a value has at the paths below a node, and returns the position after it.</summary>
    public int WalkValue(PathNode node, int at) => Walk(node, at, isWhole: false);

    private int Walk(PathNode node, int at, bool isWhole)
    {
        if ((uint)at >= (uint)_json.Length)
        {
            return _json.Length;
        }

        var start = at;
        int end;
        JsonTokenKind kind;
        var isEscaped = false;
        switch (_json[at])
        {
            case (byte)'{':
                kind = JsonTokenKind.Object;
                end = node.Children.Count > 0 ? WalkObject(node.Children, at) : isWhole ? _json.Length : JsonScanner.SkipContainer(_json, at);
                break;
            case (byte)'[':
                kind = JsonTokenKind.Array;
                end = node.Children.IndexCount > 0 ? WalkArray(node.Children, at) : isWhole ? _json.Length : JsonScanner.SkipContainer(_json, at);
                break;
            case (byte)'"':
                kind = JsonTokenKind.String;
                start++;
                end = JsonScanner.FindQuote(_json, start, out isEscaped);
                Record(node, kind, start, end - start, isEscaped);
                return Math.Min(end + 1, _json.Length);
            case (byte)'t':
                kind = JsonTokenKind.True;
                end = JsonScanner.SkipWord(_json, at);
                break;
            case (byte)'f':
                kind = JsonTokenKind.False;
                end = JsonScanner.SkipWord(_json, at);
                break;
            case (byte)'n':
                kind = JsonTokenKind.Null;
                end = JsonScanner.SkipWord(_json, at);
                break;
            default:
                kind = JsonTokenKind.Number;
                end = JsonScanner.SkipWord(_json, at);
                break;
        }

        Record(node, kind, start, end - start, isEscaped);
        return end;
    }

    private void Record(PathNode node, JsonTokenKind kind, int start, int length, bool isEscaped)
    {
        ref var slot = ref state.Slots[node.Slot];
        slot.Epoch = epoch;
        slot.Kind = kind;
        slot.Start = start;
        slot.Length = length;
        slot.IsEscaped = isEscaped;
        slot.HasNumber = false;
        slot.IsLookedUp = false;
        if (node.Values is not null)
        {
            state.Indexed.Add(node);
        }
    }

    private int WalkObject(PathChildren children, int at)
    {
        at++;
        while (true)
        {
            at = JsonScanner.SkipWhiteSpace(_json, at);
            if ((uint)at >= (uint)_json.Length || _json[at] != '"')
            {
                return End(at, (byte)'}');
            }

            var start = at + 1;
            var quote = JsonScanner.FindQuote(_json, start, out var isEscaped);
            at = JsonScanner.SkipWhiteSpace(_json, quote + 1);
            if ((uint)at >= (uint)_json.Length || _json[at] != ':')
            {
                return _json.Length;
            }

            at = JsonScanner.SkipWhiteSpace(_json, at + 1);
            var key = _json[start..quote];
            var child = isEscaped ? FindEscaped(children, key) : children.Find(key);
            at = child is null ? JsonScanner.SkipValue(_json, at) : WalkMember(child, at);
            at = JsonScanner.SkipWhiteSpace(_json, at);
            if ((uint)at >= (uint)_json.Length || _json[at] != ',')
            {
                return End(at, (byte)'}');
            }

            at++;
        }
    }

    private int WalkMember(PathNode child, int at)
    {
        // Of members with one name the last counts: what an earlier one had is gone.
        if (state.Slots[child.Slot].Epoch == epoch)
        {
            Clear(child);
        }

        return Walk(child, at, isWhole: false);
    }

    private int WalkArray(PathChildren children, int at)
    {
        at++;
        var remaining = children.IndexCount;
        for (var index = 0; ; index++)
        {
            at = JsonScanner.SkipWhiteSpace(_json, at);
            if ((uint)at >= (uint)_json.Length || _json[at] == ']')
            {
                return End(at, (byte)']');
            }

            if (remaining > 0 && children.Find(index) is { } child)
            {
                remaining--;
                at = Walk(child, at, isWhole: false);
            }
            else
            {
                at = JsonScanner.SkipValue(_json, at);
            }

            at = JsonScanner.SkipWhiteSpace(_json, at);
            if ((uint)at >= (uint)_json.Length || _json[at] != ',')
            {
                return End(at, (byte)']');
            }

            at++;
        }
    }

    /// <summary>Returns the position after a closing bracket; after anything else nothing more is read.</summary>
    private int End(int at, byte bracket) => (uint)at < (uint)_json.Length && _json[at] == bracket ? at + 1 : _json.Length;

    private void Clear(PathNode node)
    {
        state.Slots[node.Slot].Epoch = 0;
        foreach (var child in node.Children.Nodes)
        {
            Clear(child);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PathNode? FindEscaped(PathChildren children, ReadOnlySpan<byte> key)
    {
        using var text = new UnescapedText(key, isEscaped: true, stackalloc byte[UnescapedText.BufferSize]);
        return text.IsValid ? children.Find(text.Text) : null;
    }
}
