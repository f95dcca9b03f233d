using Iii.Filters.Json;

namespace Iii.Filters.Evaluation;

/// <summary>Represents the value that was found at a path, as a part of the text.</summary>
internal struct ValueSlot
{
    /// <summary>The reading of a document, or of an element, in which the value was found. A slot of another reading is empty.</summary>
    public long Epoch;

    /// <summary>The nearest double, once <see cref="HasNumber" /> is set.</summary>
    public double Number;

    /// <summary>The position of the first byte; of a string, the one after its opening quote.</summary>
    public int Start;

    /// <summary>The number of bytes of a scalar; of a string, without its quotes.</summary>
    public int Length;

    public JsonTokenKind Kind;

    /// <summary>Whether the string has escapes.</summary>
    public bool IsEscaped;

    public bool HasNumber;

    /// <summary>Whether the filters filed under the value have been looked up.</summary>
    public bool IsLookedUp;
}
