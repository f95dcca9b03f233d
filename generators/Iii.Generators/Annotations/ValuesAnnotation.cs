using Iii.Generators.Infrastructure;
using Iii.Generators.Schemas;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>[AllowedValues] and [DeniedValues].</summary>
internal static class ValuesAnnotation
{
    public static Annotation? Of(AnnotationUse use, bool areAllowed)
    {
        var values = use.Attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } list] ? list.Values : [];
        if (values.Length == 0)
        {
            return use.IsWrong(areAllowed ? "it allows no value at all" : "it names no value");
        }

        if (values.FirstOrDefault(v => !Fits(v, use)) is { Kind: not TypedConstantKind.Error } other)
        {
            // The framework compares as objects: 1 is not 1L there.
            return use.IsWrong($"the value {AttributeSource.Display(other)} is no {use.Type.ToDisplayString()}{(use.Type.SpecialType is SpecialType.System_Decimal ? ", which no attribute can hold; use [Range]" : "; write it as one")}");
        }

        var patterns = string.Join(" or ", values.Select(v => AttributeSource.Of(v, isPattern: true)).Distinct());
        var words = string.Join(", ", values.Select(AttributeSource.Display));
        var isOne = values.Length == 1;
        return use.Message($"must {(areAllowed ? "" : "not ")}be {(isOne ? "" : "one of ")}{words}", [], out _) is not { } message ? null : new Annotation
        {
            Keywords = Keywords(values, use.Type, areAllowed),
            Check = new Check($"{Check.Value} is {(areAllowed ? "not " : "")}{(isOne || !areAllowed ? patterns : $"({patterns})")}", message) { IsOfNull = true },
        };
    }

    private static KeyValuePair<string, string>[] Keywords(IEnumerable<TypedConstant> values, ITypeSymbol type, bool areAllowed)
    {
        // What an enum is in JSON is for the schema's writer to say.
        if (type.TypeKind is TypeKind.Enum)
        {
            return [new(areAllowed ? SchemaKeywords.AllowedEnum : SchemaKeywords.DeniedEnum, string.Join(",", values.Select(v => Convert.ToString(v.Value, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } number ? number : "null")))];
        }

        var json = values.Select(v => SchemaKeywords.Json(v.Value)).ToArray();
        return json.Contains(null) ? [] : [areAllowed ? new("enum", $"[{string.Join(",", json)}]") : new("not", $"{{\"enum\":[{string.Join(",", json)}]}}")];
    }

    private static bool Fits(TypedConstant value, AnnotationUse use) => value.IsNull
        ? use.Value.CanBeNull
        : value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum && SymbolEqualityComparer.Default.Equals(value.Type, use.Type);
}
