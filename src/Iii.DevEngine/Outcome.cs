using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>How an invocation ended: with a result, without one, or with an error.</summary>
/// <param name="Value">The result, as it is passed on; null when there is none.</param>
/// <param name="Error">The error; null when there is none.</param>
internal readonly record struct Outcome(Payload? Value, JsonElement? Error)
{
    public static Outcome Nothing => default;

    /// <summary>The result, for those who look into it.</summary>
    public JsonElement? Result => Value?.Element;

    public bool IsError => Error is not null;

    /// <summary>Gets whether there is no error, and no result or a result of <c>null</c>, for callers that do not distinguish the two.</summary>
    public bool IsEmpty => Error is null && Value is not { IsNull: false };

    public string ErrorCode => Error!.Value.GetProperty("code").GetString()!;

    public string ErrorMessage => Error!.Value.GetProperty("message").GetString()!;

    /// <summary>An error as the real engine writes it into texts.</summary>
    public string ErrorDebugText
    {
        get
        {
            var trace = Error!.Value.Text("stacktrace") is { } stack ? $"Some({Quoted(stack)})" : "None";
            return $"ErrorBody {{ code: {Quoted(ErrorCode)}, message: {Quoted(ErrorMessage)}, stacktrace: {trace} }}";
        }
    }

    public static Outcome Of(JsonElement? result) => result is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? Nothing : new(new Payload(result.Value), null);

    /// <summary>A value of the engine itself: unlike that of a worker, null is a result.</summary>
    public static Outcome Stored(JsonElement? value) => value is { } stored ? new(new Payload(stored), null) : Nothing;

    /// <summary>An object of these fields.</summary>
    public static Outcome Object(Action<Utf8JsonWriter> fields) => Of(writer =>
    {
        writer.WriteStartObject();
        fields(writer);
        writer.WriteEndObject();
    });

    public static Outcome Of(Action<Utf8JsonWriter> write) => new(new Payload(CanonicalJson.Make(write)), null);

    public static Outcome Failed(string code, string message) => new(null, CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    }));

    private static string Quoted(string text) => CanonicalJson.Make(writer => writer.WriteStringValue(text)).GetRawText();
}
