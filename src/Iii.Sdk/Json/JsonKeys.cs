using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Reads and writes a dictionary's keys as the names of properties. Part of the contract between generated code and this library; not for use by hand.</summary>
/// <typeparam name="T">The keys' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJsonKey<T>
{
    /// <summary>Reads the property's name on which the reader stands.</summary>
    /// <exception cref="JsonException">It is no such key.</exception>
    static abstract T Read(ref JsonInput reader);

    /// <summary>Writes the property's name and its colon.</summary>
    static abstract void Write(JsonOutput output, T key);
}

/// <summary>A name as it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringKey : IJsonKey<string>
{
    /// <inheritdoc/>
    public static string Read(ref JsonInput reader) => reader.GetString()!;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, string key) => output.WriteName(key.AsSpan());
}

/// <summary>The text of a value, without its quotes where it has some.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TextKey<T, TCodec> : IJsonKey<T>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static T Read(ref JsonInput reader)
    {
        var value = reader.NameAsValue();
        try
        {
            return TCodec.Read(ref value)!;
        }
        catch (JsonReadException e)
        {
            throw new JsonReadException($"a property whose name is {e.Expected}", "another name", reader.TokenStartIndex);
        }
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, T key)
    {
        using var text = new JsonOutput();
        TCodec.Write(text, key);
        output.WriteEscapedName(text.WrittenSpan is [(byte)'"', .. var inside, (byte)'"'] ? inside : text.WrittenSpan);
    }
}

/// <summary><c>True</c> or <c>False</c>, as the serializer spells them in a name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BooleanKey : IJsonKey<bool>
{
    /// <inheritdoc/>
    public static bool Read(ref JsonInput reader)
    {
        var name = reader.GetString()!;
        var isTrue = name.Equals("true", StringComparison.OrdinalIgnoreCase);
        return isTrue || name.Equals("false", StringComparison.OrdinalIgnoreCase) ? isTrue : throw JsonErrors.Expected(ref reader, "a property whose name is true or false");
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, bool key) => output.WriteName(key ? "\"True\":"u8 : "\"False\":"u8);
}

/// <summary>The name of an enum's value, several with commas, or its number where it has no name.</summary>
/// <typeparam name="T">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumKey<T> : IJsonKey<T>
    where T : struct, Enum
{
    /// <inheritdoc/>
    public static T Read(ref JsonInput reader) =>
        Enum.TryParse<T>(reader.GetString(), ignoreCase: true, out var value) ? value : throw JsonErrors.Expected(ref reader, $"a property whose name is one of {typeof(T).Name}");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, T key) => output.WriteName(key.ToString().AsSpan());
}
