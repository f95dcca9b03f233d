using System.Globalization;
using System.Text;

namespace Iii.Validation;

/// <summary>The arguments of a call break what is annotated. The message names places only, for it is logged; the caller is told all.</summary>
internal sealed class InvalidArgumentsException(IReadOnlyList<Violation> violations, int unlisted)
    : IIIException(IIIErrorCodes.InvalidArguments, "The arguments are not valid at " + string.Join(", ", violations.Select(v => v.Path.Length == 0 ? "$" : v.Path).Distinct().Take(10)) + ".")
{
    /// <summary>Every violation.</summary>
    public string Details { get; } = Describe(violations, unlisted);

    /// <summary>Every violation in one text.</summary>
    public static string Describe(IReadOnlyList<Violation> violations, int unlisted)
    {
        var text = new StringBuilder("The arguments are not valid: ").AppendJoin("; ", violations);
        return (unlisted == 0 ? text.Append('.') : text.Append(CultureInfo.InvariantCulture, $"; and {unlisted} more.")).ToString();
    }
}
