using System.Text.Json;

namespace Iii;

/// <summary>A stream, and what groups it has.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="Groups">The names of its groups.</param>
public sealed record StreamSummary(string Name, IReadOnlyList<string> Groups)
{
    internal static StreamSummary Read(JsonElement stream) =>
        new(stream.GetProperty("id").GetString()!, [.. stream.GetProperty("groups").EnumerateArray().Select(g => g.GetString()!)]);
}
