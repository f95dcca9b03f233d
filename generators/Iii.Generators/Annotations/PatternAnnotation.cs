using System.Globalization;
using System.Text.RegularExpressions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Schemas;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>[RegularExpression]: the whole text must match.</summary>
internal static class PatternAnnotation
{
    private const string Regex = "global::System.Text.RegularExpressions.Regex";

    /// <summary>As the attribute has it.</summary>
    private const int UsualTimeout = 2_000;

    /// <summary>What is not, or is something else, in the expressions of JSON Schema.</summary>
    private static readonly Regex s_foreign = new(@"\\[AGZzaeGkpPQxcC0-9]|\(\?[^:=!<]|\(\?<[^=!]|\[\^?[^\]]*-\[|[*+?}]\+");

    public static Annotation? Of(AnnotationUse use)
    {
        var isText = use.Type.SpecialType is SpecialType.System_String;
        if (!isText && !use.Type.AllInterfaces.Any(i => i.FullMetadataName() == "System.ISpanFormattable"))
        {
            return use.HasNoMeaning("it is for texts");
        }

        if (use.Argument(0) is not string { Length: > 0 } pattern)
        {
            return use.IsWrong("its pattern is empty");
        }

        var timeout = use.Named("MatchTimeoutInMilliseconds") as int? ?? UsualTimeout;
        if (Problem(pattern) is { } problem)
        {
            return use.IsWrong($"its pattern is malformed: {problem}");
        }

        if (timeout is < -1 or 0)
        {
            return use.IsWrong("its MatchTimeoutInMilliseconds must be more than 0, or -1 for none");
        }

        var wait = timeout == -1 ? $"{Regex}.InfiniteMatchTimeout" : $"global::System.TimeSpan.FromMilliseconds({timeout.ToString(CultureInfo.InvariantCulture)})";
        return use.Message($"must match the pattern {pattern}", [pattern], out _) is not { } message ? null : new Annotation
        {
            Keywords = isText && !s_foreign.IsMatch(pattern) ? [new("pattern", JsonLiteral.String(IsWhole(pattern) ? pattern : $"^(?:{pattern})$"))] : [],
            Check = new Check($"!global::Iii.Generated.AnnotationChecks.Matches({Check.Field}, {Check.Value})", message)
            {
                Fields = new[] { new CheckField(Regex, "Pattern", $"new({NamingConventions.Literal(pattern)}, global::System.Text.RegularExpressions.RegexOptions.None, {wait})") }.ToEquatableArray(),
            },
        };
    }

    private static bool IsWhole(string pattern) => pattern[0] == '^' && pattern[pattern.Length - 1] == '$' && !pattern.Contains("|") && (pattern.Length < 2 || pattern[pattern.Length - 2] != '\\');

    private static string? Problem(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
