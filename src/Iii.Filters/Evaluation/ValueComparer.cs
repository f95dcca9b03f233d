using System.Text.Unicode;
using Iii.Filters.Json;
using Iii.Filters.Syntax;

namespace Iii.Filters.Evaluation;

/// <summary>Compares values of documents with literals.</summary>
internal static class ValueComparer
{
    private const byte IsEqual = 1;
    private const byte IsUnequal = 2;

    /// <summary>Gets the nearest double of a number; NaN if no double holds it.</summary>
    public static double Number(ReadOnlySpan<byte> json, ref ValueSlot value)
    {
        if (!value.HasNumber)
        {
            value.Number = Number(json.Slice(value.Start, value.Length));
            value.HasNumber = true;
        }

        return value.Number;
    }

    /// <summary>Determines whether a value and a literal are equal.</summary>
    public static bool Equals(ReadOnlySpan<byte> json, ref ValueSlot value, FilterLiteral literal)
    {
        if (value.Kind != literal.Kind)
        {
            return false;
        }

        switch (value.Kind)
        {
            case JsonTokenKind.Number:
                return Number(json, ref value) == literal.Number;
            case JsonTokenKind.String:
                return TextEquals(json.Slice(value.Start, value.Length), value.IsEscaped, literal.Text);
            case JsonTokenKind.Array:
                EqualsArray(json, value.Start, literal, out var isEqualArray);
                return isEqualArray;
            case JsonTokenKind.Object:
                EqualsObject(json, value.Start, literal, out var isEqualObject);
                return isEqualObject;
            default:
                return true;
        }
    }

    /// <summary>Determines whether a string starts with a text.</summary>
    public static bool StartsWith(ReadOnlySpan<byte> json, in ValueSlot value, byte[] prefix)
    {
        using var text = new UnescapedText(json.Slice(value.Start, value.Length), value.IsEscaped, stackalloc byte[UnescapedText.BufferSize]);
        return text.IsValid && text.Text.StartsWith(prefix) && Utf8.IsValid(text.Text);
    }

    /// <summary>Compares a string with a text by their code points, which is the order of their bytes. Returns false if the string is not valid.</summary>
    public static bool TryCompare(ReadOnlySpan<byte> json, in ValueSlot value, byte[] other, out int order)
    {
        using var text = new UnescapedText(json.Slice(value.Start, value.Length), value.IsEscaped, stackalloc byte[UnescapedText.BufferSize]);
        order = text.Text.SequenceCompareTo(other);
        return text.IsValid && Utf8.IsValid(text.Text);
    }

    private static double Number(ReadOnlySpan<byte> text) => JsonNumber.Read(text) is var number && double.IsFinite(number) ? number : double.NaN;

    private static bool TextEquals(ReadOnlySpan<byte> content, bool isEscaped, byte[] other)
    {
        if (!isEscaped)
        {
            return content.SequenceEqual(other);
        }

        // No escape is shorter than what it stands for, nor longer than six times that.
        return content.Length >= other.Length && content.Length <= other.Length * 6L && EscapedTextEquals(content, other);
    }

    private static bool EscapedTextEquals(ReadOnlySpan<byte> content, byte[] other)
    {
        using var text = new UnescapedText(content, isEscaped: true, stackalloc byte[UnescapedText.BufferSize]);
        return text.IsValid && text.Text.SequenceEqual(other);
    }

