using System.Text;

namespace Iii.Filters.Json;

/// <summary>Represents the first place where a text is not JSON.</summary>
/// <param name="Fault">What is wrong there.</param>
/// <param name="Position">The position in bytes.</param>
internal readonly record struct JsonSyntaxError(JsonSyntaxFault Fault, int Position)
{
    /// <summary>Describes the error with its line and character, both counted from one.</summary>
    /// <param name="source">The text.</param>
    /// <param name="maxDepth">The depth that was allowed.</param>
    public string Describe(ReadOnlySpan<byte> source, int maxDepth)
    {
        switch (Fault)
        {
            case JsonSyntaxFault.Surrogate:
                return "a string has one half of a surrogate pair.";
            case JsonSyntaxFault.Encoding:
                return $"the text is not UTF-8 at byte {Position}.";
        }

        // The position is never inside a character: every fault but the two above is found at the start of one.
        var before = Encoding.UTF8.GetString(source.Slice(0, Position).ToArray());
        var line = 1;
        foreach (var character in before)
        {
            line += character == '\n' ? 1 : 0;
        }

        var column = before.Length - before.LastIndexOf('\n');
        return $"expected {Expected(maxDepth)}, and found {Found(source)} at line {line}, character {column}.";
    }

    private string Expected(int maxDepth) => Fault switch
    {
        JsonSyntaxFault.Value => "a value",
        JsonSyntaxFault.Name => "a property's name in double quotes",
        JsonSyntaxFault.Colon => "a colon",
        JsonSyntaxFault.CommaOrBrace => "a comma or '}'",
        JsonSyntaxFault.CommaOrBracket => "a comma or ']'",
        JsonSyntaxFault.ClosingQuote => "the string's closing quote",
        JsonSyntaxFault.Escape => "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
        JsonSyntaxFault.Number => "a number such as -1.5e3, without leading zeros",
        JsonSyntaxFault.Depth => $"no more than {maxDepth} levels",
        _ => "the end",
    };

    private string Found(ReadOnlySpan<byte> source)
    {
        if (Position >= source.Length)
        {
            return "the end";
        }

        var rest = source.Slice(Position, Math.Min(4, source.Length - Position));
        var length = rest[0] switch { < 0x80 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
        return $"'{Encoding.UTF8.GetString(rest.Slice(0, Math.Min(length, rest.Length)).ToArray())}'";
    }
}
