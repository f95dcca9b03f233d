using Microsoft.CodeAnalysis;

namespace Iii.Generators.Diagnostics;

/// <summary>What could be better, and what is likely not meant. Ids: III050–III069.</summary>
internal static class UsageDiagnostics
{
    public static readonly DiagnosticDescriptor IdWithoutService = FunctionDiagnostics.Info(
        "III050", "Function id names no service", "The function id '{0}' names no service; by convention it is 'service::name'");

    public static readonly DiagnosticDescriptor NoDescription = FunctionDiagnostics.Info(
        "III051", "Function has no description", "'{0}' has no description for those who look for functions: set Description, or write a summary, which the compiler reads with GenerateDocumentationFile");

    public static readonly DiagnosticDescriptor SpecialName = FunctionDiagnostics.Info(
        "III052", "Parameter has the name of a special one", "The parameter '{0}' of '{1}' is read from the payload, though its name is that of a {2}. Give it this type, or [FromPayload(\"{0}\")] if it is meant so.");

    public static readonly DiagnosticDescriptor UnawaitedTask = FunctionDiagnostics.Warning(
        "III053", "Returned task outlives what stands around it", "The task that '{0}' returns here still runs when the {1} around it ends. Make the method async and await the task.");

    public static readonly DiagnosticDescriptor NoCancellationToken = FunctionDiagnostics.Hidden(
        "III054", "Function takes no CancellationToken", "'{0}' is asynchronous and takes no CancellationToken, and so can not end early when the worker stops");

    /// <summary>The IDE offers fixes only for what analyzers say, and not for what generators do: this marks the places of those.</summary>
    public static readonly DiagnosticDescriptor Fixable = FunctionDiagnostics.Hidden(
        "III060", "An error of the generator can be fixed", "There is a fix for {0} here");
}
