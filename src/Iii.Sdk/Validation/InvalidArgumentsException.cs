using System.Globalization;
using System.Text;

namespace Iii.Validation;

/// <summary>The arguments of a call break what is annotated. The message names places only, for it is logged; the caller is told all.</summary>
internal sealed class InvalidArgumentsException(IReadOnlyList<Violation> violations, int unlisted)
    : IIIException(IIIErrorCodes.InvalidArguments, "The arguments are not valid at " + string.Join(", ", violations.Select(Place).Distinct().Take(10)) + ".")
{
    /// <summary>Every violation.</summary>
    public string Details { get; } = Describe(violations, unlisted);

    /// <summary>Every violation in one text.</summary>
    public static string Describe(IReadOnlyList<Violation> violations, int unlisted)
    {
        var text = new StringBuilder("The arguments are not valid: ").AppendJoin("; ", violations);
        return (unlisted == 0 ? text.Append('.') : text.Append(CultureInfo.InvariantCulture, $"; and {unlisted} more.")).ToString();
    }

    /// <summary>The path up to the first key of a dictionary, which is the caller's own text.</summary>
    private static string Place(Violation violation) => violation.Path.IndexOf("[\"", StringComparison.Ordinal) is var key and >= 0 ? violation.Path[..key] + "[…]" : violation.Path.Length == 0 ? "$" : violation.Path;
}
