using Iii.Generators.Annotations;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Validation;

/// <summary>Finds what is to be checked in types, from a parameter down to the last member.</summary>
internal sealed class ValidationGraph(Compilation compilation, JsonOptions options, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, ValidationModel?> _models = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the annotations that were found.</summary>
    public List<DiagnosticRecord> Problems { get; } = [];

    /// <summary>What is asked of a member or parameter itself.</summary>
    public CheckedMember Member(AnnotatedValue value, string access, string path, Walk? walk)
    {
        var annotations = AnnotationReader.Read(value, compilation, Problems);
        var required = annotations.FirstOrDefault(a => a.IsRequired && a.Check is not null);
        var checks = annotations.Where(a => a != required).Select(a => a.Check).OfType<Check>();
        return new CheckedMember(value.Symbol.Name, access, path, AbsenceOf(value.Type), (required is null ? checks : checks.Prepend(required.Check!)).ToEquatableArray(), walk) { IsRequired = required is not null };
    }

    /// <summary>How what is in a value of the type is looked at; null for what has no parts that could be checked.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isOn">Annotations are checked; where they are not, types with [Validate] of their own are looked for.</param>
    public Walk? WalkOf(ITypeSymbol type, bool isOn)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return WalkOf(nullable.TypeArguments[0], isOn);
        }

        if (options.ContextOf(type) is not null || JsonScalars.Find(type, type.OriginalDefinition.FullMetadataName()) is not null)
        {
            return null;
        }

        if (type is IArrayTypeSymbol array)
        {
            return Items(array.ElementType, isOn, isInterface: false);
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named)
        {
            return null;
        }

        if (JsonCollection.Of(named) is { } collection)
        {
            var isInterface = named.TypeKind is TypeKind.Interface;
            return collection.IsUntyped ? null
                : collection.Key is not { } key ? Items(collection.Element, isOn, isInterface)
                : WalkOf(collection.Element, isOn) is { } value ? new Walk(WalkKind.Entries, null, value)
                {
                    ItemType = $"global::System.Collections.Generic.KeyValuePair<{key.Qualified()}, {collection.Element.Qualified()}>",
                    ItemAbsence = AbsenceOf(collection.Element),
                    IsInterface = isInterface,
                }
                : null;
        }

        return ValidateAttribute.IsOn(named) is { } own && !own ? null : new Walk(WalkKind.Object, Find(named, isOn || ValidateAttribute.IsOn(named) is true), null);
    }

    /// <summary>The types that have anything to check, and that are reached from one of these.</summary>
    public EquatableArray<ValidationModel> Types(IEnumerable<Walk?> from, out Func<Walk?, Walk?> needed)
    {
        var models = _models.Values.OfType<ValidationModel>().ToDictionary(m => m.Name, StringComparer.Ordinal);
        var pruning = new ValidationPruning(models);
        needed = pruning.Needed;
        return pruning.Reached(from).OrderBy(m => m.Name, StringComparer.Ordinal).ToEquatableArray();
    }

    private Walk? Items(ITypeSymbol element, bool isOn, bool isInterface) => WalkOf(element, isOn) is { } item
        ? new Walk(WalkKind.Items, null, item) { ItemType = element.Qualified(), ItemAbsence = AbsenceOf(element), IsInterface = isInterface }
        : null;

    private string Find(INamedTypeSymbol type, bool isOn)
    {
        var codec = JsonCodecName.Of(type);
        var place = codec.LastIndexOf("Json", StringComparison.Ordinal);
        var name = $"{codec.Substring(0, place)}{(isOn ? "" : "Parts")}Validation{codec.Substring(place + "Json".Length)}";
        if (!_models.ContainsKey(name))
        {
            // Entered before its members are looked at, so that a type may contain itself. What is made of it must not depend on where it is used.
            _models.Add(name, null);
            _models[name] = Parse((INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.None), name, isOn);
        }

        return name;
    }

    private ValidationModel Parse(INamedTypeSymbol type, string name, bool isOn)
    {
        var members = ValidatedMembers.Of(type, options);
        var names = members.Where(m => m.JsonName != m.Symbol.Name).ToDictionary(m => m.Symbol.Name, m => m.JsonName, StringComparer.Ordinal);
        var found = new List<CheckedMember>();
        foreach (var member in members)
        {
            var annotations = isOn ? AnnotationReader.OnMember(member.Symbol, member.Parameter) : [];
            var walk = member.IsRead ? WalkOf(member.Type, isOn) : null;
            if (annotations.Count == 0 && walk is null)
            {
                continue;
            }

            var value = new AnnotatedValue(member.Symbol, member.Type, $"{type.Name}.{member.Symbol.Name}", annotations)
            {
                Owner = type,
                JsonName = n => names.TryGetValue(n, out var json) ? json : n,
            };
            if (!compilation.IsSymbolAccessibleWithin(member.Symbol is IPropertySymbol property ? property.GetMethod! : member.Symbol, compilation.Assembly))
            {
                _ = annotations.Count > 0 ? new AnnotationUse(annotations[0], value, compilation, Problems).CanNotBeChecked("it is private, and generated code can not read it; make it internal or public") : null;
                continue;
            }

            found.Add(Member(value, "value." + NamingConventions.Escaped(member.Symbol.Name), member.JsonName, walk));
        }

        var self = new AnnotatedValue(type, type, type.Name, isOn ? AnnotationReader.On(Bases(type)) : []) { Owner = type };
        return new ValidationModel(name, type.QualifiedNotNull(), type.ToDisplayString(), found.ToEquatableArray(), Derived(type, isOn).ToEquatableArray())
        {
            OwnChecks = AnnotationReader.Read(self, compilation, Problems).Select(a => a.Check).OfType<Check>().ToEquatableArray(),
            IsValidatable = isOn && type.AllInterfaces.Any(i => i.Name == "IValidatableObject" && i.FullMetadataName() == AnnotationNames.ValidatableObject),
            DisplayName = self.DisplayName,
            Names = names.Select(n => new MemberName(n.Key, n.Value)).ToEquatableArray(),
            Suppressed = Experimental([type, .. members.Select(m => m.Symbol)]).ToEquatableArray(),
        };
    }

    private IEnumerable<CheckedDerived> Derived(INamedTypeSymbol type, bool isOn) =>
        from derived in JsonPolymorphism.Derived(type).Select(d => d.Type)
        where !SymbolEqualityComparer.Default.Equals(derived, type) && compilation.HasImplicitConversion(derived, type)
        orderby Bases(derived).Count() descending
        select new CheckedDerived(derived.QualifiedNotNull(), WalkOf(derived, isOn)?.Validator);

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private static IEnumerable<string> Experimental(IEnumerable<ISymbol> symbols) => symbols
        .Select(s => s.Attribute("System.Diagnostics.CodeAnalysis.ExperimentalAttribute")?.ConstructorArguments.FirstOrDefault().Scalar() as string).OfType<string>().Distinct().OrderBy(id => id, StringComparer.Ordinal);

    private static Absence AbsenceOf(ITypeSymbol type) =>
        !type.IsValueType ? Absence.Null
        : type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T ? Absence.NullableValue
        : type.OriginalDefinition.FullMetadataName() == "System.Collections.Immutable.ImmutableArray`1" ? Absence.DefaultArray
        : Absence.Never;
}
