using System.Globalization;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Observers.Predicates;

namespace Iii.Generators.Observers;

/// <summary>Writes the observers of a function.</summary>
internal static class ObserverEmitter
{
    private const string Definition = "global::Iii.Generated.ObserverDefinition";

    public static void EmitField(SourceWriter source, FunctionModel function)
    {
        source.Line($"private static readonly {Definition}[] s_observers =");
        source.Line("[");
        using (source.Indent())
        {
            foreach (var observer in function.Observers)
            {
                if (observer.Filter is { } filter)
                {
                    source.Line("// Fires on calls that match " + FilterDisplay.Of(filter));
                }

                using (source.Open($"new {Definition}({NamingConventions.Literal(observer.Source)})", "},"))
                {
                    EmitSettings(source, observer);
                }
            }
        }

        source.Line("];").Line();
    }

    public static void EmitProperty(SourceWriter source) =>
        source.Line().Line("/// <inheritdoc/>").Line($"public override global::System.Collections.Generic.IReadOnlyList<{Definition}> Observers => s_observers;");

    private static void EmitSettings(SourceWriter source, ObserverModel observer)
    {
        EmitText(source, "SourceNamespace", observer.Namespace);
        if (observer.Args is { } args)
        {
            source.Line($"Args = {args},");
        }

        EmitText(source, "Filter", observer.Filter);
        source.Line($"Capture = {CaptureFlags.Captures(observer.Capture)},");
        source.Line($"On = {CaptureFlags.Outcomes(observer.On)},");
        if (observer.DeliversInput)
        {
            source.Line("Delivery = global::Iii.ObserverDelivery.Input,");
        }

        EmitText(source, "Metadata", observer.Metadata);
        EmitNumber(source, "MaxFires", observer.MaxFires);
        EmitNumber(source, "ExpiresInMs", observer.ExpiresInMs);
        EmitNumber(source, "MaxInFlight", observer.MaxInFlight);
    }

    private static void EmitText(SourceWriter source, string name, string? text)
    {
        if (text is not null)
        {
            source.Line($"{name} = {NamingConventions.Literal(text)},");
        }
    }

    private static void EmitNumber(SourceWriter source, string name, long number)
    {
        if (number > 0)
        {
            source.Line($"{name} = {number.ToString(CultureInfo.InvariantCulture)},");
        }
    }
}
