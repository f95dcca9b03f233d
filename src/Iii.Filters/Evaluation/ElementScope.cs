using Iii.Filters.Json;
using Iii.Filters.Syntax;

namespace Iii.Filters.Evaluation;

/// <summary>Evaluates conditions on the elements of an array, all of them while the elements are read once.</summary>
/// <param name="root">The part of the document that holds the array.</param>
internal sealed class ElementScope(SlotTable slots, PathRoot root)
{
    private readonly List<ElementTest> _tests = [];

    /// <summary>Gets the start of the paths from an element.</summary>
    public PathNode Element { get; } = new(slots, root);

    /// <summary>Gets whether there is no condition.</summary>
    public bool IsEmpty => _tests.Count == 0;

    public ElementTest Add()
    {
        var test = new ElementTest(this, slots.Allocate());
        _tests.Add(test);
        return test;
    }

    public void Remove(ElementTest test)
    {
        _tests.Remove(test);
        slots.Free(test.Result);
        if (IsEmpty)
        {
            slots.Free(Element.Slot);
        }
    }

    /// <summary>Reads the elements and records the verdicts.</summary>
    /// <param name="at">The position of the array.</param>
    /// <param name="epoch">The reading in which the array was found, which the verdicts belong to.</param>
    public void Evaluate(in Reading reading, ReadOnlySpan<byte> json, int at, long epoch)
    {
        var state = reading.State;
        foreach (var test in _tests)
        {
            ref var result = ref state.Slots[test.Result];
            result.Epoch = epoch;
            result.Kind = JsonTokenKind.False;
        }

        var remaining = _tests.Count;
        at++;
        while (remaining > 0)
        {
            at = JsonScanner.SkipWhiteSpace(json, at);
            if ((uint)at >= (uint)json.Length || json[at] == ']')
            {
                return;
            }

            var element = state.NextEpoch();
            at = new PathWalker(json, state, element).WalkValue(Element, at);
            foreach (var test in _tests)
            {
                ref var result = ref state.Slots[test.Result];
                if (result.Kind == JsonTokenKind.False && Condition.HoldAll(test.Conditions, reading, element))
                {
                    result.Kind = JsonTokenKind.True;
                    remaining--;
                }
            }

            at = JsonScanner.SkipWhiteSpace(json, at);
            if ((uint)at >= (uint)json.Length || json[at] != ',')
            {
                return;
            }

            at++;
        }
    }
}
