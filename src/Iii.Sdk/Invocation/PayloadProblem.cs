using System.Text.Json;
using Iii.Generated;

namespace Iii.Invocation;

/// <summary>Says why a payload could not be read: where, what was expected, what was found. Never what the payload holds.</summary>
internal static class PayloadProblem
{
    public static string Describe(Exception exception, ReadOnlySpan<byte> payload) => exception switch
    {
        JsonReadException e => $"The payload does not fit the function's parameters at {e.Path ?? JsonPath.At(payload, e.Position)}: expected {e.Expected}, found {e.Found}.",
        MetadataException e => e.Message,
        JsonException e => $"The payload is not valid JSON: {e.Message}",
        _ => $"The payload does not fit the function's parameters: {exception.Message}",
    };
}
