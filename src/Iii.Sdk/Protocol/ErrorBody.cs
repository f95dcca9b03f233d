using System.Text.Json;

namespace Iii.Protocol;

/// <summary>The <c>error</c> of a frame.</summary>
internal readonly record struct ErrorBody(string Code, string Message, string? StackTrace)
{
    /// <summary>Reads the object <c>{code, message, stacktrace?}</c>; what is missing or of another type is filled in, for a peer's error must not be lost.</summary>
    public static ErrorBody Read(ReadOnlySpan<byte> json)
    {
        string? code = null, message = null, stackTrace = null;
        var scanner = new EnvelopeScanner(json);
        if (scanner.TryBegin())
        {
            while (scanner.TryNext(out var name, out var value))
            {
                var property = name.Of(json);
                if (property.SequenceEqual("code"u8))
                {
                    code = FrameReader.Text(value, json);
                }
                else if (property.SequenceEqual("message"u8))
                {
                    message = FrameReader.Text(value, json);
                }
                else if (property.SequenceEqual("stacktrace"u8))
                {
                    stackTrace = FrameReader.Text(value, json);
                }
            }
        }

        return new ErrorBody(string.IsNullOrWhiteSpace(code) ? IIIErrorCodes.Unknown : code, message ?? "The peer sent an error without a message.", stackTrace);
    }
}
