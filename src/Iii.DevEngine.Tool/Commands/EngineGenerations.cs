namespace Iii.DevEngine.Tool.Commands;

/// <summary>Names the releases of iii that an engine can behave as.</summary>
internal static class EngineGenerations
{
    private static readonly (string Name, IIIEngineGeneration Generation)[] s_all =
    [
        ("0.22", IIIEngineGeneration.V0_22),
        ("0.23", IIIEngineGeneration.V0_23),
        ("0.24", IIIEngineGeneration.V0_24),
        ("0.25", IIIEngineGeneration.V0_25),
        ("0.26", IIIEngineGeneration.V0_26),
        ("0.27", IIIEngineGeneration.V0_27),
    ];

    /// <summary>Gets all names, the oldest first.</summary>
    public static string[] Names => [.. s_all.Select(g => g.Name)];

    /// <summary>Gets all names, as a sentence lists them.</summary>
    public static string List => $"{string.Join(", ", Names[..^1])} or {Names[^1]}";

    /// <summary>Gets the name of a generation; null when none is selected.</summary>
    /// <param name="generation">The generation.</param>
    public static string? NameOf(IIIEngineGeneration? generation) =>
        generation is null ? null : Array.Find(s_all, g => g.Generation == generation).Name;

    /// <summary>Finds the generation of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Null when there is none of this name.</returns>
    public static IIIEngineGeneration? Parse(string name) =>
        Array.FindIndex(s_all, g => g.Name == name) is >= 0 and var found ? s_all[found].Generation : null;
}
