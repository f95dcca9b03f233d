using System.Globalization;
using System.Text;
using System.Text.Json;
using Iii.DevEngine.Tool.Client;

namespace Iii.DevEngine.Tool.Output;

/// <summary>Prints one activation of an observer: a line for people, or its envelope for scripts.</summary>
internal static class ActivationLine
{
    /// <summary>How many characters of a value are shown to people.</summary>
    private const int Longest = 400;

    public static void Print(ToolOutput output, JsonElement envelope)
    {
        var now = DateTimeOffset.Now;
        if (output.IsJson)
        {
            output.WriteEventObject(now, "activation", writer =>
            {
                writer.WritePropertyName("activation");
                envelope.WriteTo(writer);
            });
        }
        else
        {
            output.WriteText($"{now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {Describe(envelope)}");
        }
    }

    /// <summary>Describes an activation in a line: function, outcome, time, what was captured.</summary>
    internal static string Describe(JsonElement envelope)
    {
        var text = new StringBuilder(envelope.Text("function_id") ?? "?");
        text.Append(' ').Append(envelope.Text("status") switch { "success" => "ok", { } status => status, null => "?" });
        if (Field(envelope, "duration_ms") is { ValueKind: JsonValueKind.Number } duration)
        {
            text.Append(CultureInfo.InvariantCulture, $" {duration.GetDouble():0.0##} ms");
        }

        if (Field(envelope, "caller") is { } caller && CallerOf(caller) is { } who)
        {
            text.Append(" of ").Append(who);
        }

        Append(text, " ", Field(envelope, "input"));
        Append(text, " → ", Field(envelope, "output"));
        if (Field(envelope, "error") is { } error)
        {
            text.Append(" → ").Append(Shortened($"{error.Text("code")}: {error.Text("message")}"));
        }

        Append(text, " metadata ", Field(envelope, "metadata"));
        return text.ToString();
    }

    private static string? CallerOf(JsonElement caller) => (caller.Text("worker_name"), caller.Text("function_id")) switch
    {
        ({ } worker, { } function) => $"{worker}/{function}",
        var (worker, function) => worker ?? function ?? caller.Text("worker_id"),
    };

    private static JsonElement? Field(JsonElement envelope, string name) =>
        envelope.ValueKind is JsonValueKind.Object && envelope.TryGetProperty(name, out var value) ? value : null;

    private static void Append(StringBuilder text, string before, JsonElement? value)
    {
        if (value is { } json)
        {
            text.Append(before).Append(Shortened(ToolOutput.Compact(json)));
        }
    }

    // A line stays a line.
    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest - 1), "…");
    }
}
