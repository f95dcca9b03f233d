using System.Text.Json;

namespace Iii.Generated;

/// <summary>JSON with comments and commas too many, made strict: with white space in their place, so that every position stays what it is.</summary>
internal static class LenientText
{
    /// <summary>The text itself where nothing beyond strict JSON is allowed, else a copy that is strict.</summary>
    /// <exception cref="JsonException">The text is malformed by what is allowed too.</exception>
    public static ReadOnlySpan<byte> ToStrict(ReadOnlySpan<byte> utf8Json, JsonReaderOptions options)
    {
        if (options is { AllowTrailingCommas: false, CommentHandling: JsonCommentHandling.Disallow })
        {
            return utf8Json;
        }

        var strict = utf8Json.ToArray();
        if (options.CommentHandling is not JsonCommentHandling.Disallow)
        {
            options.CommentHandling = JsonCommentHandling.Allow;
        }

        var reader = new Utf8JsonReader(utf8Json, options);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.Comment)
            {
                strict.AsSpan((int)reader.TokenStartIndex..(int)reader.BytesConsumed).Fill((byte)' ');
            }
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                var before = strict.AsSpan(0, (int)reader.TokenStartIndex).TrimEnd(" \t\r\n"u8);
                if (before is [.., (byte)','])
                {
                    before[^1] = (byte)' ';
                }
            }
        }

        return strict;
    }
}
