using System.Text;
using System.Text.Json;

namespace Iii.Json.Tests;

/// <summary>System.Text.Json, with the options that the assembly has, is the judge of what a text means and of how a value is written.</summary>
internal static class Judge
{
    private static readonly object s_refused = new();

    /// <summary>Reads and writes again both ways; the outcome, refusals among them, must be the same.</summary>
    /// <returns>What was written; null for a refusal.</returns>
    public static string? Text<[IIIJson] T>(string json) => Text<T>(Encoding.UTF8.GetBytes(json));

    /// <inheritdoc cref="Text{T}(string)"/>
    public static string? Text<[IIIJson] T>(byte[] json)
    {
        var (theirs, ours) = Outcomes<T>(json);
        return Agree(theirs, ours);
    }

    /// <summary>What becomes of a text when it is read and written again, both ways.</summary>
    public static (string Theirs, string Ours) Outcomes<[IIIJson] T>(byte[] json) => (
        Outcome(() => JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<T>(json, JudgeOptions.Value), JudgeOptions.Value)),
        Outcome(() => IIIJson.Serialize(IIIJson.Deserialize<T>(json))));

    /// <summary>Writes a value both ways.</summary>
    /// <returns>What was written; null for a refusal.</returns>
    public static string? Value<[IIIJson] T>(T? value) =>
        Agree(Outcome(() => JsonSerializer.SerializeToUtf8Bytes(value, JudgeOptions.Value)), Outcome(() => IIIJson.Serialize(value)));

    /// <summary>Reads both ways and compares what both have become by a look of the test's own.</summary>
    public static void Read<[IIIJson] T>(string json, Func<T?, object?> look)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.Equal(look(JsonSerializer.Deserialize<T>(bytes, JudgeOptions.Value)), look(IIIJson.Deserialize<T>(bytes)));
    }

    /// <summary>Reads both ways: both refuse, or both give the same value.</summary>
    public static void Same<[IIIJson] T>(byte[] json)
    {
        object? theirs = s_refused, ours = s_refused;
        try
        {
            theirs = JsonSerializer.Deserialize<T>(json, JudgeOptions.Value);
        }
        catch (JsonException)
        {
        }

        try
        {
            ours = IIIJson.Deserialize<T>(json);
        }
        catch (JsonException)
        {
        }

        Assert.True(Equals(theirs, ours) && $"{theirs}" == $"{ours}", $"{typeof(T).Name} {Encoding.UTF8.GetString(json)}: theirs {theirs}, ours {ours}");
    }

    /// <summary>What one way writes, or the name of the exception with which it refuses.</summary>
    private static string Outcome(Func<byte[]> way)
    {
        try
        {
            return Encoding.UTF8.GetString(way());
        }
        catch (Exception e)
        {
            return $"!{(e is JsonException ? nameof(JsonException) : e.GetType().Name)}";
        }
    }

    /// <summary>Both ways write the same; where theirs refuses, ours does with a <see cref="JsonException"/> or with what theirs throws.</summary>
    public static bool IsAlike(string theirs, string ours) => ours == theirs || (theirs is ['!', ..] && ours == $"!{nameof(JsonException)}");

    private static string? Agree(string theirs, string ours)
    {
        if (!IsAlike(theirs, ours))
        {
            Assert.Equal(theirs, ours);
        }

        return theirs is ['!', ..] ? null : theirs;
    }
}
