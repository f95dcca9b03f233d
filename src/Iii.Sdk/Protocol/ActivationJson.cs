namespace Iii.Protocol;

/// <summary>Reads which observer a call was made for.</summary>
internal static class ActivationJson
{
    /// <summary>Reads the object.</summary>
    /// <returns>Null when it is no object, or has no id of an observer.</returns>
    public static Activation? Read(ReadOnlySpan<byte> json)
    {
        string? observerId = null, activationId = null;
        var scanner = new EnvelopeScanner(json);
        if (!scanner.TryBegin())
        {
            return null;
        }

        while (scanner.TryNext(out var name, out var value))
        {
            if (name.Of(json).SequenceEqual("observer_id"u8))
            {
                observerId = FrameReader.Text(value, json);
            }
            else if (name.Of(json).SequenceEqual("activation_id"u8))
            {
                activationId = FrameReader.Text(value, json);
            }
        }

        return scanner.Problem is null && observerId is not null ? new Activation(observerId, activationId) : null;
    }
}
