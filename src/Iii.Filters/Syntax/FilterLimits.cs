namespace Iii.Filters.Syntax;

/// <summary>Holds the limits of a filter.</summary>
internal static class FilterLimits
{
    /// <summary>The nesting of filters: those in <c>$or</c>, <c>$not</c> and <c>$any</c> are one deeper than what holds them.</summary>
    public const int Depth = 8;

    /// <summary>The number of operators, <c>$or</c> and <c>$not</c>.</summary>
    public const int Nodes = 64;

    /// <summary>The number of items of one <c>$in</c> or <c>$nin</c>.</summary>
    public const int SetItems = 256;

    /// <summary>The number of segments after the root of a path.</summary>
    public const int PathSegments = 16;

    /// <summary>The nesting of arrays and objects in one literal.</summary>
    public const int LiteralDepth = 32;

    /// <summary>The nesting of arrays and objects in the whole filter.</summary>
    public const int JsonDepth = 120;

    /// <summary>The size of the filter in bytes, printed as compact JSON.</summary>
    public const int EncodedSize = 8192;

    /// <summary>The largest number, and its negative the smallest: what every integer up to it has a double for.</summary>
    public const double Number = 9007199254740992;
}
