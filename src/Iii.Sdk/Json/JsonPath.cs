using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Finds the JSON path of a position, by reading the JSON once more: reading costs nothing for it as long as all is well.</summary>
internal static class JsonPath
{
    /// <summary>The path of the value at a position: <c>$.lines[2].qty</c>. Of malformed JSON, the path as far as it can be read.</summary>
    public static string At(ReadOnlySpan<byte> json, long position)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDepth.Engine });
        var path = new List<Step>();
        try
        {
            while (reader.Read())
            {
                var isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
                if (isEnd)
                {
                    path.RemoveAt(path.Count - 1);
                }
                else if (reader.TokenType is JsonTokenType.PropertyName)
                {
                    path[^1] = path[^1] with { Name = reader.GetString() };
                    continue;
                }
                else if (path.Count > 0 && path[^1].IsArray)
                {
                    path[^1] = path[^1] with { Index = path[^1].Index + 1 };
                }

                if (reader.TokenStartIndex >= position)
                {
                    break;
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    path.Add(new Step(reader.TokenType is JsonTokenType.StartArray, -1, null));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Malformed from here on: the path so far is the best there is.
        }

        var text = new StringBuilder("$");
        foreach (var step in path)
        {
            if (step.IsArray && step.Index >= 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            }
            else if (step.Name is { } name)
            {
                _ = IsPlain(name) ? text.Append('.').Append(name) : text.Append("['").Append(name).Append("']");
            }
        }

        return text.ToString();
    }

    private static bool IsPlain(string name) => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$');

    private readonly record struct Step(bool IsArray, int Index, string? Name);
}
