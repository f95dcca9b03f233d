using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>What of a type is reached past the rules of C#, as System.Text.Json does by reflection.</summary>
internal enum AccessorKind
{
    Constructor,
    Getter,
    Setter,
    Field,
}

/// <summary>A method with [UnsafeAccessor], which works without reflection and in native binaries.</summary>
/// <param name="Name">The accessor's own name.</param>
/// <param name="Member">The property or field it reaches.</param>
/// <param name="Target">The type that declares the member, with its own type parameters.</param>
/// <param name="IsByRef">The target is a struct.</param>
/// <param name="Values">The types that are passed, or the one that is returned.</param>
/// <param name="TypeParameters">The target's type parameters: <c>T, U</c>; empty for none.</param>
/// <param name="TypeArguments">What they are here.</param>
/// <param name="Constraints">Their constraints, which must be those of the target.</param>
internal sealed record JsonAccessor(
    AccessorKind Kind, string Name, string Member, string Target, bool IsByRef, EquatableArray<string> Values, string TypeParameters, string TypeArguments, string Constraints)
{
    /// <summary>How it is called: accessors of generic types are in a generic class, whose type parameters stand for the target's.</summary>
    public string Call => TypeParameters.Length == 0 ? Name : $"{Holder}<{TypeArguments}>.{Name}";

    public string Holder => Name + "Of";

    public static JsonAccessor OfConstructor(IMethodSymbol constructor) =>
        Of(AccessorKind.Constructor, "New", "", constructor.ContainingType, constructor.OriginalDefinition.Parameters.Select(p => p.Type.Qualified()));

    public static JsonAccessor OfMember(AccessorKind kind, ISymbol member) =>
        Of(kind, (kind is AccessorKind.Setter ? "Set" : kind is AccessorKind.Getter ? "Get" : "Field") + member.Name, member.Name, member.ContainingType, new[]
        {
            (member.OriginalDefinition is IPropertySymbol property ? property.Type : ((IFieldSymbol)member.OriginalDefinition).Type).Qualified(),
        });

    private static JsonAccessor Of(AccessorKind kind, string name, string member, INamedTypeSymbol target, IEnumerable<string> values)
    {
        var parameters = new List<ITypeParameterSymbol>();
        var arguments = new List<ITypeSymbol>();
        for (var type = target; type is not null; type = type.ContainingType)
        {
            parameters.InsertRange(0, type.TypeParameters);
            arguments.InsertRange(0, type.TypeArguments);
        }

        return new JsonAccessor(
            kind,
            name,
            member,
            target.OriginalDefinition.QualifiedNotNull(),
            target.IsValueType,
            values.ToEquatableArray(),
            string.Join(", ", parameters.Select(p => p.Name)),
            string.Join(", ", arguments.Select(a => a.Qualified())),
            string.Concat(parameters.Select(Constraint)));
    }

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation is NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(t => t.Qualified()));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        return constraints.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", constraints)}";
    }
}
