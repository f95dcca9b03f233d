namespace Iii;

/// <summary>
/// Bytes and text messages from one end to the other, through the engine, beside the calls: for what is too large for a payload, or comes piece by piece.
/// </summary>
/// <remarks>
/// Each end belongs to whoever takes it first, once and for good: write or read here, or put the end into a payload and let another worker do it. Dispose only the
/// ends that are used here. An end that nobody takes within five minutes ends the channel.
/// </remarks>
/// <example>
/// <code>
/// var channel = await worker.CreateChannelAsync();
/// var storing = worker.CallAsync&lt;StoreRequest, int&gt;("files::store", new StoreRequest(channel.Reader));
/// await using (var writer = channel.Writer)
/// {
///     await writer.WriteAsync(bytes);
/// }
/// var count = await storing;
/// </code>
/// </example>
public sealed class IIIChannel
{
    internal IIIChannel(IIIChannelWriter writer, IIIChannelReader reader)
    {
        Writer = writer;
        Reader = reader;
    }

    /// <summary>The end that is written to.</summary>
    public IIIChannelWriter Writer { get; }

    /// <summary>The end that is read from.</summary>
    public IIIChannelReader Reader { get; }
}
