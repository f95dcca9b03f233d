using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Finds the properties of a class, record or struct and how it is made, as System.Text.Json does.</summary>
internal sealed class JsonObjectParser
{
    private readonly JsonTypeGraph _graph;
    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol _type;
    private readonly string _path;
    private readonly IMethodSymbol? _constructor;
    private readonly IReadOnlyList<SerializedMember> _members;
    private readonly bool _setsRequired;
    private readonly bool _isNewAllowed;
    private readonly bool _refusesOthers;
    private readonly JsonCallbacks _callbacks;
    private readonly SortedSet<string> _suppressed = new(StringComparer.Ordinal);
    private UnsupportedType? _problem;

    private JsonObjectParser(JsonTypeGraph graph, Compilation compilation, INamedTypeSymbol type, string path)
    {
        _graph = graph;
        _compilation = compilation;
        _type = type;
        _path = path;
        string? reason = null;
        _constructor = type.IsAbstract ? null : JsonConstructors.Find(type, out reason);
        _members = SerializedMembers.Of(type, graph.Options, out var conflict);
        _problem = conflict is { } c ? new UnsupportedType($"{path}.{c.Member}", c.Reason) : reason is null ? null : new UnsupportedType(path, reason);
        _setsRequired = _constructor?.Attribute(JsonAttributes.SetsRequiredMembers) is not null;
        _callbacks = JsonCallbackParser.Of(type);
        _refusesOthers = JsonOthers.AreRefusedBy(type, _members, graph.Options);

        // With OnDeserializing nothing may be set before it is called, be it required or not.
        _isNewAllowed = _constructor is not null && IsAccessible(_constructor)
            && (_setsRequired || (_callbacks & JsonCallbacks.OnDeserializing) == 0 && JsonConstructors.RequiredMembers(type).All(r => _members.Any(m => m.Name == r.Name && !m.IsIgnored && m.CanWrite && IsAccessible(m.Symbol) && m.ParameterOf(_constructor) is null)));
    }

    public static JsonTypeModel? TryParse(JsonTypeGraph graph, Compilation compilation, INamedTypeSymbol type, string name, string path, bool isOnlyWritten, CancellationToken cancellationToken, out UnsupportedType? problem)
    {
        if (JsonTypeRefusal.OfShape(compilation, type, graph.Options, isOnlyWritten) is { } refusal)
        {
            problem = new UnsupportedType(path, refusal);
            return null;
        }

        var parser = new JsonObjectParser(graph, compilation, type, path);
        var model = parser._problem is null ? parser.Parse(name, cancellationToken) : null;
        problem = parser._problem;
        return problem is null ? model : null;
    }

    private JsonTypeModel? Parse(string name, CancellationToken cancellationToken)
    {
        Uses(_type);
        Uses(_constructor);
        JsonMember? extension = null;
        var members = new List<JsonMember>();
        var places = new Dictionary<IParameterSymbol, int>(SymbolEqualityComparer.Default);
        foreach (var member in _members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parameter = member.ParameterOf(_constructor);
            if (parameter is not null && places.ContainsKey(parameter))
            {
                Fail(member, $"the parameter '{parameter.Name}' of the constructor stands for another member as well");
                return null;
            }

            if (parameter is not null)
            {
                places.Add(parameter, member.IsIgnored ? -1 : members.Count);
            }

            if (Parse(member, parameter) is { } parsed)
            {
                if (member.IsExtensionData)
                {
                    extension = parsed;
                }
                else
                {
                    members.Add(parsed);
                }
            }
            else if (_problem is not null)
            {
                return null;
            }
        }

        var arguments = new List<JsonArgument>();
        foreach (var parameter in _constructor?.Parameters ?? [])
        {
            if (!places.TryGetValue(parameter, out var place))
            {
                _problem = new UnsupportedType(_path, $"the parameter '{parameter.Name}' of the constructor of {_type.ToDisplayString()} has no property of the same name and type");
                return null;
            }

            arguments.Add(new JsonArgument(parameter.Type.Qualified(), place, Default(parameter)));
        }

        var construction = _type.IsAbstract ? null : new JsonConstruction(_constructor is null, _constructor is null || _isNewAllowed ? null : JsonAccessor.OfConstructor(_constructor), arguments.ToEquatableArray());
        return new JsonTypeModel(_type.QualifiedNotNull(), name, _type.ToDisplayString(), _type.IsValueType, members.ToEquatableArray(), construction, new JsonOthers(_refusesOthers, extension, extension is null ? default : JsonOthers.KindOf(_members.First(m => m.IsExtensionData && !m.IsIgnored).Type)!.Value), _callbacks, JsonPolymorphism.IsDerived(_type), _suppressed.ToEquatableArray())
        {
            Ancestor = JsonPolymorphism.Above(_type) is { } above ? _graph.TryGet(above, _path, out _) : null,
            IsTold = construction is not null && (JsonPolymorphism.IsDerived(_type) || JsonPolymorphism.Has(_type)) && JsonPolymorphism.IsTold(_type, _graph.Options),
        };
    }

