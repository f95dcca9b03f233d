using System.Text.Json;

namespace Iii.Generated;

/// <summary>Reads a value with the framework's reader. Part of the contract between generated code and this library; not for use by hand.</summary>
/// <param name="reader">Stands on the value's first token; on return on its last.</param>
public delegate T FrameworkRead<out T>(ref Utf8JsonReader reader);

public ref partial struct JsonInput
{
    /// <summary>Has the value that begins here read by who takes the framework's reader; moves on to where that ends.</summary>
    /// <exception cref="JsonException">The JSON is malformed, or does not fit.</exception>
    public T ReadByFramework<T>(FrameworkRead<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var reader = new Utf8JsonReader(_text[_start..], new JsonReaderOptions { MaxDepth = Math.Max(1, _maxDepth - CurrentDepth) });
        T value;
        try
        {
            reader.Read();
            value = read(ref reader);
        }
        catch (JsonException e) when (e.LineNumber is not null)
        {
            // It has counted from here; the text as a whole says it right. A text that is not malformed was only not read to the value's end.
            Registration.JsonText.Check(_text, _maxDepth);
            throw;
        }

        if (_token is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Leave();
        }

        Stand(reader.TokenType, _start + (int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));
        return value;
    }

    /// <summary>The framework's reader of the token alone. A name is a string there.</summary>
    private readonly Utf8JsonReader Token()
    {
        var reader = new Utf8JsonReader(_text[_start..(_valueStart + _valueLength + (_token is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0))]);
        reader.Read();
        return reader;
    }
}
