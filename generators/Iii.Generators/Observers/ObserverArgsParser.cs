using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Triggers;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers;

/// <summary>Reads the arguments for the host of the observed function: JSON text, or a static readonly field or property.</summary>
internal sealed class ObserverArgsParser(IMethodSymbol method, string display, string source, TriggerArguments arguments, JsonTypeGraph graph, Compilation compilation)
{
    /// <summary>The JSON of the arguments as a C# expression; null for none, or what is reported.</summary>
    public string? Parse()
    {
        var text = arguments.Named("ArgsJson") as string;
        var name = arguments.Named("Args") as string;
        if (text is not null && name is not null)
        {
            arguments.Report(ObserverDiagnostics.Contradiction, arguments.PlaceOf("ArgsJson"), source, display, "Args", "ArgsJson");
            return null;
        }

        return text is not null ? OfText(text) : name is not null ? OfMember(name) : null;
    }

    private string? OfText(string text)
    {
        var problem = JsonText.Parse(text, out var malformed) is not { } json ? malformed : json.Compact[0] == '{' ? null : "arguments are a JSON object.";
        if (problem is not null)
        {
            arguments.Report(ObserverDiagnostics.BadJson, arguments.PlaceOf("ArgsJson"), "ArgsJson", source, display, problem);
            return null;
        }

        return NamingConventions.Literal(JsonText.Parse(text, out _)!.Compact);
    }

    private string? OfMember(string name)
    {
        var member = method.ContainingType.Bases().SelectMany(t => t.GetMembers(name)).FirstOrDefault(m => m is IFieldSymbol or IPropertySymbol);
        var type = member switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null };
        var problem = member switch
        {
            null => $"{method.ContainingType.ToDisplayString()} has no such field or property. Use nameof",
            { IsStatic: false } => "it is not static",
            IFieldSymbol { IsReadOnly: false, IsConst: false } => "it is not readonly",
            IPropertySymbol { SetMethod: not null } => "it can be set; make it get-only",
            _ when !compilation.IsSymbolAccessibleWithin(member, compilation.Assembly) => "it is private, and generated code cannot read it; make it internal",
            _ => null,
        };
        if (problem is null && graph.TryGet(type!, name, out var unsupported) is var json)
        {
            if (json is { Shape: JsonShape.Object or JsonShape.Any })
            {
                return $"{KnownNames.Library}ObserverArgs.Write<{json.Type}, {json.Codec}>({member!.ContainingType.QualifiedNotNull()}.{NamingConventions.Escaped(name)})";
            }

            problem = json is null ? $"{unsupported!.Path}: {unsupported.Reason}" : "arguments are a JSON object; use a class or a record";
        }

        arguments.Report(ObserverDiagnostics.BadArgs, arguments.PlaceOf("Args"), name, source, display, problem!);
        return null;
    }
}