    /// <summary>Compares the value at a position with a literal and returns the position after the value.</summary>
    private static int Equals(ReadOnlySpan<byte> json, int at, FilterLiteral literal, out bool isEqual)
    {
        isEqual = false;
        if ((uint)at >= (uint)json.Length)
        {
            return json.Length;
        }

        switch (json[at])
        {
            case (byte)'{' when literal.Kind == JsonTokenKind.Object:
                return EqualsObject(json, at, literal, out isEqual);
            case (byte)'[' when literal.Kind == JsonTokenKind.Array:
                return EqualsArray(json, at, literal, out isEqual);
            case (byte)'"' when literal.Kind == JsonTokenKind.String:
                var quote = JsonScanner.FindQuote(json, at + 1, out var isEscaped);
                isEqual = TextEquals(json[(at + 1)..quote], isEscaped, literal.Text);
                return Math.Min(quote + 1, json.Length);
            case (byte)'{' or (byte)'[' or (byte)'"':
                return JsonScanner.SkipValue(json, at);
        }

        var end = JsonScanner.SkipWord(json, at);
        isEqual = json[at] switch
        {
            (byte)'n' => literal.Kind == JsonTokenKind.Null,
            (byte)'t' => literal.Kind == JsonTokenKind.True,
            (byte)'f' => literal.Kind == JsonTokenKind.False,
            _ => literal.Kind == JsonTokenKind.Number && Number(json[at..end]) == literal.Number,
        };
        return end;
    }

    private static int EqualsArray(ReadOnlySpan<byte> json, int at, FilterLiteral literal, out bool isEqual)
    {
        at++;
        isEqual = true;
        for (var index = 0; ; index++)
        {
            at = JsonScanner.SkipWhiteSpace(json, at);
            if ((uint)at >= (uint)json.Length || json[at] == ']')
            {
                isEqual &= index == literal.Items.Length;
                return Math.Min(at + 1, json.Length);
            }

            if (isEqual && index < literal.Items.Length)
            {
                at = Equals(json, at, literal.Items[index], out isEqual);
            }
            else
            {
                isEqual = false;
                at = JsonScanner.SkipValue(json, at);
            }

            at = JsonScanner.SkipWhiteSpace(json, at);
            if ((uint)at < (uint)json.Length && json[at] == ',')
            {
                at++;
            }
            else if ((uint)at >= (uint)json.Length || json[at] != ']')
            {
                isEqual = false;
                return json.Length;
            }
        }
    }

    private static int EqualsObject(ReadOnlySpan<byte> json, int at, FilterLiteral literal, out bool isEqual)
    {
        // A filter has 8 KiB at most, so this is small.
        Span<byte> members = stackalloc byte[literal.Items.Length];
        members.Clear();
        var hasUnknown = false;
        isEqual = false;
        at++;
        while (true)
        {
            at = JsonScanner.SkipWhiteSpace(json, at);
            if ((uint)at >= (uint)json.Length || json[at] != '"')
            {
                break;
            }

            var start = at + 1;
            var quote = JsonScanner.FindQuote(json, start, out var isEscaped);
            at = JsonScanner.SkipWhiteSpace(json, quote + 1);
            if ((uint)at >= (uint)json.Length || json[at] != ':')
            {
                return json.Length;
            }

            at = JsonScanner.SkipWhiteSpace(json, at + 1);
            var member = FindMember(literal.Names, json[start..quote], isEscaped);
            if (member < 0)
            {
                hasUnknown = true;
                at = JsonScanner.SkipValue(json, at);
            }
            else
            {
                at = Equals(json, at, literal.Items[member], out var isEqualMember);
                members[member] = isEqualMember ? IsEqual : IsUnequal;
            }

            at = JsonScanner.SkipWhiteSpace(json, at);
            if ((uint)at >= (uint)json.Length || json[at] != ',')
            {
                break;
            }

            at++;
        }

        if ((uint)at >= (uint)json.Length || json[at] != '}')
        {
            return json.Length;
        }

        isEqual = !hasUnknown && !members.ContainsAnyExcept(IsEqual);
        return at + 1;
    }

    private static int FindMember(byte[][] names, ReadOnlySpan<byte> content, bool isEscaped)
    {
        using var text = new UnescapedText(content, isEscaped, stackalloc byte[UnescapedText.BufferSize]);
        if (!text.IsValid)
        {
            return -1;
        }

        int low = 0, high = names.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = text.Text.SequenceCompareTo(names[middle]);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return -1;
    }
}
