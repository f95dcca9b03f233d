using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tool.Client;

/// <summary>JSON that stands on the command line, in a file, or comes by standard input.</summary>
internal static class JsonArgument
{
    // As deep as the engine reads.
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 127 };

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
                "-" => await ReadToEndAsync(input, cancellationToken).ConfigureAwait(false),
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

    private static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json.Span, s_options);
        try
        {
            while (reader.Read())
            {
            }

            return json;
        }
        catch (JsonException e)
        {
            var (line, column, text) = Place(json.Span, e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            var problem = e.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
            throw new ToolException(ExitCodes.Usage, "bad_json", $"{name} is not JSON: line {line}, column {column}: {problem}.{Pointer(text, column)}")
            {
                More = writer =>
                {
                    writer.WriteNumber("line", line);
                    writer.WriteNumber("column", column);
                },
            };
        }
    }

    // Lines and columns count from 1, columns in characters.
    private static (long Line, int Column, string Text) Place(ReadOnlySpan<byte> json, long line, long position)
    {
        for (var i = 0L; i < line && json.IndexOf((byte)'\n') is var end and >= 0; i++)
        {
            json = json[(end + 1)..];
        }

        var length = json.IndexOf((byte)'\n');
        var text = length < 0 ? json : json[..length];
        return (line + 1, Encoding.UTF8.GetCharCount(text[..(int)Math.Min(position, text.Length)]) + 1, Encoding.UTF8.GetString(text).TrimEnd('\r'));
    }

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
