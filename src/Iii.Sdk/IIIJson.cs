using System.Text.Json;
using Iii.Generated;

namespace Iii;

/// <summary>Reads and writes JSON with the readers and writers that the generator made: the same that functions and calls use.</summary>
public static class IIIJson
{
    /// <summary>Writes a value as UTF-8 JSON.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <exception cref="JsonException">The value has no JSON form.</exception>
    public static byte[] Serialize<[IIIJson] T>(T? value)
    {
        using var output = new JsonOutput();
        JsonTypes.Find<T>().Write(output, value);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a value from UTF-8 JSON.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <exception cref="JsonException">The JSON is malformed, or does not fit the type.</exception>
    public static T? Deserialize<[IIIJson] T>(ReadOnlySpan<byte> utf8Json) => JsonTypes.Find<T>().Read(utf8Json);
}
