using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary>The rules of a port for workers.</summary>
internal static class RbacConfig
{
    public static IIIRbacOptions Read(ConfigSection section)
    {
        var rbac = new IIIRbacOptions
        {
            AuthFunctionId = section.Text("auth_function_id"),
            ExposeFunctions = [.. (section.List("expose_functions") ?? []).Select(f => Filter(section, f))],
            OnFunctionRegistrationFunctionId = section.Text("on_function_registration_function_id"),
            OnTriggerRegistrationFunctionId = section.Text("on_trigger_registration_function_id"),
            OnTriggerTypeRegistrationFunctionId = section.Text("on_trigger_type_registration_function_id"),
        };
        foreach (var (key, keyNode, _) in section.Entries)
        {
            if (key is not ("auth_function_id" or "expose_functions") && !(key.StartsWith("on_", StringComparison.Ordinal) && key.EndsWith("_registration_function_id", StringComparison.Ordinal)))
            {
                section.Source.Warn(keyNode, $"'{section.Path}.{key}' is ignored: there is no such rule.");
            }
        }

        return rbac;
    }

    private static IIIFunctionFilter Filter(ConfigSection rbac, YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            return ConfigScalar.Text(node) is { } text && Pattern(text) is { } pattern
                ? IIIFunctionFilter.Matching(pattern)
                : throw rbac.Source.Fail(node, $"An item of '{rbac.Path}.expose_functions' is {ConfigScalar.Describe(node)}. Expected match(\"pattern\"), or a mapping with match or metadata.");
        }

        var section = new ConfigSection(rbac.Source, mapping, $"{rbac.Path}.expose_functions");
        var match = section.Text("match");
        var metadata = section.Section("metadata")?.Entries.ToDictionary(e => e.Key, e => YamlJson.ToJson(rbac.Source, e.Value), StringComparer.Ordinal);
        var space = section.Text("namespace") ?? "default";
        section.End();
        return (match, metadata) switch
        {
            ({ } pattern, null or { Count: 0 }) => IIIFunctionFilter.Matching(pattern, space),
            (null, { Count: > 0 }) => IIIFunctionFilter.WithMetadata(metadata, space),
            (null, _) => throw rbac.Source.Fail(node, $"An item of '{section.Path}' has neither 'match' nor 'metadata'."),
            _ => throw rbac.Source.Fail(node, $"An item of '{section.Path}' has both 'match' and 'metadata'. Expected one of them."),
        };
    }

    private static string? Pattern(string text) => text.Trim() switch
    {
        ['m', 'a', 't', 'c', 'h', '(', '"', .. var inner, '"', ')'] => inner,
        ['m', 'a', 't', 'c', 'h', '(', '\'', .. var inner, '\'', ')'] => inner,
        _ => null,
    };
}
