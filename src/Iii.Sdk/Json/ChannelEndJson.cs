using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>The end of a channel that is read from: taken by whoever reads the JSON, given away by whoever writes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ChannelReaderJson : IJsonCodec<IIIChannelReader>
{
    /// <inheritdoc/>
    public static IIIChannelReader? Read(ref JsonInput reader) =>
        ChannelEndJson.Read(ref reader, IIIChannelDirection.Read) is { } end ? ChannelEndJson.Client(ref reader).OpenReader(end) : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IIIChannelReader? value)
    {
        value?.HandOver();
        ChannelRefJson.Write(output, value?.Ref);
    }
}

/// <summary>The end of a channel that is written to: taken by whoever reads the JSON, given away by whoever writes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ChannelWriterJson : IJsonCodec<IIIChannelWriter>
{
    /// <inheritdoc/>
    public static IIIChannelWriter? Read(ref JsonInput reader) =>
        ChannelEndJson.Read(ref reader, IIIChannelDirection.Write) is { } end ? ChannelEndJson.Client(ref reader).OpenWriter(end) : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IIIChannelWriter? value)
    {
        value?.HandOver();
        ChannelRefJson.Write(output, value?.Ref);
    }
}

/// <summary>What both have in common.</summary>
internal static class ChannelEndJson
{
    /// <summary>A reference to an end of the right direction.</summary>
    public static IIIChannelRef? Read(ref JsonInput reader, IIIChannelDirection direction)
    {
        var start = reader.TokenStartIndex;
        return ChannelRefJson.Read(ref reader) is not { } end ? null
            : end.Direction == direction ? end
            : throw (direction is IIIChannelDirection.Read
                ? new JsonReadException("the end of a channel with \"direction\":\"read\"", "the one that is written to", start)
                : new JsonReadException("the end of a channel with \"direction\":\"write\"", "the one that is read from", start));
    }

    public static IIIClient Client(ref JsonInput reader) => reader.Client ?? throw new JsonException(
        "The end of a channel can only be opened where it came with a call. Read an IIIChannelRef, and open it with worker.OpenReader or worker.OpenWriter.");
}
