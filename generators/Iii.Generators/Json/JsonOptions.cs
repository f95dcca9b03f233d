using System.Runtime.CompilerServices;
using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Json;

/// <summary>What [assembly: IIIJsonOptions] and [assembly: IIIJsonContext] say of the JSON of an assembly.</summary>
internal sealed class JsonOptions
{
    /// <summary>How deep JSON may be nested where the assembly does not say it.</summary>
    public const int DefaultMaxDepth = 64;

    /// <summary>The deepest that may be set: the engine's reader gives up behind 127 levels, of which the frame is one.</summary>
    private const int EngineMaxDepth = 126;

    private static readonly ConditionalWeakTable<Compilation, JsonOptions> s_compilations = new();

    private readonly Dictionary<ITypeSymbol, INamedTypeSymbol> _contexts = new(SymbolEqualityComparer.Default);

    private JsonOptions(Compilation compilation)
    {
        var attributes = compilation.Assembly.GetAttributes();
        var options = attributes.FirstOrDefault(a => a.AttributeClass?.FullMetadataName() == KnownNames.JsonOptionsAttribute)?.NamedArguments
            .GroupBy(a => a.Key).ToDictionary(g => g.Key, g => g.Last().Value.Scalar()) ?? [];
        Naming = (JsonNaming)Number(options, "PropertyNamingPolicy", (int)JsonNaming.CamelCase);
        Numbers = Number(options, "NumberHandling", JsonNumbers.Default);
        RefusesUnmapped = Number(options, "UnmappedMembers", 0) == 1;
        IgnoresNulls = Is(options, "IgnoreNullsWhenWriting");
        RespectsNullable = Is(options, "RespectNullableAnnotations");
        RequiresParameters = Is(options, "RespectRequiredConstructorParameters");
        IncludesFields = Is(options, "IncludeFields");
        AllowsOutOfOrder = Is(options, "AllowOutOfOrderMetadataProperties");
        AllowsTrailingCommas = Is(options, "AllowTrailingCommas");
        SkipsComments = Is(options, "SkipComments");
        Validates = Is(options, "Validate");
        MaxDepth = Number(options, "MaxDepth", 0) is var depth and not 0 ? depth : DefaultMaxDepth;
        EnumConverter = Is(options, "EnumsAsStrings") ? compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonStringEnumConverter") : null;
        foreach (var context in JsonContexts.Of(attributes))
        {
            foreach (var type in JsonContexts.TypesOf(context))
            {
                _contexts[type] = context;
            }
        }
    }

    public JsonNaming Naming { get; }

    /// <summary>How numbers are read and written where no [JsonNumberHandling] says it.</summary>
    public int Numbers { get; }

    public bool RefusesUnmapped { get; }

    public bool IgnoresNulls { get; }

    public bool RespectsNullable { get; }

    public bool RequiresParameters { get; }

    public bool IncludesFields { get; }

    public bool AllowsOutOfOrder { get; }

    public bool AllowsTrailingCommas { get; }

    public bool SkipsComments { get; }

    /// <summary>Every function checks what it is called with.</summary>
    public bool Validates { get; }

    /// <summary>How deep JSON may be nested.</summary>
    public int MaxDepth { get; }

    /// <summary>The settings of the reader of texts that came over no wire, as C# source; empty for strict JSON.</summary>
    public string Reading => string.Join(", ", new[]
    {
        AllowsTrailingCommas ? "AllowTrailingCommas = true" : null,
        SkipsComments ? "CommentHandling = global::System.Text.Json.JsonCommentHandling.Skip" : null,
        MaxDepth != DefaultMaxDepth ? $"MaxDepth = {MaxDepth}" : null,
    }.Where(s => s is not null));

    /// <summary>The converter of all enums; null where they are numbers.</summary>
    public INamedTypeSymbol? EnumConverter { get; }

    public static JsonOptions Of(Compilation compilation) => s_compilations.GetValue(compilation, static c => new JsonOptions(c));

    /// <summary>What is wrong with the settings.</summary>
    public static EquatableArray<DiagnosticRecord> Problems(Compilation compilation, CancellationToken cancellationToken) => compilation.Assembly.GetAttributes()
        .Where(a => a.AttributeClass?.FullMetadataName() == KnownNames.JsonOptionsAttribute)
        .SelectMany(a => a.NamedArguments.Where(n => n.Key == "MaxDepth" && n.Value.Scalar() is int and (< 0 or > EngineMaxDepth)).Select(n => new DiagnosticRecord(
            JsonDiagnostics.BadDepth,
            (a.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax).PlaceOf(n.Key),
            new[] { n.Value.Scalar()!.ToString() }.ToEquatableArray())))
        .ToEquatableArray();

    /// <summary>The user's context that reads and writes the type; null for none.</summary>
    public INamedTypeSymbol? ContextOf(ITypeSymbol type) => _contexts.Count > 0 && _contexts.TryGetValue(type, out var context) ? context : null;

    private static int Number(Dictionary<string, object?> options, string name, int unless) => options.TryGetValue(name, out var value) && value is int number ? number : unless;

    private static bool Is(Dictionary<string, object?> options, string name) => options.TryGetValue(name, out var value) && value is true;
}
