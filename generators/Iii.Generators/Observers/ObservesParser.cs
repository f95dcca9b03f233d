using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Triggers;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers;

/// <summary>Reads the observers of a method from its [Observes] attributes.</summary>
internal sealed class ObservesParser(IMethodSymbol method, string? id, string display, JsonTypeGraph graph, Compilation compilation, List<DiagnosticRecord> problems, CancellationToken cancellationToken)
{
    private readonly ObserverFormKind _form = ObserverForm.Of(method);

    public IReadOnlyList<ObserverFound> Parse()
    {
        var found = new List<ObserverFound>();
        foreach (var attribute in method.GetAttributes().Where(a => a.AttributeClass?.FullMetadataName() == KnownNames.ObservesAttribute))
        {
            if (new TriggerArguments(attribute, display, null, problems, cancellationToken) is { IsComplete: true } arguments && Parse(arguments) is { } observer)
            {
                found.Add(observer);
            }
        }

        // The fix takes away all but the first.
        foreach (var same in found.GroupBy(o => o.Model).Where(g => g.Count() > 1))
        {
            problems.AddRange(same.Select((o, i) => new DiagnosticRecord(ObserverDiagnostics.Duplicate, o.Location, new[] { display, o.Model.Source }.ToEquatableArray()) { Mend = i == 0 ? null : "" }));
        }

        return found;
    }

    private ObserverFound? Parse(TriggerArguments arguments)
    {
        var source = arguments.Text(0);
        if (ProblemOf(source) is { } problem)
        {
            arguments.Report(ObserverDiagnostics.MalformedSource, arguments.PlaceOf(0), source, display, problem);
            return null;
        }

        var space = arguments.Named("Namespace") as string;
        if (space is not null && string.IsNullOrWhiteSpace(space))
        {
            arguments.Report(ObserverDiagnostics.BadLimit, arguments.PlaceOf("Namespace"), "Namespace", source, display, "blank", "a name. Leave it out for the worker's own.");
        }

        if (space is null && source == id)
        {
            arguments.Report(ObserverDiagnostics.SelfTarget, arguments.PlaceOf(0), id);
        }

        var on = ReadOn(arguments, source);
        var capture = ReadCapture(arguments, source, on);
        var filters = new ObserverFilterParser(method, display, source, arguments, compilation, problems, cancellationToken);
        var filter = filters.Parse(out var filterPlace);
        if (space is null && ObservedFunctions.Of(compilation).Find(source) is { } observed && !SymbolEqualityComparer.Default.Equals(observed, method))
        {
            new ObservedTypes(observed, source, JsonOptions.Of(compilation), compilation, problems).Check(method, _form, filters.PredicateType, filterPlace);
            if (filters.Text is { } text)
            {
                new FilterTypes(observed, source, text, filters.PlaceIn, JsonOptions.Of(compilation), compilation, problems).Check();
            }
        }

        return new ObserverFound(
            new ObserverModel(
                source,
                space,
                new ObserverArgsParser(method, display, source, arguments, graph, compilation).Parse(),
                filter,
                capture,
                on,
                _form is ObserverFormKind.Input,
                ReadJson(arguments, "Metadata", source),
                ReadLimit(arguments, "MaxFires", source),
                ReadLimit(arguments, "ExpiresInMs", source),
                (int)ReadLimit(arguments, "MaxInFlight", source)),
            arguments.Place,
            filterPlace);
    }

    /// <summary>What the engine asks of the id of an observed function: those of its own may be observed.</summary>
    private static string? ProblemOf(string source) =>
        FunctionIdRules.Problem(source.StartsWith(ProposedId.EnginesOwn, StringComparison.Ordinal) ? source.Substring(ProposedId.EnginesOwn.Length) : source);

