using System.Text;
using System.Text.Json;

namespace Iii.Json.Tests;

/// <summary>System.Text.Json with its web defaults is the judge of what a text means and of how a value is written.</summary>
internal static class Judge
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    /// <summary>Reads and writes again both ways; the outcome, refusals among them, must be the same.</summary>
    /// <returns>What was written; null for a refusal.</returns>
    public static string? Text<[IIIJson] T>(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var theirs = Try(() => JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<T>(bytes, s_web), s_web));
        var ours = Try(() => IIIJson.Serialize(IIIJson.Deserialize<T>(bytes)));
        Assert.Equal(theirs, ours);
        return theirs;
    }

    /// <summary>Writes a value both ways.</summary>
    /// <returns>What was written; null for a refusal.</returns>
    public static string? Value<[IIIJson] T>(T? value)
    {
        var theirs = Try(() => JsonSerializer.SerializeToUtf8Bytes(value, s_web));
        Assert.Equal(theirs, Try(() => IIIJson.Serialize(value)));
        return theirs;
    }

    /// <summary>Reads both ways and compares what both have become by a look of the test's own.</summary>
    public static void Read<[IIIJson] T>(string json, Func<T?, object?> look)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.Equal(look(JsonSerializer.Deserialize<T>(bytes, s_web)), look(IIIJson.Deserialize<T>(bytes)));
    }

    private static string? Try(Func<byte[]> way)
    {
        try
        {
            return Encoding.UTF8.GetString(way());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException or ArgumentException or FormatException or NullReferenceException)
        {
            return null;
        }
    }
}
