using Microsoft.CodeAnalysis;

namespace Iii.Generators.Diagnostics;

/// <summary>What can be wrong with a trigger. Ids: III030–III049.</summary>
internal static class TriggerDiagnostics
{
    public static readonly DiagnosticDescriptor BadCron = FunctionDiagnostics.Error(
        "III030", "Cron expression is malformed", "The cron expression '{0}' of '{1}' is malformed: {2}");

    public static readonly DiagnosticDescriptor NeverDue = FunctionDiagnostics.Warning(
        "III031", "Cron expression never comes due", "The cron expression '{0}' of '{1}' never comes due: there is no day that fits it");

    public static readonly DiagnosticDescriptor Malformed = FunctionDiagnostics.Error(
        "III032", "Trigger is malformed", "The trigger '{0}' of '{1}' is malformed: {2}");

    public static readonly DiagnosticDescriptor BadQueueOption = FunctionDiagnostics.Error(
        "III033", "Queue option is unknown or out of range", "The queue option '{0}' of '{1}' {2}");

    public static readonly DiagnosticDescriptor Duplicate = FunctionDiagnostics.Error(
        "III034", "Function has the same trigger twice", "'{0}' has the trigger {1} more than once, and would be called as often for one event. Remove one.");

    public static readonly DiagnosticDescriptor BadJson = FunctionDiagnostics.Error(
        "III035", "Trigger configuration is not JSON", "The configuration of the trigger '{0}' of '{1}' is not JSON: {2}");

    public static readonly DiagnosticDescriptor ForeignCondition = FunctionDiagnostics.Info(
        "III036", "Condition function is not in this assembly", "The condition function '{0}' is not in this assembly; nothing is called while no worker has it");

    public static readonly DiagnosticDescriptor HasOwnAttribute = FunctionDiagnostics.Warning(
        "III037", "Trigger type has an attribute of its own", "Use [{1}] in place of [Trigger(\"{0}\", …)]: its configuration is checked and has the keys that the engine reads");

    public static readonly DiagnosticDescriptor NoFunction = FunctionDiagnostics.Warning(
        "III038", "Trigger stands on no function", "'{0}' has [{1}] and no [IIIFunction], so nothing is registered. Add [IIIFunction(\"service::name\")].");

    public static readonly DiagnosticDescriptor NotInPayload = FunctionDiagnostics.Warning(
        "III039", "Parameter is not in what the trigger sends", "The parameter '{0}' of '{1}' has no default, and is not in what the trigger {2} sends: {3}. Give it a default, or take the trigger's event as a whole.");

    public static readonly DiagnosticDescriptor ValueCanNotBeNull = FunctionDiagnostics.Error(
        "III040", "Change of a type that can not be null", "'{0}' can not be null, and a value that is created or deleted is null before or after. Take {1}<{0}?>.");

    public static readonly DiagnosticDescriptor ConditionIsNoFunction = FunctionDiagnostics.Error(
        "III041", "Condition is not a function", "The condition '{0}' of '{1}' is not a function: {2}");

    public static readonly DiagnosticDescriptor UnusedCondition = FunctionDiagnostics.Warning(
        "III042", "Condition is asked by no trigger", "No trigger of '{0}' asks its [Condition]: it has none that can, or they name a ConditionFunctionId of their own. Remove it.");
}
