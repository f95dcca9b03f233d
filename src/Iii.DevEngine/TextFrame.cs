using System.Runtime.InteropServices;
using System.Text.Json;
using Iii.Connection.WebSockets;
using Iii.Generated;

namespace Iii.DevEngine;

/// <summary>Composes the text messages for workers. Each thread has an output for all of those that it writes.</summary>
internal static class TextFrame
{
    // What an output may keep for the next message.
    private const int MaxKeptBytes = 64 * 1024;

    [ThreadStatic]
    private static JsonOutput? t_output;

    /// <summary>A message of what is written.</summary>
    public static byte[] Of<T>(T content, Action<JsonOutput, T> write)
    {
        var output = t_output ?? new JsonOutput();
        t_output = null;
        try
        {
            write(output, content);
            return WireFrame.Of(Opcode.Text, output.WrittenSpan);
        }
        finally
        {
            if (output.Capacity > MaxKeptBytes)
            {
                output.Dispose();
            }

            output.Rewind(0);
            t_output = output;
        }
    }

    /// <summary>A message that is an object of these fields.</summary>
    public static byte[] Of(Action<Utf8JsonWriter> fields) => Of(fields, static (output, fields) =>
    {
        using var writer = new Utf8JsonWriter(output, CanonicalJson.Plain);
        writer.WriteStartObject();
        fields(writer);
        writer.WriteEndObject();
    });
}
