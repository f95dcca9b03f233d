using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Usage;

/// <summary>The marks of the generator's errors for which there is a fix: what the error is, and what the fix writes.</summary>
internal static class FixableErrors
{
    /// <summary>The property that has the error's id.</summary>
    public const string Error = "Error";

    /// <summary>The property of the one of several errors that is left alone when all are fixed.</summary>
    public const string First = "First";

    /// <summary>The marks of what the generator says.</summary>
    public static IEnumerable<Diagnostic> Of(IEnumerable<DiagnosticRecord> problems, Compilation compilation) =>
        from problem in problems
        let mend = problem.Mend
        let place = problem.Location
        where mend is not null && place is not null
        select Mark(problem.Descriptor, place.ToLocation(compilation), mend);

    /// <summary>The mark of an id that another function has as well; null when none has.</summary>
    public static Diagnostic? OfId(IMethodSymbol method, AttributeData function, FunctionIds ids, CancellationToken cancellationToken)
    {
        if (FunctionAttribute.Id(function) is not { } id || ids.Of(id) is not { Length: > 1 } methods)
        {
            return null;
        }

        var isFirst = SymbolEqualityComparer.Default.Equals(methods[0], method);
        return Mark(FunctionDiagnostics.DuplicateId, FunctionIdArgument.Place(function, cancellationToken), NamingConventions.Literal(ids.Another(id, method)), isFirst);
    }

    private static Diagnostic Mark(DiagnosticDescriptor error, Location? place, string mend, bool isFirst = false)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Error, error.Id).Add(DiagnosticRecord.MendProperty, mend);
        return Diagnostic.Create(UsageDiagnostics.Fixable, place, isFirst ? properties.Add(First, "") : properties, error.Id);
    }
}
