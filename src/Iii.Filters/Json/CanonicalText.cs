namespace Iii.Filters.Json;

/// <summary>
/// Writes JSON as the engine prints it: compact, the members of objects in byte order, of members with one name the last,
/// and escapes only where JSON demands them.
/// </summary>
internal static class CanonicalText
{
    private static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;

    /// <summary>Writes a value.</summary>
    public static void WriteValue(ByteBuffer output, ReadOnlySpan<byte> source, JsonTokenList tokens, int value)
    {
        ref var token = ref tokens[value];
        switch (token.Kind)
        {
            case JsonTokenKind.Null:
                output.Append("null"u8);
                break;
            case JsonTokenKind.False:
                output.Append("false"u8);
                break;
            case JsonTokenKind.True:
                output.Append("true"u8);
                break;
            case JsonTokenKind.Number:
                JsonNumber.Write(output, source.Slice(token.Start, token.Length));
                break;
            case JsonTokenKind.String:
                WriteString(output, tokens.Text(source, value));
                break;
            case JsonTokenKind.Array:
                output.Append((byte)'[');
                for (int item = value + 1, end = token.Next; item < end; item = tokens[item].Next)
                {
                    if (item > value + 1)
                    {
                        output.Append((byte)',');
                    }

                    WriteValue(output, source, tokens, item);
                }

                output.Append((byte)']');
                break;
            default:
                output.Append((byte)'{');
                var isFirst = true;
                foreach (var name in JsonMembers.Sorted(source, tokens, value))
                {
                    if (!isFirst)
                    {
                        output.Append((byte)',');
                    }

                    isFirst = false;
                    WriteString(output, tokens.Text(source, name));
                    output.Append((byte)':');
                    WriteValue(output, source, tokens, name + 1);
                }

                output.Append((byte)'}');
                break;
        }
    }

    /// <summary>Writes a string with its quotes.</summary>
    public static void WriteString(ByteBuffer output, ReadOnlySpan<byte> text)
    {
        output.Append((byte)'"');
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character >= ' ' && character != '"' && character != '\\')
            {
                continue;
            }

            output.Append(text.Slice(written, i - written));
            written = i + 1;
            output.Append((byte)'\\');
            var letter = character switch
            {
                (byte)'\b' => 'b',
                (byte)'\t' => 't',
                (byte)'\n' => 'n',
                (byte)'\f' => 'f',
                (byte)'\r' => 'r',
                < 0x20 => 'u',
                _ => (char)character,
            };
            output.Append((byte)letter);
            if (letter == 'u')
            {
                output.Append("00"u8);
                output.Append(Digits[character >> 4]);
                output.Append(Digits[character & 15]);
            }
        }

        output.Append(text.Slice(written));
        output.Append((byte)'"');
    }
}
