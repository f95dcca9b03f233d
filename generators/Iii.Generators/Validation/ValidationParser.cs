using Iii.Generators.Annotations;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Validation;

/// <summary>Finds what of a function's parameters is to be checked.</summary>
internal static class ValidationParser
{
    /// <param name="method">The function.</param>
    /// <param name="display">How messages call it.</param>
    /// <param name="parameters">How its parameters are bound, in their order.</param>
    /// <param name="hasMarks">Types with [Validate] are in what it reads.</param>
    /// <param name="hasAnnotations">Annotations are in what it reads.</param>
    public static ValidationFound Of(
        IMethodSymbol method, string display, EquatableArray<ParameterModel> parameters, bool hasMarks, bool hasAnnotations, Compilation compilation, CancellationToken cancellationToken)
    {
        var options = JsonOptions.Of(compilation);
        var isOn = ValidateAttribute.IsOnFunction(method) ?? options.Validates;
        var open = method.Parameters.Where(p => ReturnShape.IsJson(p) && ValidateAttribute.IsOn(p) is not false).ToArray();
        if (!isOn && !hasMarks && !open.Any(p => ValidateAttribute.IsOn(p) is true))
        {
            return hasAnnotations && open.Length > 0 && !IsOff(method)
                ? ValidationFound.None with { Problems = new[] { new DiagnosticRecord(AnnotationDiagnostics.NotChecked, LocationRecord.From(open[0]), new[] { open[0].Name, display }.ToEquatableArray()) }.ToEquatableArray() }
                : ValidationFound.None;
        }

        var graph = new ValidationGraph(compilation, options, cancellationToken);
        var found = new List<CheckedMember>();
        foreach (var parameter in open)
        {
            var model = parameters[parameter.Ordinal];
            var isChecked = isOn || ValidateAttribute.IsOn(parameter) is true;
            var value = new AnnotatedValue(parameter, parameter.Type, parameter.Name, isChecked ? AnnotationReader.On(parameter) : []);
            var walk = JsonScalars.IsRaw(parameter.Type) ? null : graph.WalkOf(parameter.Type, isChecked);
            found.Add(graph.Member(value, model.Special ?? PayloadEmitter.Local(model), model.Special is null ? model.JsonName ?? "" : Metadata(parameter), walk));
        }

        var types = graph.Types(found.Select(f => f.Walk), out var needed);
        return new ValidationFound(found.Select(f => f with { Walk = needed(f.Walk) }).Where(f => f.Checks.Count > 0 || f.Walk is not null).ToEquatableArray(), types, graph.Problems.Distinct().ToEquatableArray());
    }

    private static string Metadata(IParameterSymbol parameter) =>
        parameter.Attribute(KnownNames.FromMetadataAttribute)?.ConstructorArguments.FirstOrDefault().Scalar() is string name ? "metadata." + name : "metadata";

    private static bool IsOff(IMethodSymbol method) => ValidateAttribute.IsOnFunction(method) is false;
}
