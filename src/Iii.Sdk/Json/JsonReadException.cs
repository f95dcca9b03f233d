using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>JSON does not fit the type it is read as. Thrown by generated code; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonReadException : JsonException
{
    /// <summary>Says what is wrong, and in which byte it begins.</summary>
    /// <param name="expected">What was expected, for people: <c>a number that fits Int32</c>.</param>
    /// <param name="found">What was found, for people: <c>a string</c>; never the payload's contents.</param>
    /// <param name="position">Where, in bytes from the beginning of the JSON.</param>
    public JsonReadException(string expected, string found, long position)
        : base($"Expected {expected}, found {found}.") =>
        (Expected, Found, Position) = (expected, found, position);

    private JsonReadException(JsonReadException problem, string path)
        : base($"Expected {problem.Expected} at {path}, found {problem.Found}.", path, null, null, problem) =>
        (Expected, Found, Position) = (problem.Expected, problem.Found, problem.Position);

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>Where, in bytes from the beginning of the JSON.</summary>
    public long Position { get; }

    /// <summary>The same, for somebody who does not have the JSON: the message and <see cref="JsonException.Path"/> say where it is.</summary>
    internal JsonReadException In(ReadOnlySpan<byte> json) => new(this, JsonPath.At(json, Position));
}
