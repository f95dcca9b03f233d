namespace Iii.Generators.Json;

/// <summary>Names shapes in diagnostics.</summary>
internal static class JsonShapeWords
{
    /// <summary>Gets the words for a shape, with its article.</summary>
    public static string Word(this JsonShape shape) => shape switch
    {
        JsonShape.String => "a string",
        JsonShape.Number or JsonShape.Enum => "a number",
        JsonShape.Boolean => "a boolean",
        JsonShape.Array => "an array",
        _ => "an object",
    };
}
