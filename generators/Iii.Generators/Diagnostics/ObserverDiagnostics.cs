using Microsoft.CodeAnalysis;

namespace Iii.Generators.Diagnostics;

/// <summary>Describes what can be wrong with an observer. Ids: III080–III099.</summary>
internal static class ObserverDiagnostics
{
    public static readonly DiagnosticDescriptor MalformedSource = FunctionDiagnostics.Error(
        "III080", "Observed function id is empty or malformed", "The id '{0}' that '{1}' observes {2}. Use an id such as 'service::name'.");

    public static readonly DiagnosticDescriptor BadLimit = FunctionDiagnostics.Error(
        "III081", "Option of an observer is out of range", "{0} of the observer of '{1}' on '{2}' is {3}, but must be {4}");

    public static readonly DiagnosticDescriptor BadJson = FunctionDiagnostics.Error(
        "III082", "JSON of an observer is malformed", "{0} of the observer of '{1}' on '{2}' is malformed: {3}");

    public static readonly DiagnosticDescriptor BadFilter = FunctionDiagnostics.Error(
        "III083", "Filter is malformed", "The filter of the observer of '{0}' on '{1}' is malformed: {2}");

    public static readonly DiagnosticDescriptor UnknownPath = FunctionDiagnostics.Error(
        "III084", "Filter path does not exist", "The filter path '{0}' does not exist: {1}");

    public static readonly DiagnosticDescriptor OperandType = FunctionDiagnostics.Warning(
        "III085", "Filter operand never matches", "The filter path '{0}' {1}. The condition has always the same outcome.");

    public static readonly DiagnosticDescriptor Untranslated = FunctionDiagnostics.Error(
        "III086", "Expression cannot become a filter", "'{0}' cannot become a part of a filter: {1}");

    public static readonly DiagnosticDescriptor NoPredicate = FunctionDiagnostics.Error(
        "III087", "Predicate of an observer is not found", "'{0}', which the observer of '{1}' on '{2}' names, is no predicate: {3}");

    public static readonly DiagnosticDescriptor Contradiction = FunctionDiagnostics.Error(
        "III088", "Options of an observer contradict each other", "The observer of '{0}' on '{1}' has {2} and {3}. Remove one.");

    public static readonly DiagnosticDescriptor BadParameter = FunctionDiagnostics.Error(
        "III089", "Parameter does not fit the observer", "The parameter '{0}' of '{1}' does not fit what its observers deliver: {2}");

    public static readonly DiagnosticDescriptor TypesDiffer = FunctionDiagnostics.Error(
        "III090", "Type does not fit the observed function", "The {0} of '{1}' is no {2}: {3}");

    public static readonly DiagnosticDescriptor SelfTarget = FunctionDiagnostics.Error(
        "III091", "Function observes itself", "'{0}' observes itself, and the engine refuses that. Observe another function.");

    public static readonly DiagnosticDescriptor Cycle = FunctionDiagnostics.Warning(
        "III092", "Observers form a cycle", "'{0}' runs after '{1}', which runs after it in turn: {2}. The engine stops the chain after 8 activations.");

    public static readonly DiagnosticDescriptor Duplicate = FunctionDiagnostics.Error(
        "III093", "Function has the same observer twice", "'{0}' has the same observer of '{1}' more than once, and would run as often for one call. Remove one.");

    public static readonly DiagnosticDescriptor UnknownLambda = FunctionDiagnostics.Error(
        "III095", "Predicate of Observe is not known at compile time", "The predicate of this call of Observe is no lambda with one expression, and cannot become a filter. Write the lambda here, or give the source a Filter.");

    public static readonly DiagnosticDescriptor BadArgs = FunctionDiagnostics.Error(
        "III094", "Arguments of an observer cannot be read", "'{0}', which the observer of '{1}' on '{2}' names, cannot be its arguments: {3}");
}
