using System.Text.Json;
using Iii.DevEngine.Invocations;

namespace Iii.DevEngine.Page;

/// <summary>A call, as the page gets it. Values are texts of JSON: a browser's numbers are not as exact as the engine's.</summary>
internal static class PageInvocation
{
    /// <summary>Who has called when the page did.</summary>
    public const string Caller = "page";

    /// <param name="longest">How many characters of a value are given; it says when there are more.</param>
    public static void Write(Utf8JsonWriter writer, RoutedInvocation invocation, int longest)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", invocation.Number);
        writer.WriteString("function", invocation.FunctionId);
        writer.WriteString("namespace", invocation.Namespace);
        writer.WriteString("kind", invocation.Origin.Kind.ToString().ToLowerInvariant());
        writer.WriteOptional("trigger", invocation.Origin.TriggerType);
        writer.WriteOptional("binding", invocation.Origin.TriggerId);
        if (invocation.Origin.Observer is { } observer)
        {
            writer.WriteString("observer", observer.Id);
            writer.WriteString("observed", observer.Source.Id);

            // A call of the observed function has ended when its observers run; a call through an observer is made within one.
            writer.WriteBoolean("isActivation", invocation.Origin.Cause is not null);
        }

        writer.WriteOptional("caller", invocation.CallerName ?? invocation.CallerId);
        writer.WriteOptional("worker", invocation.ExecutorName ?? invocation.ExecutorId);
        writer.WriteOptional("trace", RunningInvocations.TraceId(invocation));
        if (invocation.Parent is { } parent)
        {
            writer.WriteNumber("parent", parent);
        }

        writer.WriteNumber("started", Milliseconds(invocation.StartedAt));
        if (invocation.EndedAt is { } ended)
        {
            writer.WriteNumber("ended", Milliseconds(ended));
        }

        WriteValue(writer, "payload", invocation.Payload, longest);
        WriteValue(writer, "metadata", invocation.Metadata, longest);
        WriteValue(writer, "result", invocation.Outcome?.Result, longest);
        WriteValue(writer, "error", invocation.Outcome?.Error, longest);
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, JsonElement? value, int longest)
    {
        if (value is not { ValueKind: not JsonValueKind.Undefined } json)
        {
            return;
        }

        var text = json.GetRawText();
        writer.WriteString(name, text.Length <= longest ? text : text.AsSpan(0, longest));
        if (text.Length > longest)
        {
            writer.WriteBoolean(name + "_more", true);
        }
    }

    private static double Milliseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}
