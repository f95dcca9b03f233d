using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>A property or field as System.Text.Json sees it, before its type is looked at.</summary>
internal sealed class SerializedMember
{
    private SerializedMember(ISymbol symbol, ITypeSymbol type, JsonOptions options)
    {
        Symbol = symbol;
        Type = type;
        JsonName = symbol.Attribute(JsonAttributes.PropertyName)?.ConstructorArguments.FirstOrDefault().Scalar() as string ?? options.Naming.Apply(symbol.Name);
        Condition = symbol.Attribute(JsonAttributes.Ignore) is { } ignore
            ? ignore.NamedArguments.FirstOrDefault(a => a.Key == "Condition").Value.Scalar() as int? ?? Always
            : options.IgnoresNulls && CanBeNull(type) ? WhenWritingNull : 0;
        Order = symbol.Attribute(JsonAttributes.PropertyOrder)?.ConstructorArguments.FirstOrDefault().Scalar() as int? ?? 0;
        IsExtensionData = symbol.Attribute(JsonAttributes.ExtensionData) is not null;
    }

    public ISymbol Symbol { get; }

    public ITypeSymbol Type { get; }

    public string Name => Symbol.Name;

    public string JsonName { get; }

    /// <summary>The value of its JsonIgnoreCondition: Never 0, Always 1, WhenWritingDefault 2, WhenWritingNull 3, WhenWriting 4, WhenReading 5.</summary>
    public int Condition { get; }

    /// <summary>It is left out both ways.</summary>
    public bool IsIgnored => Condition == Always;

    /// <summary>Its place among the others when it is written.</summary>
    public int Order { get; }

    /// <summary>It takes what no other member takes.</summary>
    public bool IsExtensionData { get; }

    public bool CanRead { get => field && Condition != WhenWriting; private set; }

    public bool CanWrite { get => field && Condition != WhenReading; private set; }

    /// <summary>The compiler allows no assignment after construction.</summary>
    public bool IsInitOnly { get; private set; }

    /// <summary>It has the keyword <c>required</c>.</summary>
    public bool IsRequiredByCompiler { get; private set; }

    private const int Always = 1;
    private const int WhenWritingNull = 3;
    private const int WhenWriting = 4;
    private const int WhenReading = 5;

    /// <summary>The parameter of the constructor by which it is set: of the same name, without regard to case, and of the same type.</summary>
    public IParameterSymbol? ParameterOf(IMethodSymbol? constructor) => constructor?.Parameters.FirstOrDefault(p =>
        string.Equals(p.Name, Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(p.Type, Type));

    /// <summary>The member when it takes part in JSON; null for all others.</summary>
    public static SerializedMember? Of(ISymbol symbol, JsonOptions options) => symbol switch
    {
        { IsStatic: true } => null,
        IPropertySymbol { IsIndexer: false } property => OfProperty(property, options),
        IFieldSymbol field when field.Attribute(JsonAttributes.Include) is not null || options.IncludesFields && IsShown(field) => new SerializedMember(field, field.Type, options)
        {
            CanRead = true,
            CanWrite = !field.IsReadOnly,
            IsRequiredByCompiler = field.IsRequired,
        },
        _ => null,
    };

    /// <summary>A public field that source declares as one; of a tuple's, those that have no name of the user's.</summary>
    private static bool IsShown(IFieldSymbol field) =>
        field is { DeclaredAccessibility: Accessibility.Public, AssociatedSymbol: null }
        && (field.CorrespondingTupleField is null || SymbolEqualityComparer.Default.Equals(field.CorrespondingTupleField, field));

    private static bool CanBeNull(ITypeSymbol type) => !type.IsValueType || type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T;

    private static SerializedMember? OfProperty(IPropertySymbol property, JsonOptions options)
    {
        var isIncluded = property.Attribute(JsonAttributes.Include) is not null;
        var canRead = IsUsed(property.GetMethod);
        var canWrite = IsUsed(property.SetMethod);
        return isIncluded || canRead || canWrite
            ? new SerializedMember(property, property.Type, options)
            {
                CanRead = canRead,
                CanWrite = canWrite,
                IsInitOnly = property.SetMethod is { IsInitOnly: true },
                IsRequiredByCompiler = property.IsRequired,
            }
            : null;

        bool IsUsed(IMethodSymbol? accessor) => accessor is not null && (isIncluded || accessor.DeclaredAccessibility is Accessibility.Public);
    }
}
