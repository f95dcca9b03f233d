using System.Text.Json;

namespace Iii.Json.Tests;

/// <summary>An assembly that says nothing has the web defaults.</summary>
internal static class JudgeOptions
{
    public static readonly JsonSerializerOptions Value = new(JsonSerializerDefaults.Web);
}
