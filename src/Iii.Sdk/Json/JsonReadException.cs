using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>JSON does not fit the type it is read as. Thrown by generated code; not for use by hand.</summary>
/// <param name="expected">What was expected, for people: <c>a number that fits Int32</c>.</param>
/// <param name="found">What was found, for people: <c>a string</c>; never the payload's contents.</param>
/// <param name="position">Where, in bytes from the beginning of the JSON.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonReadException(string expected, string found, long position)
    : JsonException($"Expected {expected}, found {found}.")
{
    /// <summary>What was expected.</summary>
    public string Expected { get; } = expected;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>Where, in bytes from the beginning of the JSON.</summary>
    public long Position { get; } = position;
}
