using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tool.Client;

/// <summary>JSON that stands on the command line, in a file, or comes by standard input.</summary>
internal static class JsonArgument
{
    // As deep as a call of the SDK may be.
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 64 };

    /// <summary>Reads the JSON of an argument: <c>-</c> is standard input, <c>@file</c> a file, anything else the JSON itself.</summary>
    /// <param name="name">What it is, for errors: "The payload".</param>
    /// <exception cref="ToolException">It can not be read, or is no JSON; then it says where.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string argument, string name, Stream input, CancellationToken cancellationToken)
    {
        byte[] json;
        try
        {
            json = argument switch
            {
                // A terminal's reader can not be cancelled, only left.
                "-" => await ReadToEndAsync(input, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false),
                ['@', .. var file] => await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false),
                _ => Encoding.UTF8.GetBytes(argument),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(ExitCodes.Usage, "bad_argument", $"{name} can not be read: {e.Message}");
        }

        // A file may begin with a byte order mark.
        var text = json.AsMemory(json.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        return Check(text, argument is "-" ? $"{name} (standard input)" : argument is ['@', ..] ? $"{name} ({argument[1..]})" : name);
    }

    /// <summary>Makes the error about a place in the JSON of an argument.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="position">The place, in bytes.</param>
    /// <param name="code">What scripts know the error by.</param>
    /// <param name="verdict">What is wrong as a whole: "The payload is not JSON".</param>
    /// <param name="problem">What is wrong there.</param>
    public static ToolException ErrorAt(ReadOnlySpan<byte> json, int position, string code, string verdict, string problem)
    {
        // Lines and columns count from 1, columns in characters.
        var before = json[..Math.Min(position, json.Length)];
        var start = before.LastIndexOf((byte)'\n') + 1;
        var (line, column) = (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[start..]) + 1);
        var length = json[start..].IndexOf((byte)'\n');
        var text = Encoding.UTF8.GetString(length < 0 ? json[start..] : json.Slice(start, length)).TrimEnd('\r');
        return new ToolException(ExitCodes.Usage, code,
            $"{verdict}: line {line}, column {column}: {problem.TrimEnd('.')}.{Pointer(text, column)}")
        {
            More = writer =>
            {
                writer.WriteNumber("line", line);
                writer.WriteNumber("column", column);
            },
        };
    }

    private static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json.Span, s_options);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    // Bytes that are no text, and halves of surrogate pairs.
                    reader.GetString();
                }
            }

            return json;
        }
        catch (JsonException e)
        {
            throw Bad(json.Span, StartOfLine(json.Span, e.LineNumber ?? 0) + (int)(e.BytePositionInLine ?? 0), name, e.Message.Split(" LineNumber:", 2)[0].TrimEnd('.'));
        }
        catch (InvalidOperationException)
        {
            throw Bad(json.Span, (int)reader.TokenStartIndex, name, "This string is no text: it has bytes that are not UTF-8, or half of a surrogate pair");
        }
    }

    private static int StartOfLine(ReadOnlySpan<byte> json, long line)
    {
        var start = 0;
        for (var i = 0L; i < line && json[start..].IndexOf((byte)'\n') is var end and >= 0; i++)
        {
            start += end + 1;
        }

        return start;
    }

    private static ToolException Bad(ReadOnlySpan<byte> json, int position, string name, string problem) =>
        ErrorAt(json, position, "bad_json", $"{name} is not JSON", problem);

    // The part of the line around the place, and a mark under it.
    private static string Pointer(string text, int column)
    {
        const int Before = 40, Around = 76;
        var start = Math.Max(column - 1 - Before, 0);
        var part = new string([.. text.Skip(start).Take(Around).Select(c => char.IsControl(c) ? ' ' : c)]);
        return part.Trim().Length == 0 ? "" : $"{Environment.NewLine}  {part}{Environment.NewLine}  {new string(' ', column - 1 - start)}^";
    }

    private static async Task<byte[]> ReadToEndAsync(Stream input, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await input.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        return buffer.ToArray();
    }
}
