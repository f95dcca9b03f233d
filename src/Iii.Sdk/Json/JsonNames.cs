using System.ComponentModel;
using System.Text.Json;
using System.Text.Unicode;

namespace Iii.Generated;

/// <summary>
/// Finds a property whose name is not written exactly as expected: in another case, or with escapes. Part of the contract between generated code and this
/// library; not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonNames
{
    /// <summary>The index of the name on which the reader stands, without regard to case; -1 when it is none of them.</summary>
    public static int Find(ref JsonInput reader, ReadOnlySpan<string> names)
    {
        if (!reader.ValueIsEscaped && !Utf8.IsValid(reader.ValueSpan))
        {
            // No text, and so no name of ours; to the serializer too it is a property like any other that is not known.
            return -1;
        }

        Span<char> buffer = stackalloc char[256];
        ReadOnlySpan<char> name = reader.ValueSpan.Length <= buffer.Length ? buffer[..reader.CopyString(buffer)] : reader.GetString();

        // An escaped name may still be the exact one, which has precedence over those that differ in case.
        for (var i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
            {
                return i;
            }
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (name.Equals(names[i], StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
