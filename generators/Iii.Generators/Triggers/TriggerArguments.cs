using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Triggers;

/// <summary>One trigger attribute while it is read: its arguments with their places, and where to say what is wrong with them.</summary>
internal sealed class TriggerArguments(AttributeData attribute, string function, ConditionFound? shared, List<DiagnosticRecord> problems, CancellationToken cancellationToken)
{
    private readonly AttributeSyntax? _syntax = attribute.Syntax(cancellationToken);

    /// <summary>The method, as people write it.</summary>
    public string Function => function;

    /// <summary>The whole attribute.</summary>
    public LocationRecord? Place => LocationRecord.From(_syntax?.GetLocation());

    /// <summary>The compiler has understood all arguments; of one that it has not, it says so itself.</summary>
    public bool IsComplete =>
        attribute.AttributeConstructor is { } constructor
        && attribute.ConstructorArguments.Length == constructor.Parameters.Length
        && !attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).Any(a => a.Kind is TypedConstantKind.Error);

    /// <summary>The value of a constructor's parameter.</summary>
    public object? Positional(int index) => attribute.ConstructorArguments[index].Scalar();

    /// <summary>The text of a constructor's parameter; empty for null.</summary>
    public string Text(int index) => Positional(index) as string ?? "";

    /// <summary>The value of a property; null when it is not set.</summary>
    public object? Named(string name) => Find(name)?.Scalar();

    /// <summary>The values of a property that is an array; null when it is not set.</summary>
    public IEnumerable<string>? NamedTexts(string name) =>
        Find(name) is { Kind: TypedConstantKind.Array, IsNull: false } array ? array.Values.Select(v => v.Value as string ?? "") : null;

    /// <summary>Where a constructor's parameter gets its value; the whole attribute when it stands nowhere.</summary>
    public LocationRecord? PlaceOf(int index) => _syntax.PlaceOf(attribute.AttributeConstructor!.Parameters[index].Name, index);

    /// <summary>Where a property gets its value.</summary>
    public LocationRecord? PlaceOf(string name) => _syntax.PlaceOf(name);

    /// <summary>The expression that a property is set to; null when it is not set.</summary>
    public ExpressionSyntax? SyntaxOf(string name) => _syntax?.Argument(name, -1)?.Expression;

    /// <summary>The function that is asked first: the trigger's own, or the one that the method says for all of its triggers; null for none.</summary>
    public ConditionFound? Condition() => Named("ConditionFunctionId") is string { Length: > 0 } id ? new ConditionFound(id, PlaceOf("ConditionFunctionId")) : shared;

    public void Report(DiagnosticDescriptor descriptor, LocationRecord? place, params string[] arguments) => ReportFixable(descriptor, null, place, arguments);

    /// <param name="descriptor">What it is.</param>
    /// <param name="mend">What a code fix writes in its place, as C# source; null where it can not be known.</param>
    /// <param name="place">Where; null for the attribute.</param>
    /// <param name="arguments">What the message names.</param>
    public void ReportFixable(DiagnosticDescriptor descriptor, string? mend, LocationRecord? place, params string[] arguments) =>
        problems.Add(new DiagnosticRecord(descriptor, place ?? Place, arguments.ToEquatableArray()) { Mend = mend });

    private TypedConstant? Find(string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
