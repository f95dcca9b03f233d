using System.Globalization;
using System.IO.Pipelines;
using System.Net.Mime;
using System.Text;

namespace Iii;

/// <summary>The body of an http request as it comes in, of any type and length. Take it as a parameter of a function with <see cref="HttpTriggerAttribute"/>.</summary>
/// <remarks>The engine keeps a body that was not begun to be read only until the response begins.</remarks>
public sealed class HttpRequestBody
{
    private const int DefaultLimit = 64 * 1024 * 1024;

    private readonly IIIChannelReader _reader;

    internal HttpRequestBody(IIIChannelReader reader, string? contentType, string? contentLength)
    {
        _reader = reader;
        ContentType = contentType;
        ContentLength = long.TryParse(contentLength, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
    }

    /// <summary>What the client says that the body is; null when it says nothing.</summary>
    public string? ContentType { get; }

    /// <summary>How many bytes the client says that the body has; null when it does not know either.</summary>
    public long? ContentLength { get; }

    /// <summary>The whole body.</summary>
    /// <param name="maxBytes">How many bytes are kept in memory at most. Default: 64 MiB.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIChannelException">There are more, or the engine has gone.</exception>
    public Task<byte[]> ReadAllAsync(int maxBytes = DefaultLimit, CancellationToken cancellationToken = default) => _reader.ReadAllAsync(maxBytes, null, cancellationToken);

    /// <summary>The whole body as text, by the charset of its type, which is UTF-8 when it names none.</summary>
    /// <exception cref="IIIException">The charset is not known.</exception>
    /// <inheritdoc cref="ReadAllAsync"/>
    public async Task<string> ReadTextAsync(int maxBytes = DefaultLimit, CancellationToken cancellationToken = default) =>
        Encoding(ContentType).GetString(await ReadAllAsync(maxBytes, cancellationToken).ConfigureAwait(false));

    /// <summary>The whole body as a value.</summary>
    /// <typeparam name="T">The value's type; its reader is made at compile time.</typeparam>
    /// <exception cref="System.Text.Json.JsonException">The body does not fit the type.</exception>
    /// <inheritdoc cref="ReadAllAsync"/>
    public async Task<T?> ReadJsonAsync<[IIIJson] T>(int maxBytes = DefaultLimit, CancellationToken cancellationToken = default) =>
        IIIJson.Deserialize<T>(await ReadAllAsync(maxBytes, cancellationToken).ConfigureAwait(false));

    /// <summary>The body as a stream.</summary>
    public Stream AsStream() => _reader.AsStream();

    /// <summary>The body as a pipe.</summary>
    public PipeReader AsPipeReader() => _reader.AsPipeReader();

    /// <summary>Takes the body before the engine drops it.</summary>
    internal Task OpenAsync(CancellationToken cancellationToken) => _reader.OpenAsync(cancellationToken);

    internal ValueTask CloseAsync() => _reader.DropAsync();

    private static Encoding Encoding(string? contentType)
    {
        try
        {
            return contentType is not null && new ContentType(contentType).CharSet is { Length: > 0 } name ? System.Text.Encoding.GetEncoding(name) : System.Text.Encoding.UTF8;
        }
        catch (FormatException)
        {
            return System.Text.Encoding.UTF8;
        }
        catch (ArgumentException e)
        {
            throw new IIIException(IIIErrorCodes.DeserializationError, $"The charset of the body's type '{contentType}' is not known.", e);
        }
    }
}
