using Microsoft.CodeAnalysis;

namespace Iii.Generators.Diagnostics;

/// <summary>What can be wrong with a type that is read or written outside of a signature.</summary>
internal static class JsonDiagnostics
{
    public static readonly DiagnosticDescriptor UnsupportedType = FunctionDiagnostics.Error(
        "III012", "Type has no JSON form", "{0} can not be read from or written to JSON: {1}: {2}");
}
