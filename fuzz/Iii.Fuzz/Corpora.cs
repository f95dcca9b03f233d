namespace Iii.Fuzz;

/// <summary>The inputs that are kept: what is usual, and what has once been found.</summary>
public static class Corpora
{
    /// <summary>The inputs for a target.</summary>
    public static IReadOnlyList<byte[]> Of(string target) =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
