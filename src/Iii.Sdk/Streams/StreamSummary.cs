using System.Text.Json;
using Iii.Modules;

namespace Iii;

/// <summary>A stream, and what groups it has.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="Groups">The names of its groups.</param>
public sealed record StreamSummary(string Name, IReadOnlyList<string> Groups)
{
    internal static StreamSummary Read(JsonElement stream) =>
        new(stream.Text("id"), stream.Rows("groups", g => g.GetString() ?? ""));
}
