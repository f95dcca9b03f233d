namespace Iii.TestSupport;

/// <summary>Represents a program with its arguments.</summary>
internal sealed record ProcessCommand(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Gets the folder to run it in; null for the current one.</summary>
    public string? Folder { get; init; }

    /// <summary>Gets the variables to set besides those of this process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
