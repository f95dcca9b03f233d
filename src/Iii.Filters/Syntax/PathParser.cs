using System.Text;

namespace Iii.Filters.Syntax;

/// <summary>Parses paths.</summary>
internal static class PathParser
{
    private const string Roots = "input, output, error, caller, metadata";

    /// <summary>Parses a path. Returns null with what is wrong.</summary>
    /// <param name="text">The key, less the escapes of JSON.</param>
    /// <param name="inElement">Whether the path stands in <c>$any</c>, where <c>@</c> is the only root.</param>
    public static FilterPath? Parse(ReadOnlySpan<byte> text, bool inElement, out string? error)
    {
        var count = Count(text, out error);
        if (error is not null)
        {
            return null;
        }

        var segments = count == 1 ? [] : new PathSegment[count - 1];
        var at = 0;
        var isElement = false;
        var root = default(PathRoot);
        for (var i = 0; i < count; i++)
        {
            var segment = Segment(text, ref at);
            if (i > 0)
            {
                segments[i - 1] = new PathSegment(segment.ToArray());
            }
            else if (!TryRoot(segment, out root))
            {
                error = $"'{Show(segment)}' is not a root: a path starts with one of {Roots}{(inElement ? ", or in $any with @" : "")}";
                return null;
            }
            else
            {
                isElement = root == PathRoot.Element;
            }
        }

        if (isElement != inElement)
        {
            error = isElement ? "@ is the element of an $any and has no meaning outside of one" : "only @ can be read in $any, which is its element";
            return null;
        }

        if (segments.Length > FilterLimits.PathSegments)
        {
            error = $"it has {segments.Length} segments after its root, and the limit is {FilterLimits.PathSegments}";
            return null;
        }

        return new FilterPath(text.ToArray(), root, segments);
    }

    /// <summary>Counts the segments and checks them.</summary>
    private static int Count(ReadOnlySpan<byte> text, out string? error)
    {
        error = null;
        var count = 1;
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                if (i == text.Length)
                {
                    error = "it ends with a backslash";
                    return 0;
                }

                if (text[i] is not ((byte)'.' or (byte)'\\'))
                {
                    error = "a backslash can only stand before a dot or a backslash";
                    return 0;
                }

                length++;
            }
            else if (text[i] == '.')
            {
                if (length == 0)
                {
                    error = "it has an empty segment";
                    return 0;
                }

                count++;
                length = 0;
            }
            else
            {
                length++;
            }
        }

        error = length == 0 ? "it has an empty segment" : null;
        return count;
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        var escapes = 0;
        while (at < text.Length && text[at] != '.')
        {
            escapes += text[at] == '\\' ? 1 : 0;
            at += text[at] == '\\' ? 2 : 1;
        }

        var segment = text.Slice(start, at - start);
        at++;
        if (escapes == 0)
        {
            return segment;
        }

        var unescaped = new byte[segment.Length - escapes];
        for (int i = 0, j = 0; i < segment.Length; i++, j++)
        {
            i += segment[i] == '\\' ? 1 : 0;
            unescaped[j] = segment[i];
        }

        return unescaped;
    }

    private static bool TryRoot(ReadOnlySpan<byte> segment, out PathRoot root)
    {
        root = segment.Length switch
        {
            1 => PathRoot.Element,
            5 => segment[0] == 'i' ? PathRoot.Input : PathRoot.Error,
            6 => segment[0] == 'o' ? PathRoot.Output : PathRoot.Caller,
            _ => PathRoot.Metadata,
        };
        return segment.SequenceEqual(Name(root));
    }

    /// <summary>Gets the name of a root.</summary>
    public static ReadOnlySpan<byte> Name(PathRoot root) => root switch
    {
        PathRoot.Input => "input"u8,
        PathRoot.Output => "output"u8,
        PathRoot.Error => "error"u8,
        PathRoot.Caller => "caller"u8,
        PathRoot.Metadata => "metadata"u8,
        _ => "@"u8,
    };

    private static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text.ToArray());
}
