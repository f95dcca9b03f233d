using System.Collections.Immutable;
using System.Globalization;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Finds the constants in expressions: those of the language, and static readonly fields that are set to one.</summary>
internal sealed class PredicateConstants(Compilation compilation, CancellationToken cancellationToken)
{
    /// <summary>How many static readonly fields may be set to each other.</summary>
    private const int MaxFields = 8;

    private int _depth;

    /// <summary>The constant that an expression is; null for what is none.</summary>
    public PredicateConstant? Of(IOperation? operation)
    {
        switch (operation)
        {
            case null:
                return null;
            case { ConstantValue: { HasValue: true } constant, Type: var type }:
                return new PredicateConstant(constant.Value, type);
            case IParenthesizedOperation inner:
                return Of(inner.Operand);
            case IConversionOperation { OperatorMethod: null } conversion:
                return Of(conversion.Operand);
            case IDefaultValueOperation { Type: { } type } when !type.IsValueType || type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T:
                return new PredicateConstant(null, type);
            case IFieldReferenceOperation { Field: { IsStatic: true } field }:
                return OfField(field);
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return OfParts(constructor.ContainingType, creation.Arguments);
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Parse" } method, Arguments.Length: 1 } call when method.ContainingType.FullMetadataName() == "System.Guid":
                return OfParts(method.ContainingType, call.Arguments);
            default:
                return null;
        }
    }

    /// <summary>The constants that a collection is made of; null for what is no such collection.</summary>
    public IReadOnlyList<PredicateConstant>? ListOf(IOperation? operation)
    {
        switch (operation)
        {
            case IParenthesizedOperation inner:
                return ListOf(inner.Operand);
            case IConversionOperation conversion:
                return ListOf(conversion.Operand);
            case IArrayCreationOperation { Initializer: { } values, DimensionSizes.Length: 1 }:
                return All(values.ElementValues);
            case IArrayInitializerOperation initializer:
                return All(initializer.ElementValues);
            case ICollectionExpressionOperation collection:
                return All(collection.Elements);
            case IObjectCreationOperation { Initializer: { } items, Arguments.Length: 0 }:
                return All(items.Initializers.Select(i => i is IInvocationOperation { TargetMethod.Name: "Add", Arguments: [var item] } ? item.Value : i));
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Create", ContainingType: { } type } } call when type.FullMetadataName() is var name && name.StartsWith("System.Collections.", StringComparison.Ordinal):
                return call.Arguments is [{ Value: var only }] && ListOf(only) is { } list ? list : All(call.Arguments.Select(a => a.Value));
            case IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "ToArray" or "ToList" or "ToHashSet" or "ToFrozenSet" or "ToImmutableArray" or "ToImmutableHashSet" or "ToImmutableList" or "AsSpan" }, Arguments: var arguments }
                when arguments.Skip(1).All(a => a.IsImplicit):
                return ListOf(arguments[0].Value);
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field }:
                return Follow(field, ListOf);
            default:
                return null;
        }
    }

    private PredicateConstant? OfField(IFieldSymbol field)
    {
        if (field.Type.SpecialType is SpecialType.System_String && field is { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String })
        {
            return new PredicateConstant("", field.Type);
        }

        if (field.Name == "Empty" && field.ContainingType.FullMetadataName() == "System.Guid")
        {
            return new PredicateConstant(Guid.Empty.ToString(), field.ContainingType);
        }

        return field.IsReadOnly ? Follow(field, Of) : null;
    }

    /// <summary>Looks at what a field is set to; fields that are set to each other end somewhere.</summary>
    private T? Follow<T>(IFieldSymbol field, Func<IOperation, T?> look)
        where T : class
    {
        if (_depth >= MaxFields || Initializer(field) is not { } value)
        {
            return null;
        }

        _depth++;
        var found = look(value);
        _depth--;
        return found;
    }

    /// <summary>What a field is set to where it is declared; null when it is set elsewhere too.</summary>
    private IOperation? Initializer(IFieldSymbol field)
    {
        if (field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } value })
        {
            return null;
        }

        var isSetAgain = field.ContainingType.StaticConstructors.SelectMany(c => c.DeclaringSyntaxReferences).Select(r => r.GetSyntax(cancellationToken))
            .Any(c => c.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == field.Name));
        return isSetAgain ? null : compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, cancellationToken);
    }

    private static PredicateConstant? OfParts(INamedTypeSymbol type, ImmutableArray<IArgumentOperation> arguments)
    {
        var parts = arguments.Select(a => a.Value.ConstantValue is { HasValue: true } value ? value.Value : null).ToArray();
        return (type.FullMetadataName(), parts) switch
        {
            ("System.Guid", [string text]) when Guid.TryParse(text, out var guid) => new PredicateConstant(guid.ToString(), type),
            ("System.DateOnly", [int year, int month, int day]) when year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) =>
                new PredicateConstant(new DateTime(year, month, day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), type),
            _ => null,
        };
    }

    private PredicateConstant[]? All(IEnumerable<IOperation> values)
    {
        var constants = values.Select(Of).ToArray();
        return constants.Any(c => c is null) ? null : constants.OfType<PredicateConstant>().ToArray();
    }
}
