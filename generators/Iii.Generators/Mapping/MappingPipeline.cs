using System.Collections.Immutable;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Mapping;

/// <summary>Types the handlers of MapFunction: each call is taken over by a method that knows its handler.</summary>
/// <remarks>The definitions know no positions; only the interceptors follow each edit of the files that hold the calls.</remarks>
internal static class MappingPipeline
{
    /// <summary>What the handlers' signatures need of others.</summary>
    public static SignatureNeeds Register(IncrementalGeneratorInitializationContext context)
    {
        var calls = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => MappedCall.IsCandidate(node), static (c, token) => MappedCall.Of(c, token))
            .Where(static found => found is not null)
            .Select(static (found, _) => found!)
            .WithTrackingName(TrackingNames.MappedCalls);
        var space = context.CompilationProvider.Select(static (c, _) => NamingConventions.Namespace(c.AssemblyName));
        var definitions = calls.Select(static (call, _) => call.Function.Model).Collect()
            .Select(static (models, _) => models.OfType<FunctionModel>().ToEquatableArray())
            .WithTrackingName(TrackingNames.MappedFunctions);

        context.RegisterSourceOutput(definitions.Combine(space), static (output, mapped) =>
        {
            if (mapped.Left.Count > 0)
            {
                output.AddSource("Functions.Mapped.g.cs", MappingEmitter.EmitDefinitions(mapped.Left, mapped.Right));
            }
        });
        context.RegisterSourceOutput(calls.Where(static call => call.Function.Model is not null).Collect().Combine(space), static (output, mapped) =>
        {
            if (mapped.Left.Length > 0)
            {
                output.AddSource("Functions.Mapped.Interceptors.g.cs", MappingEmitter.EmitInterceptors(mapped.Left, mapped.Right));
            }
        });
        context.RegisterSourceOutput(
            calls.SelectMany(static (call, _) => call.Function.Problems.Items).Combine(context.CompilationProvider), static (output, problem) => output.ReportDiagnostic(problem.Left.ToDiagnostic(problem.Right)));
        return new SignatureNeeds(calls.Select(static (call, _) => call.Function.Json).Collect(), calls.Select(static (call, _) => call.Function.Validation).Collect());
    }
}
