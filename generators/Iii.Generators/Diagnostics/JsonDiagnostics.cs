using Microsoft.CodeAnalysis;

namespace Iii.Generators.Diagnostics;

/// <summary>What can be wrong with a type that is read or written outside of a signature.</summary>
internal static class JsonDiagnostics
{
    public static readonly DiagnosticDescriptor UnsupportedType = FunctionDiagnostics.Error(
        "III012", "Type has no JSON form", "{0} can not be read from or written to JSON: {1}: {2}");

    public static readonly DiagnosticDescriptor BadContext = FunctionDiagnostics.Error(
        "III013", "Context can not be used", "'{0}' {1}, so [IIIJsonContext] can not take readers and writers from it");

    public static readonly DiagnosticDescriptor BadDepth = FunctionDiagnostics.Error(
        "III015", "Depth of JSON is out of range", "MaxDepth is {0}, but must be from 1 to 126, for the engine takes nothing deeper. Leave it out for 64.");

    public static readonly DiagnosticDescriptor UnmarkedTypeParameter = FunctionDiagnostics.Warning(
        "III020", "Type parameter is not marked with [IIIJson]", "'{0}' of {1} is read from or written to JSON here, and what it stands for is not known; mark it with [IIIJson], and each call that names a type for it brings the reader and writer");
}
