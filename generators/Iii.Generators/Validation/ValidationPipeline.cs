using System.Collections.Immutable;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Validation;

/// <summary>Makes a class for each type whose values are checked, and says what is wrong with annotations.</summary>
internal static class ValidationPipeline
{
    public static void Register(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ImmutableArray<ValidationFound>> found)
    {
        var types = found
            .SelectMany(static (all, _) => Files(all.SelectMany(f => f.Types).GroupBy(m => m.Name).Select(g => g.First()).OrderBy(m => m.Name, StringComparer.Ordinal)))
            .WithTrackingName(TrackingNames.ValidatedTypes);
        var space = context.CompilationProvider.Select(static (c, _) => NamingConventions.Namespace(c.AssemblyName));
        context.RegisterSourceOutput(types.Combine(space), static (output, file) => output.AddSource($"Validation.{file.Left.File}.g.cs", ValidationEmitter.Emit(file.Left.Model, file.Right)));

        // A type may be in many signatures, and its mistakes are to be told once.
        context.RegisterSourceOutput(
            found.SelectMany(static (all, _) => all.SelectMany(f => f.Problems).Distinct()).Combine(context.CompilationProvider), static (output, problem) => output.ReportDiagnostic(problem.Left.ToDiagnostic(problem.Right)));
    }

    /// <summary>Classes whose names differ only in case need files whose names differ in more.</summary>
    private static IEnumerable<(string File, ValidationModel Model)> Files(IEnumerable<ValidationModel> models)
    {
        var names = new UniqueNames();
        return [.. models.Select(m => (names.Take(m.Name), m))];
    }
}