    private JsonMember? Parse(SerializedMember member, IParameterSymbol? parameter)
    {
        if ((JsonMemberRefusal.Of(member, parameter, _setsRequired) ?? RefuseExtension(member, parameter)) is { } reason)
        {
            Fail(member, reason);
            return null;
        }

        if (member.IsIgnored)
        {
            // Where it matters what a property is, the name of an ignored one is known, and what comes with it is skipped.
            return _refusesOthers || _members.Any(m => m.IsExtensionData) ? JsonMember.OfIgnored(member) : null;
        }

        if (_graph.TryGet(member, Path(member), out _problem) is not { } type)
        {
            return null;
        }

        var population = JsonPopulation.Of(member, parameter, _constructor is { Parameters.Length: > 0 }, _graph.Options, out var notPopulated);
        if (notPopulated is not null)
        {
            Fail(member, notPopulated);
            return null;
        }

        Uses(member.Symbol);
        Uses(member.Type);
        var isRequired = !_setsRequired && member.IsRequiredByCompiler || member.Symbol.Attribute(JsonAttributes.Required) is not null
            || _graph.Options.RequiresParameters && parameter is { HasExplicitDefaultValue: false };
        var setting = parameter is not null ? MemberSetting.Constructor
            : population is not null ? MemberSetting.Assignment
            : !member.CanWrite ? MemberSetting.None
            : member.IsRequiredByCompiler && _isNewAllowed && !_setsRequired ? MemberSetting.Required
            : MemberSetting.Assignment;
        var field = member.Symbol is IFieldSymbol && !IsAccessible(member.Symbol) ? JsonAccessor.OfMember(AccessorKind.Field, member.Symbol) : null;
        var property = member.Symbol as IPropertySymbol;
        return new JsonMember(
            member.Name,
            member.JsonName,
            type,
            member.CanRead,
            isRequired,
            setting,
            member.Condition switch { 2 => MemberIgnoring.WhenDefault, 3 => MemberIgnoring.WhenNull, _ => MemberIgnoring.Never },
            parameter is null ? "default" : Default(parameter),
            member.CanRead && property is not null && !IsAccessible(property.GetMethod!) ? JsonAccessor.OfMember(AccessorKind.Getter, property) : field,
            setting is MemberSetting.Assignment && member.CanWrite && property is not null && (member.IsInitOnly || !IsAccessible(property.SetMethod!)) ? JsonAccessor.OfMember(AccessorKind.Setter, property) : field)
        {
            Population = population,
            IsOnlyPopulated = population is not null && !member.CanWrite,
            RefusesNull = population is not null && !member.CanWrite || _graph.Options.RespectsNullable && !member.Type.IsValueType && JsonNullability.IsNeverSet(member, parameter),
            IsNeverNull = _graph.Options.RespectsNullable && !member.Type.IsValueType && JsonNullability.IsNeverRead(member),
        };
    }

    private string? RefuseExtension(SerializedMember member, IParameterSymbol? parameter) =>
        !member.IsExtensionData || member.IsIgnored ? null
        : _refusesOthers ? "it takes what [JsonUnmappedMemberHandling] of the type refuses"
        : _members.First(m => m.IsExtensionData) != member ? "a type can have [JsonExtensionData] once"
        : parameter is not null ? "it has [JsonExtensionData], and can not be a parameter of the constructor"
        : JsonOthers.KindOf(member.Type) is null || !member.CanRead || !member.CanWrite || member.IsRequiredByCompiler
            ? "it has [JsonExtensionData], for which a JsonObject or a Dictionary<string, JsonElement> or <string, object> with get and set is supported"
        : null;

    /// <summary>Generated code can name the member: itself, and for a property both accessors, are looked at apart.</summary>
    private bool IsAccessible(ISymbol symbol) => _compilation.IsSymbolAccessibleWithin(symbol, _compilation.Assembly);

    /// <summary>The user decides on experimental types where they write their names; what is emitted need not say so again.</summary>
    private void Uses(ISymbol? symbol)
    {
        if (symbol?.Attribute("System.Diagnostics.CodeAnalysis.ExperimentalAttribute") is { ConstructorArguments: [{ Value: string id }] })
        {
            _suppressed.Add(id);
        }

        foreach (var argument in (symbol as INamedTypeSymbol)?.TypeArguments ?? [])
        {
            Uses(argument);
        }
    }

    private string Path(SerializedMember member) => $"{_path}.{member.Name}";

    private void Fail(SerializedMember member, string reason) => _problem = new UnsupportedType(Path(member), reason);

    private static string Default(IParameterSymbol parameter) => parameter.HasExplicitDefaultValue ? DefaultValues.Literal(parameter) : "default";
}
