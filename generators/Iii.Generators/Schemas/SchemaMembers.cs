using Iii.Generators.Annotations;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>Finds what a schema says of the members of a type.</summary>
internal static class SchemaMembers
{
    private const string DefaultValue = "System.ComponentModel.DefaultValueAttribute";

    public static IReadOnlyList<SchemaParameter> Of(INamedTypeSymbol type, JsonOptions options, CancellationToken cancellationToken, out bool isClosed)
    {
        var constructor = JsonConstructors.Find(type, out _);
        var setsRequired = constructor?.Attribute(JsonAttributes.SetsRequiredMembers) is not null;
        var members = SerializedMembers.Of(type, options, out _);
        var documentation = XmlDocumentation.Of(type, cancellationToken);
        isClosed = JsonOthers.AreRefusedBy(type, members, options);
        var found = new List<SchemaParameter>();
        foreach (var member in members.Where(m => !m.IsIgnored && !m.IsExtensionData))
        {
            var parameter = member.ParameterOf(constructor);
            found.Add(new SchemaParameter(
                member.JsonName,
                member.Type,
                member.IsRequiredByCompiler && !setsRequired || member.Symbol.Attribute(JsonAttributes.Required) is not null || parameter is { HasExplicitDefaultValue: false } && !IsLeftOut(member),
                Default(member.Symbol, parameter, cancellationToken),
                member.Symbol.Said() ?? parameter?.Said() ?? XmlDocumentation.Of(member.Symbol, cancellationToken).Summary ?? (parameter is null ? null : documentation.Parameter(parameter.Name)))
            {
                Annotated = new AnnotatedValue(member.Symbol, member.Type, member.Name, AnnotationReader.OnMember(member.Symbol, parameter)) { Owner = type },
                Converter = JsonConverters.Named(member.Symbol),
                Numbers = JsonNumbers.Of(member.Symbol, options),
                IsReadOnly = !member.CanWrite && parameter is null && member.Symbol.Attribute(JsonAttributes.ObjectCreationHandling) is null && type.Attribute(JsonAttributes.ObjectCreationHandling) is null,
                IsWriteOnly = !member.CanRead,
                IsDeprecated = member.Symbol.Attribute("System.ObsoleteAttribute") is not null,
            });
        }

        return found;
    }

    /// <summary>It is not written when it is null, or its type's default.</summary>
    private static bool IsLeftOut(SerializedMember member) => member.Condition is 2 or 3;

    /// <summary>What a member is when it is missing: the parameter's default, else what [DefaultValue] or an initializer says; null when that is no plain value.</summary>
    private static string? Default(ISymbol member, IParameterSymbol? parameter, CancellationToken cancellationToken)
    {
        if (parameter is not null)
        {
            return parameter.HasExplicitDefaultValue ? DefaultValues.Json(parameter) : null;
        }

        if (member.Attribute(DefaultValue) is { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum } value] })
        {
            return SchemaKeywords.Json(value.Value);
        }

        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (InitialValues.Json(reference.GetSyntax(cancellationToken)) is { } json)
            {
                return json;
            }
        }

        return null;
    }
}
