using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>The limits that [IIIFunction] sets to the calls of a function; 0 for none.</summary>
internal sealed record FunctionLimits(int MaxConcurrentCalls, int TimeLimitMs)
{
    public static readonly FunctionLimits None = new(0, 0);

    /// <summary>Reads the limits; what makes no sense is a problem.</summary>
    public static FunctionLimits Of(AttributeData attribute, string function, List<DiagnosticRecord> problems, CancellationToken cancellationToken)
    {
        return new FunctionLimits(Of("MaxConcurrentCalls"), Of("TimeLimitMs"));

        int Of(string property)
        {
            if (attribute.NamedArguments.FirstOrDefault(a => a.Key == property).Value.Scalar() is not int value)
            {
                return 0;
            }

            if (value < 1)
            {
                problems.Add(new DiagnosticRecord(FunctionDiagnostics.BadLimit, attribute.Syntax(cancellationToken).PlaceOf(property), new[] { property, function, value.ToString(System.Globalization.CultureInfo.InvariantCulture) }.ToEquatableArray()));
                return 0;
            }

            return value;
        }
    }
}
