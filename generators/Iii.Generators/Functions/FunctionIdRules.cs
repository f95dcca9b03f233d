namespace Iii.Generators.Functions;

/// <summary>What the engine asks of a function's id.</summary>
internal static class FunctionIdRules
{
    /// <summary>Why an id can not be one; null when it can.</summary>
    public static string? Problem(string? id) => id switch
    {
        null or "" => "is missing",
        _ when id.Any(char.IsWhiteSpace) => "contains white space",
        _ when id.Any(char.IsControl) => "contains a control character",
        _ when id.StartsWith(ProposedId.EnginesOwn, StringComparison.Ordinal) => "begins with 'engine::', which is the engine's own",
        _ when id.StartsWith("::", StringComparison.Ordinal) || id.EndsWith("::", StringComparison.Ordinal) || id.Contains("::::") => "has an empty part between its colons",
        _ => null,
    };
}
