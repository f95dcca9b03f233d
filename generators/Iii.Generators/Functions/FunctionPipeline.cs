using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>Makes the registration of every [IIIFunction] method of an assembly.</summary>
/// <remarks>Source follows the models, which know no positions; diagnostics follow the methods.</remarks>
internal static class FunctionPipeline
{
    /// <summary>What the functions' signatures need of others.</summary>
    /// <param name="context">Where the steps are registered.</param>
    /// <param name="mapped">The functions that are handed to MapFunction, with which those here share ids and routes.</param>
    public static SignatureNeeds Register(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<FunctionFound> mapped)
    {
        var functions = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.FunctionAttribute, static (_, _) => true, static (c, token) => FunctionParser.Parse(c, token))
            .Where(static found => found is not null)
            .Select(static (found, _) => found!)
            .WithTrackingName(TrackingNames.Functions);

        var classes = functions.Collect()
            .SelectMany(static (found, _) => ByClass(found))
            .WithTrackingName(TrackingNames.FunctionClasses);
        var registration = functions.Collect()
            .Select(static (found, _) => ByClass(found).Select(c => c.Registration).ToEquatableArray())
            .WithTrackingName(TrackingNames.Registration);
        var space = context.CompilationProvider.Select(static (c, _) => NamingConventions.Namespace(c.AssemblyName));
        var registering = context.CompilationProvider.Select(static (c, _) => RegistrationNames.Of(c));

        context.RegisterSourceOutput(classes.Combine(space), static (output, c) =>
            output.AddSource($"Functions.{c.Left.Name}.g.cs", FunctionEmitter.Emit(c.Left, c.Right)));
        context.RegisterSourceOutput(registration.Combine(registering).Combine(space), static (output, r) =>
        {
            var ((functions, names), space) = r;
            if (functions.Count > 0 || names.IsProgram && !names.IsTaken)
            {
                output.AddSource("Functions.Registration.g.cs", RegistrationEmitter.Emit(functions, names, space));
            }
        });
        context.RegisterSourceOutput(
            functions.Collect().Combine(mapped.Collect()).WithTrackingName(TrackingNames.FunctionDiagnostics).Combine(context.CompilationProvider),
            static (output, found) => Report(output, found.Left.Left, found.Left.Right, found.Right));
        return new SignatureNeeds(
            functions.Select(static (f, _) => f.Json).WithTrackingName(TrackingNames.JsonOfSignatures).Collect(),
            functions.Select(static (f, _) => f.Validation).Collect());
    }

    private static FunctionClass[] ByClass(ImmutableArray<FunctionFound> found)
    {
        // Of functions with one id, none is registered: the error must not come with a guess at which was meant.
        var ids = found.Where(f => f.Id is not null).GroupBy(f => f.Id).Where(g => g.Count() > 1).Select(g => g.Key!).ToImmutableHashSet();
        var names = new UniqueNames();
        return found.Select(f => f.Model).OfType<FunctionModel>().Where(m => !ids.Contains(m.Id))
            .GroupBy(m => m.Class).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new FunctionClass(names.Take(NamingConventions.Identifier(g.First().ClassDisplay)), g.Key, g.First().ClassDisplay, g.ToEquatableArray()))
            .ToArray();
    }

    private static void Report(SourceProductionContext output, ImmutableArray<FunctionFound> found, ImmutableArray<FunctionFound> mapped, Compilation compilation)
    {
        foreach (var problem in found.SelectMany(f => f.Problems))
        {
            output.ReportDiagnostic(problem.ToDiagnostic(compilation));
        }

        foreach (var same in found.Where(f => f.Id is not null).GroupBy(f => f.Id).Where(g => g.Count() > 1).Select(g => g.ToArray()))
        {
            foreach (var function in same)
            {
                var other = same.First(o => !ReferenceEquals(o, function));
                output.ReportDiagnostic(new DiagnosticRecord(
                    FunctionDiagnostics.DuplicateId, function.IdLocation, new[] { function.Id!, other.Display, Place(other.IdLocation) }.ToEquatableArray()).ToDiagnostic(compilation, other.IdLocation));
            }
        }

        // An id that MapFunction registers with a constant is in the assembly as well.
        var all = found.AddRange(mapped);
        var ids = new HashSet<string?>(all.Select(f => f.Id), StringComparer.Ordinal);
        foreach (var condition in all.SelectMany(f => f.Conditions).Where(c => !ids.Contains(c.Id)))
        {
            output.ReportDiagnostic(new DiagnosticRecord(TriggerDiagnostics.ForeignCondition, condition.Location, new[] { condition.Id }.ToEquatableArray()).ToDiagnostic(compilation));
        }

        foreach (var cycle in Observers.ObserverCycles.Of(all))
        {
            output.ReportDiagnostic(cycle.ToDiagnostic(compilation));
        }

        // Which of two that are mapped is registered, is decided at run time: they are compared with those that have the attribute only.
        var routes = found.SelectMany(f => f.Routes, (f, r) => (Function: f, Route: r, IsMapped: false)).Concat(mapped.SelectMany(f => f.Routes, (f, r) => (Function: f, Route: r, IsMapped: true)));
        foreach (var same in routes.GroupBy(r => r.Route.Shape).Where(g => g.Count() > 1 && g.Any(r => !r.IsMapped)).Select(g => g.ToArray()))
        {
            for (var i = 0; i < same.Length; i++)
            {
                var other = same[i == 0 ? 1 : 0];
                output.ReportDiagnostic(new DiagnosticRecord(
                    FunctionDiagnostics.DuplicateRoute, same[i].Route.Location, new[] { same[i].Route.Display, other.Function.Display }.ToEquatableArray()).ToDiagnostic(compilation, other.Route.Location));
            }
        }
    }

    private static string Place(LocationRecord? location) =>
        location is null ? "elsewhere" : $"{Path.GetFileName(location.Path)} line {location.Lines.Start.Line + 1}";
}

/// <summary>The functions of one class.</summary>
internal sealed record FunctionClass(string Name, string Type, string Display, EquatableArray<FunctionModel> Functions)
{
    /// <summary>What the list of registrations needs to know.</summary>
    public FunctionClassRegistration Registration => new(Name, Type, FunctionEmitter.Names(Functions).Zip(Functions, (name, f) => f.IsStatic ? name : "*" + name).ToEquatableArray());
}

/// <param name="Definitions">The emitted definitions' names; a star before one that needs an instance.</param>
internal sealed record FunctionClassRegistration(string Name, string Type, EquatableArray<string> Definitions);
