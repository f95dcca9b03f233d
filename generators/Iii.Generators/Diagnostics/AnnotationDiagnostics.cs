using Microsoft.CodeAnalysis;

namespace Iii.Generators.Diagnostics;

/// <summary>What can be wrong with an annotation that is checked. Ids: III070–III079.</summary>
internal static class AnnotationDiagnostics
{
    public static readonly DiagnosticDescriptor HasNoMeaning = FunctionDiagnostics.Error(
        "III070", "Annotation has no meaning on the type", "[{0}] on '{1}' has no meaning for {2}: {3}");

    public static readonly DiagnosticDescriptor IsWrong = FunctionDiagnostics.Error(
        "III071", "Annotation contradicts itself", "[{0}] on '{1}' is wrong: {2}");

    public static readonly DiagnosticDescriptor CanNotBeChecked = FunctionDiagnostics.Error(
        "III072", "Annotation can not be checked by generated code", "[{0}] on '{1}' can not be checked: {2}");

    public static readonly DiagnosticDescriptor ComparesNothing = FunctionDiagnostics.Error(
        "III073", "Compare names no property", "[Compare] on '{0}' names '{1}', which is no public property of {2}. Use nameof.");

    public static readonly DiagnosticDescriptor Rounds = FunctionDiagnostics.Warning(
        "III074", "Range of whole numbers rounds what it looks at", "[Range({1}, {2})] on '{0}' rounds the {3} before it looks at it, so that {2}.4 is in the range. Write the limits with a point: [Range({1}.0, {2}.0)].");

    public static readonly DiagnosticDescriptor NotChecked = FunctionDiagnostics.Info(
        "III075", "Annotations are not checked", "The annotations of '{0}' are in the schema of '{1}', and nothing checks them. Put [Validate] on the parameter, the function or its class, or write [assembly: IIIJsonOptions(Validate = true)].");
}
