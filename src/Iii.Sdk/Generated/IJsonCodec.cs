using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>
/// Reads and writes one type as JSON. Part of the contract between generated code and this library; not for use by hand.
/// </summary>
/// <typeparam name="T">The type that is read and written.</typeparam>
/// <remarks>
/// Implemented by empty structs, so that a codec is a type argument: collections of codecs are specialised by the compiler and cost no call
/// through a table. Where <typeparamref name="T"/> is a reference type, null is read from and written as the JSON literal <c>null</c>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJsonCodec<T>
{
    /// <summary>Reads one value.</summary>
    /// <param name="reader">Stands on the value's first token; on return on its last.</param>
    /// <exception cref="JsonException">The JSON is malformed or does not fit the type.</exception>
    static abstract T? Read(ref JsonInput reader);

    /// <summary>
    /// Reads the next element of an array, where the codec has a way that is shorter than token by token. Most have none; those of numbers read vectors with it.
    /// </summary>
    /// <param name="reader">Stands on the array's beginning or on an element; on return on the next element, or where it stood.</param>
    /// <param name="value">The element.</param>
    /// <returns>False when the element is to be read token by token, or there is none.</returns>
    static virtual bool TryReadElement(ref JsonInput reader, out T? value)
    {
        value = default;
        return false;
    }

    /// <summary>Writes one value.</summary>
    /// <param name="output">Where the JSON goes.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="JsonException">The value has no JSON form (NaN, a cycle).</exception>
    static abstract void Write(JsonOutput output, T? value);
}
