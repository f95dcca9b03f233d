using Microsoft.CodeAnalysis;

namespace Iii.Generators.Diagnostics;

/// <summary>What can be wrong with a call of MapFunction. Ids: III021–III029.</summary>
internal static class MappingDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownHandler = FunctionDiagnostics.Error(
        "III021", "Handler of MapFunction is not known at compile time", "The handler of {0} is {1}. Pass a lambda, a local function or a method.");

    public static readonly DiagnosticDescriptor IdIsTaken = FunctionDiagnostics.Warning(
        "III022", "Id of MapFunction is taken", "The id '{0}' is registered by {1} ({2}) already, and a worker refuses the second registration. Give one of them another id.");

    public static readonly DiagnosticDescriptor NotTakenOver = FunctionDiagnostics.Error(
        "III023", "Call of MapFunction is not seen by the generator", "The generator does not see this call of MapFunction, for the type of its worker depends on code that generators make, and it would fail at run time. Write the worker's type out: (IIIWorker worker) => worker.MapFunction(…).");
}
