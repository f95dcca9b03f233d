using Microsoft.CodeAnalysis;

namespace Iii.Generators.Diagnostics;

/// <summary>What can be wrong with a function. Ids: III001–III019 functions, their signatures and http triggers.</summary>
internal static class FunctionDiagnostics
{
    private const string Category = "Iii";
    private const string Pages = "https://github.com/iii-dotnet/iii-dotnet/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor DuplicateId = Error(
        "III001", "Function id is not unique", "The function id '{0}' is used more than once in this assembly: '{1}' has it too ({2}). Give one of them another id.");

    public static readonly DiagnosticDescriptor MalformedId = Error(
        "III002", "Function id is empty or malformed", "The function id '{0}' of '{1}' {2}. Use an id such as 'service::name'.");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Error(
        "III003", "Parameter type has no JSON form", "The parameter '{0}' of '{1}' can not be read from JSON: {2}: {3}");

    public static readonly DiagnosticDescriptor UnsupportedResult = Error(
        "III004", "Result type has no JSON form", "The result of '{0}' can not be written as JSON: {1}: {2}");

    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "III005", "Function can not be reached", "'{0}' is {1}, and the code that calls it can not reach it. Make it internal or public.");

    public static readonly DiagnosticDescriptor Generic = Error(
        "III006", "Function is generic", "'{0}' is generic; a function needs types that are known at compile time. Use closed types.");

    public static readonly DiagnosticDescriptor UnboundParameter = Error(
        "III007", "Parameter can not be bound", "The parameter '{0}' of '{1}' can not be bound: {2}");

    public static readonly DiagnosticDescriptor NotAFunction = Error(
        "III008", "Method can not be a function", "'{0}' can not be a function: {1}");

    public static readonly DiagnosticDescriptor BadRoute = Error(
        "III009", "Http trigger is malformed", "The http trigger of '{0}' is malformed: {1}");

    public static readonly DiagnosticDescriptor UnboundRouteParameter = Warning(
        "III010", "Route parameter is bound to nothing", "The route parameter ':{0}' of '{1}' is bound to no parameter of the method. Add one of that name, or take HttpRequest<T>.");

    public static readonly DiagnosticDescriptor DuplicateRoute = Error(
        "III011", "Http route is not unique", "The route '{0}' is used more than once in this assembly: '{1}' has it too. Give one of them another path or method.");

    public static readonly DiagnosticDescriptor BadLimit = Error(
        "III014", "Limit of a function is out of range", "{0} of '{1}' is {2}, but must be at least 1. Leave it out for no limit.");

    public static DiagnosticDescriptor Error(string id, string title, string message) => Of(DiagnosticSeverity.Error, id, title, message);

    public static DiagnosticDescriptor Warning(string id, string title, string message) => Of(DiagnosticSeverity.Warning, id, title, message);

    public static DiagnosticDescriptor Info(string id, string title, string message) => Of(DiagnosticSeverity.Info, id, title, message);

    public static DiagnosticDescriptor Hidden(string id, string title, string message) => Of(DiagnosticSeverity.Hidden, id, title, message);

    private static DiagnosticDescriptor Of(DiagnosticSeverity severity, string id, string title, string message) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");
}
