namespace Iii.Filters.Evaluation;

/// <summary>Represents the condition of an <c>$any</c> on an element.</summary>
/// <param name="scope">Where the elements are read.</param>
/// <param name="result">The slot of the verdict.</param>
internal sealed class ElementTest(ElementScope scope, int result)
{
    /// <summary>Gets the scope that reads the elements.</summary>
    public ElementScope Scope => scope;

    /// <summary>Gets the slot of the verdict.</summary>
    public int Result => result;

    /// <summary>Gets or sets what an element must satisfy.</summary>
    public Condition[] Conditions { get; set; } = [];

    /// <summary>Determines whether an element satisfies the condition.</summary>
    /// <param name="array">The position of the array.</param>
    /// <param name="epoch">The reading in which the array was found.</param>
    public bool Holds(in Reading reading, ReadOnlySpan<byte> json, int array, long epoch)
    {
        // The first test that is asked for reads the elements for all tests on this array.
        if (reading.State.Slots[result].Epoch != epoch)
        {
            scope.Evaluate(reading, json, array, epoch);
        }

        return reading.State.Slots[result].Kind == Json.JsonTokenKind.True;
    }
}
