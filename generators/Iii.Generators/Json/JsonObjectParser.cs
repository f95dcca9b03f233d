using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Finds the properties of a class, record or struct and how it is made, as System.Text.Json does.</summary>
internal static class JsonObjectParser
{
    public static JsonTypeModel? TryParse(
        JsonTypeGraph graph, Compilation compilation, INamedTypeSymbol type, string name, string path, CancellationToken cancellationToken, out UnsupportedType? problem)
    {
        problem = Refuse(compilation, type, path);
        if (problem is not null)
        {
            return null;
        }

        var constructor = FindConstructor(type);
        if (constructor is null)
        {
            problem = new UnsupportedType(path, $"{type.ToDisplayString()} has no constructor that can be used: it needs one without parameters, a single public one, or one with [JsonConstructor]");
            return null;
        }

        var members = new List<JsonMember>();
        var bound = new HashSet<int>();
        foreach (var property in Properties(type))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Parse(graph, type, property, constructor, path, out problem) is { } member)
            {
                if (members.Any(m => m.JsonName == member.JsonName))
                {
                    problem = new UnsupportedType($"{path}.{property.Name}", $"two properties have the JSON name '{member.JsonName}'; give one another name with [JsonPropertyName]");
                    return null;
                }

                members.Add(member);
                bound.Add(member.ConstructorPosition);
            }
            else if (problem is not null)
            {
                return null;
            }
        }

        if (constructor.Parameters.FirstOrDefault(p => !bound.Contains(p.Ordinal)) is { } unbound)
        {
            problem = new UnsupportedType(path, $"the parameter '{unbound.Name}' of the constructor of {type.ToDisplayString()} has no property of the same name and type");
            return null;
        }

        return new JsonTypeModel(type.QualifiedNotNull(), name, type.ToDisplayString(), type.IsValueType, members.ToEquatableArray());
    }

    private static UnsupportedType? Refuse(Compilation compilation, INamedTypeSymbol type, string path)
    {
        var display = type.ToDisplayString();
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.SpecialType is SpecialType.System_Object || type.IsRefLikeType)
        {
            return new UnsupportedType(path, $"{display} is {Kind(type)}, which has no JSON form of its own; use a class, a record or a struct");
        }

        if (type.IsAbstract)
        {
            return new UnsupportedType(path, $"{display} is abstract and can not be made from JSON");
        }

        if (type.IsUnboundGenericType || type.TypeArguments.Any(a => a.TypeKind is TypeKind.TypeParameter))
        {
            return new UnsupportedType(path, $"{display} is generic and not closed");
        }

        if (type.IsTupleType)
        {
            return new UnsupportedType(path, $"{display} is a tuple; JSON needs names, use a record");
        }

        if (!type.IsAccessible())
        {
            return new UnsupportedType(path, $"{display} is private; make it internal");
        }

        if (JsonAttributes.Unsupported(type) is { } attribute)
        {
            return new UnsupportedType(path, $"{display} has [{attribute}], which is not supported");
        }

        if (type.AllInterfaces.Any(i => i.SpecialType is SpecialType.System_Collections_IEnumerable))
        {
            return new UnsupportedType(path, $"{display} is a collection that is not supported; use a list, an array or a dictionary with string keys");
        }

        // A type of the framework has a meaning of its own in System.Text.Json, or none at all: its properties are not what anybody wants.
        return type.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal))
            && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            ? new UnsupportedType(path, $"{display} is not among the supported types of the framework")
            : null;
    }

    private static string Kind(ITypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "an interface",
        TypeKind.Delegate => "a delegate",
        TypeKind.Pointer or TypeKind.FunctionPointer => "a pointer",
        _ => type.IsRefLikeType ? "a ref struct" : "not a type with properties",
    };

    private static IMethodSymbol? FindConstructor(INamedTypeSymbol type)
    {
        var constructors = type.InstanceConstructors.Where(c => c.DeclaredAccessibility is Accessibility.Public).ToArray();
        return constructors.FirstOrDefault(c => c.Attribute(JsonAttributes.Constructor) is not null)
            ?? constructors.FirstOrDefault(c => c.Parameters.Length == 0 && (!type.IsValueType || constructors.Length != 2 || !type.IsRecord && !c.IsImplicitlyDeclared))
            ?? (constructors.Where(c => c.Parameters.Length > 0).ToArray() is [var single] && !type.IsValueType ? single : null)
            ?? constructors.FirstOrDefault(c => c.Parameters.Length == 0);
    }

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>();
        for (INamedTypeSymbol? current = type; current is not null && current.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (!property.IsStatic && !property.IsIndexer && property.DeclaredAccessibility is Accessibility.Public && seen.Add(property.Name))
                {
                    yield return property;
                }
            }
        }
    }

    private static JsonMember? Parse(
        JsonTypeGraph graph, INamedTypeSymbol owner, IPropertySymbol property, IMethodSymbol constructor, string path, out UnsupportedType? problem)
    {
        problem = null;
        var memberPath = $"{path}.{property.Name}";
        if (JsonAttributes.Unsupported(property) is { } attribute)
        {
            problem = new UnsupportedType(memberPath, $"it has [{attribute}], which is not supported");
            return null;
        }

        var ignoring = MemberIgnoring.Never;
        if (property.Attribute(JsonAttributes.Ignore) is { } ignore)
        {
            // The values of JsonIgnoreCondition: Never 0, Always 1, WhenWritingDefault 2, WhenWritingNull 3.
            switch (ignore.NamedArguments.FirstOrDefault(a => a.Key == "Condition").Value.Value as int? ?? 1)
            {
                case 0:
                    break;
                case 2:
                    ignoring = MemberIgnoring.WhenDefault;
                    break;
                case 3:
                    ignoring = MemberIgnoring.WhenNull;
                    break;
                case 1:
                    return null;
                default:
                    problem = new UnsupportedType(memberPath, "its [JsonIgnore] has a condition that is not supported");
                    return null;
            }
        }

        if (graph.TryGet(property.Type, memberPath, out problem) is not { } type)
        {
            return null;
        }

        var parameter = constructor.Parameters.FirstOrDefault(p =>
            string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(p.Type, property.Type));
        var jsonName = property.Attribute(JsonAttributes.PropertyName)?.ConstructorArguments.FirstOrDefault().Value as string ?? NamingConventions.CamelCase(property.Name);
        var isRequired = property.IsRequired || property.Attribute(JsonAttributes.Required) is not null;
        var setting = Setting(owner, property, parameter);
        if (setting is MemberSetting.InitAccessor && owner.IsGenericType)
        {
            problem = new UnsupportedType(memberPath, "an init property of a generic type can not be set; make it a constructor parameter, required, or settable");
            return null;
        }

        return new JsonMember(
            property.Name,
            jsonName,
            type,
            IsWritten: property.GetMethod is { DeclaredAccessibility: Accessibility.Public },
            isRequired,
            setting,
            ignoring,
            parameter?.Ordinal ?? -1,
            parameter is { HasExplicitDefaultValue: true } ? DefaultValues.Literal(parameter) : "default",
            property.ContainingType.QualifiedNotNull());
    }

    private static MemberSetting Setting(INamedTypeSymbol owner, IPropertySymbol property, IParameterSymbol? parameter)
    {
        if (parameter is not null)
        {
            return MemberSetting.Constructor;
        }

        if (property.SetMethod is not { DeclaredAccessibility: Accessibility.Public } setter)
        {
            return MemberSetting.None;
        }

        return property.IsRequired ? MemberSetting.Required : setter.IsInitOnly ? MemberSetting.InitAccessor : MemberSetting.Assignment;
    }
}
