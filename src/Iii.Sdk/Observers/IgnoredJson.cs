using System.ComponentModel;

namespace Iii.Generated;

/// <summary>Skips a part of an envelope that the target does not take. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IgnoredJson : IJsonCodec<object>
{
    /// <inheritdoc/>
    public static object? Read(ref JsonInput reader)
    {
        reader.Skip();
        return null;
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, object? value) => output.WriteNull();
}
