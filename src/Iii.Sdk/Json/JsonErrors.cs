using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Makes the exceptions of generated readers. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonErrors
{
    /// <summary>The reader stands on something else than what was expected.</summary>
    public static JsonException Expected(ref JsonInput reader, string expected) =>
        new JsonReadException(expected, Name(reader.TokenType), reader.TokenStartIndex);

    /// <summary>An object lacks a property.</summary>
    /// <param name="reader">Stands on the object's end.</param>
    /// <param name="name">The property.</param>
    /// <param name="start">Where the object begins.</param>
    public static JsonException Missing(ref JsonInput reader, string name, long start) =>
        new JsonReadException($"the property '{name}'", "an object without it", start);

    /// <summary>Refuses a property that is none of its type's, unless the engine has added it.</summary>
    /// <param name="reader">Stands on the property's name; afterwards on its value's last token.</param>
    /// <param name="type">The type, for people.</param>
    /// <exception cref="JsonException">The property came from the caller.</exception>
    public static void Unmapped(ref JsonInput reader, string type)
    {
        if (!reader.IsOnCallerId)
        {
            throw new JsonReadException($"a property of {type}", $"'{reader.GetString()}'", reader.TokenStartIndex);
        }

        reader.Skip();
    }

    /// <summary>A property is null that may not be.</summary>
    /// <param name="reader">Stands on the null.</param>
    /// <param name="name">The property.</param>
    public static JsonException Null(ref JsonInput reader, string name) =>
        new JsonReadException($"a value for '{name}', which is not nullable", "null", reader.TokenStartIndex);

    /// <summary>A member holds null that may not.</summary>
    public static JsonException Null(string member) => new($"'{member}' is null and is declared as not nullable. Give it a value, or make it nullable.");

    /// <summary>
    /// The exception is what a <see cref="Utf8JsonReader"/> or <see cref="Utf8JsonWriter"/> says of a token that does not fit, or of a string that is no text: not
    /// UTF-8, or half of a surrogate pair. The serializer knows it by the same mark and makes a <see cref="JsonException"/> of it.
    /// </summary>
    public static bool IsOfToken(Exception exception) => exception is FormatException or InvalidOperationException && exception.Source is "System.Text.Json.Rethrowable";

    /// <summary>A collection can be made, but not filled.</summary>
    internal static JsonException ReadOnly<T>() => new($"{typeof(T).Name} is read-only and can not be filled from JSON.");

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "the end of the JSON",
    };
}
