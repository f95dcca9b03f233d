using Iii.Channels;
using Iii.Generated;

namespace Iii;

public sealed partial class IIIWorker
{
    private const int MaxChannelBuffer = 1024;

    /// <inheritdoc/>
    public async Task<IIIChannel> CreateChannelAsync(int? bufferSize = null, CancellationToken cancellationToken = default)
    {
        if (bufferSize is { } size)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(bufferSize));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxChannelBuffer, nameof(bufferSize));
        }

        using var request = new JsonOutput();
        request.BeginObject();
        request.WriteName("\"buffer_size\":"u8);
        NullableJson<int, Int32Json>.Write(request, bufferSize);
        request.EndObject();
        var result = await CallRawAsync("engine::channels::create", request.WrittenMemory, null, cancellationToken).ConfigureAwait(false);
        var (writer, reader) = ChannelPair.Read(result.Span);
        return new IIIChannel(OpenWriter(writer), OpenReader(reader));
    }

    /// <inheritdoc/>
    public IIIChannelReader OpenReader(IIIChannelRef end) => new(End(end, IIIChannelDirection.Read));

    /// <inheritdoc/>
    public IIIChannelWriter OpenWriter(IIIChannelRef end) => new(End(end, IIIChannelDirection.Write));

    private ChannelEnd End(IIIChannelRef end, IIIChannelDirection direction)
    {
        ArgumentNullException.ThrowIfNull(end);
        return end.Direction == direction
            ? new ChannelEnd(_channels, end)
            : throw new ArgumentException($"The {end} is not the end that is {(direction is IIIChannelDirection.Read ? "read from; OpenWriter" : "written to; OpenReader")} takes it.", nameof(end));
    }
}
