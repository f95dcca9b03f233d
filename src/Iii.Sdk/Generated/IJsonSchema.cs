using System.ComponentModel;

namespace Iii.Generated;

/// <summary>The JSON Schema of one type. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJsonSchema
{
    /// <summary>The schema, as UTF-8 JSON.</summary>
    static abstract ReadOnlySpan<byte> Utf8 { get; }
}
