using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Iii.DevEngine.Tool.Output;

/// <summary>Writes for people, or a JSON value a line for scripts.</summary>
internal sealed class ToolOutput
{
    // A pipe has no width of its own; no table shall be broken for it.
    private const int PipeWidth = 240;

    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_indented = s_compact with { Indented = true };

    private readonly ToolStreams _streams;
    private readonly Lock _gate = new();

    public ToolOutput(ToolStreams streams, bool isJson)
    {
        _streams = streams;
        IsJson = isJson;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(streams.Out),
            Ansi = streams.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = streams.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!streams.IsTerminal)
        {
            Console.Profile.Width = PipeWidth;
        }
    }

    public bool IsJson { get; }

    /// <summary>Where people read; only used when <see cref="IsJson"/> is false.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Writes one value on a line of its own.</summary>
    public void WriteJson(Action<Utf8JsonWriter> write) => WriteLine(_streams.Out, Json(write, s_compact));

    /// <summary>Writes an object on a line of its own.</summary>
    public void WriteObject(Action<Utf8JsonWriter> fields) => WriteJson(writer => Object(writer, fields));

    /// <summary>Writes a value as it is easily read.</summary>
    public void WriteIndented(JsonElement value) => WriteLine(_streams.Out, Json(value.WriteTo, s_indented));

    /// <summary>Writes a line for people; they may read it in colour.</summary>
    public void WriteMarkup(string markup)
    {
        lock (_gate)
        {
            Console.MarkupLine(markup);
        }
    }

    /// <summary>Writes a line for people as it is, however long it is.</summary>
    public void WriteText(string line) => WriteLine(_streams.Out, line);

    /// <summary>Writes something that has happened, with its time: a line for people, or an object for scripts.</summary>
    /// <param name="name">What scripts know it by.</param>
    /// <param name="markup">What people read.</param>
    /// <param name="fields">What scripts get besides.</param>
    public void WriteEvent(string name, string markup, Action<Utf8JsonWriter>? fields = null)
    {
        var now = DateTimeOffset.Now;
        if (IsJson)
        {
            WriteEventObject(now, name, fields);
        }
        else
        {
            WriteMarkup($"[dim]{now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}[/] {markup}");
        }
    }

    /// <summary>Writes something that has happened for scripts.</summary>
    public void WriteEventObject(DateTimeOffset time, string name, Action<Utf8JsonWriter>? fields) => WriteObject(writer =>
    {
        writer.WriteString("time", time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("event", name);
        fields?.Invoke(writer);
    });

    /// <summary>Writes a value as compact JSON, whatever its text was.</summary>
    public static string Compact(JsonElement value) => Json(value.WriteTo, s_compact);

    /// <summary>Tells of something that went wrong or is not done, apart from the output itself.</summary>
    /// <param name="kind"><c>error</c> or <c>warning</c>.</param>
    /// <param name="code">What scripts know it by.</param>
    public void Tell(string kind, string code, string message, Action<Utf8JsonWriter>? more = null) => WriteLine(_streams.Error, IsJson
        ? Json(
            writer => Object(writer, w =>
            {
                w.WriteStartObject(kind);
                w.WriteString("code", code);
                w.WriteString("message", message);
                more?.Invoke(w);
                w.WriteEndObject();
            }),
            s_compact)
        : $"{kind}: {message}");

    private static void Object(Utf8JsonWriter writer, Action<Utf8JsonWriter> fields)
    {
        writer.WriteStartObject();
        fields(writer);
        writer.WriteEndObject();
    }

    private static string Json(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteLine(TextWriter writer, string line)
    {
        lock (_gate)
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }
}
