using System.Text.Unicode;

namespace Iii.Fuzz.Sessions;

/// <summary>Splits an input into the messages of one connection: a line each.</summary>
internal static class FrameLines
{
    /// <summary>Gets the lines that can be text messages. The reader of WebSocket messages refuses those that are no UTF-8.</summary>
    public static IEnumerable<byte[]> Of(byte[] input)
    {
        for (var start = 0; start < input.Length;)
        {
            var end = Array.IndexOf(input, (byte)'\n', start);
            end = end < 0 ? input.Length : end;
            var line = input[start..end];
            start = end + 1;
            if (line.Length > 0 && Utf8.IsValid(line))
            {
                yield return line;
            }
        }
    }
}
