using System.Text;
using System.Text.Json;
using Iii.Generated;

namespace Iii.Registration;

/// <summary>JSON that came as text from a user: it is checked before it goes into a frame, for it would break all of it.</summary>
internal static class JsonText
{
    /// <summary>The text as UTF-8; empty for null.</summary>
    public static byte[] Utf8(string? json, string name)
    {
        if (json is null)
        {
            return [];
        }

        var utf8 = Encoding.UTF8.GetBytes(json);
        try
        {
            Check(utf8);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"{name} is not JSON: {e.Message}", name, e);
        }

        return utf8;
    }

    /// <summary>Throws when the bytes are not one JSON value that the engine takes.</summary>
    /// <exception cref="JsonException">They are not.</exception>
    public static void Check(ReadOnlySpan<byte> utf8) => Check(utf8, JsonDepth.Engine);

    /// <summary>Throws when the bytes are not one JSON value, or it is nested too deep.</summary>
    /// <exception cref="JsonException">They are not.</exception>
    public static void Check(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
        }
    }
}
