using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenTelemetry.Resources;

namespace Iii.Otlp;

/// <summary>
/// Frames as the engine reads them: four letters that say what it is, then OTLP as JSON. Items are grouped by their scope; a frame that has grown large is ended, and
/// the next item begins another.
/// </summary>
internal sealed class OtlpFrame
{
    /// <summary>A frame is ended after the item that makes it longer than this: far below what the engine takes at once.</summary>
    public const int LargeBytes = 1024 * 1024;

    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly byte[] _prefix;
    private readonly Names _names;
    private readonly Resource _resource;
    private ArrayBufferWriter<byte>? _buffer;
    private (string Name, string? Version)? _scope;

    public OtlpFrame(ReadOnlySpan<byte> prefix, Names names, Resource resource)
    {
        _prefix = prefix.ToArray();
        _names = names;
        _resource = resource;
    }

    /// <summary>The frames that are done.</summary>
    public List<byte[]> Done { get; } = [];

    private Utf8JsonWriter? Json { get; set; }

    /// <summary>The place of the next item, which is to be written as one value.</summary>
    public Utf8JsonWriter Item(string scope, string? version)
    {
        if (_buffer is not null && _buffer.WrittenCount + Json!.BytesPending > LargeBytes)
        {
            End();
        }

        if (_buffer is null)
        {
            Begin();
        }

        if (_scope is { } open && (open.Name != scope || open.Version != version))
        {
            EndScope();
        }

        if (_scope is null)
        {
            BeginScope(scope, version);
        }

        return Json!;
    }

    /// <summary>Ends the last frame.</summary>
    public List<byte[]> End()
    {
        if (_buffer is null)
        {
            return Done;
        }

        if (_scope is not null)
        {
            EndScope();
        }

        var json = Json!;
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        json.Dispose();
        Done.Add(_buffer.WrittenSpan.ToArray());
        _buffer = null;
        Json = null;
        return Done;
    }

    [MemberNotNull(nameof(Json))]
    private void Begin()
    {
        _buffer = new ArrayBufferWriter<byte>(4096);
        _buffer.Write(_prefix);
        Json = new Utf8JsonWriter(_buffer, s_writing);
        Json.WriteStartObject();
        Json.WriteStartArray(_names.Resources);
        Json.WriteStartObject();
        Json.WriteStartObject("resource");
        Json.WriteStartArray("attributes");
        foreach (var (key, value) in _resource.Attributes)
        {
            OtlpAttributes.Write(Json, key, value);
        }

        Json.WriteEndArray();
        Json.WriteEndObject();
        Json.WriteStartArray(_names.Scopes);
    }

    private void BeginScope(string name, string? version)
    {
        _scope = (name, version);
        Json!.WriteStartObject();
        Json.WriteStartObject("scope");
        Json.WriteString("name", name);
        if (!string.IsNullOrEmpty(version))
        {
            Json.WriteString("version", version);
        }

        Json.WriteEndObject();
        Json.WriteStartArray(_names.Items);
    }

    private void EndScope()
    {
        _scope = null;
        Json!.WriteEndArray();
        Json.WriteEndObject();
    }

    /// <summary>How OTLP calls the three levels of arrays.</summary>
    internal readonly record struct Names(string Resources, string Scopes, string Items);
}
