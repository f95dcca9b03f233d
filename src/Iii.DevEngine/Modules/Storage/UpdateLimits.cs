using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Modules.Storage;

/// <summary>What an operation may not do, whatever the value is that it meets.</summary>
internal static class UpdateLimits
{
    private const int MaxPathDepth = 32;
    private const int MaxSegmentBytes = 256;
    private const int MaxValueDepth = 16;
    private const int MaxValueKeys = 1024;

    // Names through which a careless reader in JavaScript would change all objects.
    private static readonly string[] s_forbidden = ["__proto__", "constructor", "prototype"];

    /// <summary>Says what is wrong; null when nothing is.</summary>
    public static (string Code, string Message)? Problem(UpdateOperation operation) =>
        PathProblem(operation) is { } problem ? problem : operation.Kind == "merge" ? ValueProblem(operation.Value) : null;

    private static (string Code, string Message)? PathProblem(UpdateOperation operation)
    {
        if (operation.Path.Count > MaxPathDepth)
        {
            return ($"{operation.Kind}.path.too_deep", $"Path depth {operation.Path.Count} exceeds maximum of {MaxPathDepth}");
        }

        foreach (var segment in operation.Path)
        {
            if (segment.Length == 0)
            {
                return ($"{operation.Kind}.path.empty_segment", "Path contains an empty segment");
            }

            if (Encoding.UTF8.GetByteCount(segment) is > MaxSegmentBytes and var bytes)
            {
                return ($"{operation.Kind}.path.segment_too_long", $"Path segment of {bytes} bytes exceeds maximum of {MaxSegmentBytes}");
            }

            if (s_forbidden.Contains(segment))
            {
                return ($"{operation.Kind}.path.proto_polluted", $"Path segment '{segment}' is not allowed (prototype pollution).");
            }
        }

        return null;
    }

    private static (string Code, string Message)? ValueProblem(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return ("merge.value.not_an_object", "Merge value must be a JSON object");
        }

        var keys = new SortedSet<string>(value.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        if (keys.Count > MaxValueKeys)
        {
            return ("merge.value.too_many_keys", $"Merge value has {keys.Count} top-level keys, exceeds maximum of {MaxValueKeys}");
        }

        if (keys.FirstOrDefault(s_forbidden.Contains) is { } forbidden)
        {
            return ("merge.value.proto_polluted", $"Merge value top-level key \"{forbidden}\" is a prototype-pollution sink");
        }

        var depth = DepthOf(value);
        return depth > MaxValueDepth ? ("merge.value.too_deep", $"Merge value JSON nesting depth {depth} exceeds maximum of {MaxValueDepth}") : null;
    }

    private static int DepthOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(p => DepthOf(p.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(DepthOf).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
