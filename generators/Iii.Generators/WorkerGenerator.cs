using Iii.Generators.Functions;
using Iii.Generators.Json;
using Iii.Generators.Mapping;
using Iii.Generators.Validation;
using Microsoft.CodeAnalysis;

namespace Iii.Generators;

/// <summary>Makes all that a worker needs at compile time: registrations, readers and writers.</summary>
/// <remarks>One generator, so that each signature is looked at once, by the parts that emit functions and by those that emit codecs.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class WorkerGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var mapped = MappingPipeline.Register(context);
        Observers.ObserveCallPipeline.Register(context);
        var signatures = FunctionPipeline.Register(context, mapped);
        JsonPipeline.Register(context, signatures.Json.Combine(mapped.Select(static (f, _) => f.Json).Collect()).Select(static (found, _) => found.Left.AddRange(found.Right)));
        ValidationPipeline.Register(context, signatures.Validation.Combine(mapped.Select(static (f, _) => f.Validation).Collect()).Select(static (found, _) => found.Left.AddRange(found.Right)));
    }
}