    private int ReadOn(TriggerArguments arguments, string source)
    {
        if (arguments.Named("On") is not int on)
        {
            return CaptureFlags.OnSuccess;
        }

        if (on is < CaptureFlags.OnSuccess or > CaptureFlags.OnComplete)
        {
            arguments.Report(ObserverDiagnostics.BadLimit, arguments.PlaceOf("On"), "On", source, display, on.ToString(System.Globalization.CultureInfo.InvariantCulture), "Outcomes.Success, Outcomes.Error, or both");
            return CaptureFlags.OnSuccess;
        }

        return on;
    }

    /// <summary>What the attribute says, or what the parameters need; it has to hold what they cannot do without.</summary>
    private int ReadCapture(TriggerArguments arguments, string source, int on)
    {
        var possible = CaptureFlags.Possible(on);
        var parts = _form is ObserverFormKind.Parts ? method.Parameters.Where(ObserverForm.IsOfPayload).ToArray() : [];
        if (arguments.Named("Capture") is int said)
        {
            if (said is < 0 or > CaptureFlags.All)
            {
                arguments.Report(ObserverDiagnostics.BadLimit, arguments.PlaceOf("Capture"), "Capture", source, display, said.ToString(System.Globalization.CultureInfo.InvariantCulture), "made of the values of Captures");
            }

            if (_form is ObserverFormKind.Input && (said & CaptureFlags.Input) == 0)
            {
                ReportPart(method.Parameters.First(ObserverForm.IsOfPayload), source, "takes the input, which Capture does not name. Add Captures.Input, or leave Capture out.");
            }

            foreach (var part in parts.Where(p => (said & FlagOf(p)) == 0 && !ObserverForm.MayBeMissing(p)))
            {
                ReportPart(part, source, $"has no default, and Capture does not name it. Add Captures.{Capital(part.Name)}, or make the parameter nullable.");
            }

            possible &= said;
        }
        else
        {
            possible &= _form switch
            {
                ObserverFormKind.Envelope => CaptureFlags.All,
                ObserverFormKind.Input => CaptureFlags.Input,
                _ => parts.Aggregate(0, (flags, p) => flags | FlagOf(p)),
            };
            said = CaptureFlags.All;
        }

        foreach (var part in parts.Where(p => (said & FlagOf(p)) != 0 && !ObserverForm.MayBeMissing(p) && (on, p.Name) is (not CaptureFlags.OnSuccess, "output") or (not CaptureFlags.OnError, "error")))
        {
            ReportPart(part, source, $"has no default, and a call that {(part.Name == "output" ? "failed has no output" : "returned has no error")}. Make it nullable.");
        }

        return _form is ObserverFormKind.Input ? CaptureFlags.Input : possible;
    }

    private void ReportPart(IParameterSymbol part, string source, string problem) => problems.Add(new DiagnosticRecord(
        ObserverDiagnostics.BadParameter, LocationRecord.From(part), new[] { part.Name, display, $"for the observer of '{source}', it {problem}" }.ToEquatableArray()));

    private string? ReadJson(TriggerArguments arguments, string name, string source)
    {
        if (arguments.Named(name) is not string text)
        {
            return null;
        }

        if (JsonText.Parse(text, out var problem) is { } json)
        {
            return json.Compact;
        }

        arguments.Report(ObserverDiagnostics.BadJson, arguments.PlaceOf(name), name, source, display, problem!);
        return null;
    }

    private long ReadLimit(TriggerArguments arguments, string name, string source)
    {
        var limit = arguments.Named(name) switch { long number => number, int number => number, _ => (long?)null };
        if (limit is <= 0)
        {
            arguments.Report(ObserverDiagnostics.BadLimit, arguments.PlaceOf(name), name, source, display, limit.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), "at least 1. Leave it out for no limit.");
        }

        return Math.Max(0, limit ?? 0);
    }

    private static int FlagOf(IParameterSymbol part) => part.Name switch
    {
        "input" => CaptureFlags.Input,
        "output" => CaptureFlags.Output,
        "error" => CaptureFlags.Error,
        "caller" => CaptureFlags.Caller,
        _ => 0,
    };

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
