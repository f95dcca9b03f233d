using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Observers.Predicates;
using Iii.Generators.Triggers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Observers;

/// <summary>Reads which calls an observer fires on: a filter as JSON text, or a predicate that is made one.</summary>
internal sealed class ObserverFilterParser(IMethodSymbol method, string display, string source, TriggerArguments arguments, Compilation compilation, List<DiagnosticRecord> problems, CancellationToken cancellationToken)
{
    /// <summary>Gets the type of the call that the predicate takes; null when there is none.</summary>
    public INamedTypeSymbol? PredicateType { get; private set; }

    /// <summary>The filter in compact JSON; null for none, or what is reported.</summary>
    /// <param name="place">Where the filter, or the name of the predicate, stands.</param>
    public string? Parse(out LocationRecord? place)
    {
        var text = arguments.Named("Filter") as string;
        var name = arguments.Named("When") as string;
        place = text is not null ? arguments.PlaceOf("Filter") : name is not null ? arguments.PlaceOf("When") : null;
        if (text is not null && name is not null)
        {
            arguments.Report(ObserverDiagnostics.Contradiction, place, source, display, "Filter", "When");
            return null;
        }

        return text is not null ? OfText(text) : name is not null ? OfPredicate(name, place) : null;
    }

    /// <summary>Gets the filter that was given as text; null when there is none.</summary>
    public FilterText? Text { get; private set; }

    /// <summary>A place in the text of the filter; all of it where its characters cannot be found in the source.</summary>
    public LocationRecord? PlaceIn(int start, int length) =>
        (arguments.SyntaxOf("Filter") is { } literal ? LiteralText.Place(literal, start, length) : null) ?? arguments.PlaceOf("Filter");

    private string? OfText(string text)
    {
        Text = FilterText.Parse(text, out var mistake);
        if (Text is null)
        {
            arguments.ReportFixable(ObserverDiagnostics.BadFilter, mistake!.Mend, PlaceIn(mistake.Start, mistake.Length), source, display, mistake.Message);
        }

        return Text?.Compact is "{}" ? null : Text?.Compact;
    }

    private string? OfPredicate(string name, LocationRecord? place)
    {
        if (Find(name, out var problem) is not var (call, body))
        {
            arguments.Report(ObserverDiagnostics.NoPredicate, place, name, source, display, problem);
            return null;
        }

        PredicateType = (INamedTypeSymbol)call.Type;
        return PredicateFilterParser.Parse(call, body, compilation, problems, cancellationToken);
    }

    /// <summary>The parameter and the expression of the predicate that has the name.</summary>
    private (IParameterSymbol Call, IOperation Body)? Find(string name, out string problem)
    {
        problem = $"{method.ContainingType.ToDisplayString()} has no such method or field. Use nameof";
        var members = method.ContainingType.Bases().SelectMany(t => t.GetMembers(name)).ToArray();
        if (members.OfType<IMethodSymbol>().ToArray() is { Length: > 0 } methods)
        {
            var predicate = methods.FirstOrDefault(m => m.Parameters is [{ RefKind: RefKind.None }] && ObserverForm.IsEnvelope(m.Parameters[0].Type));
            problem = predicate switch
            {
                null => "it does not take one Observed<TInput, TOutput>",
                { IsStatic: false } => "it is not static",
                { ReturnType.SpecialType: not SpecialType.System_Boolean } => "it does not return a bool",
                { IsGenericMethod: true } => "it is generic",
                _ => "it has to be one expression, so that it can be made a filter: static bool Is(Observed<A, B> call) => …",
            };
            return predicate is { IsStatic: true, IsGenericMethod: false, ReturnType.SpecialType: SpecialType.System_Boolean } && PredicateBody.Of(predicate, compilation, cancellationToken) is { } body
                ? (predicate.Parameters[0], body)
                : null;
        }

        if (members.OfType<IFieldSymbol>().FirstOrDefault() is not { } field)
        {
            return null;
        }

        problem = field is not { IsStatic: true, IsReadOnly: true } ? "it is not static readonly"
            : field.Type is not INamedTypeSymbol { TypeArguments: [var call, { SpecialType: SpecialType.System_Boolean }] } type || type.OriginalDefinition.FullMetadataName() != "System.Func`2" || !ObserverForm.IsEnvelope(call) ? "it is no Func<Observed<TInput, TOutput>, bool>"
            : "it has to be set to a lambda with one expression where it is declared";
        return problem.StartsWith("it has", StringComparison.Ordinal)
            && field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: LambdaExpressionSyntax lambda }
            ? PredicateBody.Of(lambda, compilation, cancellationToken)
            : null;
    }
}
