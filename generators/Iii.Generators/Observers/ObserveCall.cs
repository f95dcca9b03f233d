using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Observers.Predicates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Iii.Generators.Observers;

/// <summary>A call of Observe with a predicate.</summary>
/// <param name="Filter">The filter that the predicate became; null when every call matches.</param>
/// <param name="Location">The attribute's arguments that say which call is intercepted, as C# source.</param>
/// <param name="Place">The file and the line, for people.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record ObserveCall(string? Filter, string Location, string Place, EquatableArray<DiagnosticRecord> Problems)
{
    private const string Name = "Observe";

    public static bool IsCandidate(SyntaxNode node) => node is InvocationExpressionSyntax
    {
        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: Name } or MemberBindingExpressionSyntax { Name.Identifier.ValueText: Name },
        ArgumentList.Arguments.Count: >= 3,
    };

    public static ObserveCall? Of(InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetOperation(syntax, cancellationToken) is not IInvocationOperation { TargetMethod: { Name: Name } target } call
            || target.ContainingType.FullMetadataName() != "Iii.IIIClientObserverExtensions"
            || call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "when") is not { } when
            || model.GetInterceptableLocation(syntax, cancellationToken) is not { } location)
        {
            return null;
        }

        var problems = new List<DiagnosticRecord>();
        string? filter = null;
        if (LambdaOf(when.Value.Syntax) is { } lambda && PredicateBody.Of(lambda, model.Compilation, cancellationToken) is var (parameter, body))
        {
            filter = PredicateFilterParser.Parse(parameter, body, model.Compilation, problems, cancellationToken);
            CheckTypes(call, (INamedTypeSymbol)parameter.Type, lambda, model.Compilation, problems);
        }
        else
        {
            problems.Add(new DiagnosticRecord(ObserverDiagnostics.UnknownLambda, LocationRecord.From(when.Value.Syntax.GetLocation()), EquatableArray<string>.Empty));
        }

        return new ObserveCall(filter, $"{location.Version}, {NamingConventions.Literal(location.Data)}", location.GetDisplayLocation(), problems.ToEquatableArray());
    }

    private static void CheckTypes(IInvocationOperation call, INamedTypeSymbol observed, LambdaExpressionSyntax lambda, Compilation compilation, List<DiagnosticRecord> problems)
    {
        var source = call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "source")?.Value;
        while (source is IConversionOperation conversion)
        {
            source = conversion.Operand;
        }

        if (source?.ConstantValue is { HasValue: true, Value: string id } && ObservedFunctions.Of(compilation).Find(id) is { } function)
        {
            new ObservedTypes(function, id, JsonOptions.Of(compilation), compilation, problems).CheckCall(observed, LocationRecord.From(lambda.GetLocation()));
        }
    }

    private static LambdaExpressionSyntax? LambdaOf(SyntaxNode syntax) => syntax switch
    {
        ParenthesizedExpressionSyntax inner => LambdaOf(inner.Expression),
        CastExpressionSyntax cast => LambdaOf(cast.Expression),
        _ => syntax as LambdaExpressionSyntax,
    };
}
