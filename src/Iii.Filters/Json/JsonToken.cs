namespace Iii.Filters.Json;

/// <summary>Represents a value, or the name of a member, in a list of tokens.</summary>
internal struct JsonToken
{
    public JsonTokenKind Kind;

    /// <summary>Whether the string has escapes, so that its unescaped text lies outside the source.</summary>
    public bool IsEscaped;

    /// <summary>The position of the first byte in the source; of a string, its opening quote.</summary>
    public int Start;

    /// <summary>The number of bytes in the source; of a string, with its quotes.</summary>
    public int Length;

    /// <summary>The position of the unescaped text of a string.</summary>
    public int TextStart;

    /// <summary>The length of the unescaped text of a string in bytes.</summary>
    public int TextLength;

    /// <summary>The number of members or items.</summary>
    public int Count;

    /// <summary>The token that follows this one and everything in it. While a container is being read: the container that holds it.</summary>
    public int Next;
}
