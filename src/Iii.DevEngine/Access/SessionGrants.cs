using System.Text.Json;

namespace Iii.DevEngine.Access;

/// <summary>What the auth function says that a connection may do.</summary>
internal sealed record SessionGrants
{
    /// <summary>Of a port without an auth function.</summary>
    public static SessionGrants All { get; } = new() { MayRegisterTriggerTypes = true };

    public IReadOnlyList<string> AllowedFunctions { get; private init; } = [];

    public IReadOnlyList<string> ForbiddenFunctions { get; private init; } = [];

    /// <summary>What may be called in each namespace; when there are any, these are also the namespaces that the worker may have.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Namespaces { get; private init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Null for all.</summary>
    public IReadOnlyList<string>? AllowedTriggerTypes { get; private init; }

    public bool MayRegisterTriggerTypes { get; private init; }

    public bool MayRegisterFunctions { get; private init; } = true;

    /// <summary>What stands before the ids of the functions that the worker registers.</summary>
    public string? Prefix { get; private init; }

    /// <summary>What hooks and middleware are told of the connection.</summary>
    public JsonElement Context { get; private init; } = CanonicalJson.Parse("{}"u8);

    /// <summary>Reads the auth function's answer.</summary>
    /// <param name="problem">What is wrong with it.</param>
    public static SessionGrants? Parse(JsonElement answer, out string problem)
    {
        if (answer.ValueKind is not JsonValueKind.Object)
        {
            problem = "invalid type: expected struct AuthResult";
            return null;
        }

        foreach (var field in answer.EnumerateObject())
        {
            var isRight = field.Name switch
            {
                "allowed_functions" or "forbidden_functions" => IsTexts(field.Value),
                "allowed_trigger_types" => field.Value.ValueKind is JsonValueKind.Null || IsTexts(field.Value),
                "namespaces" => field.Value.ValueKind is JsonValueKind.Object && field.Value.EnumerateObject().All(n => IsTexts(n.Value)),
                "allow_trigger_type_registration" or "allow_function_registration" => field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "function_registration_prefix" => field.Value.ValueKind is JsonValueKind.Null or JsonValueKind.String,
                _ => true,
            };
            if (!isRight)
            {
                problem = $"invalid value of `{field.Name}`";
                return null;
            }
        }

        problem = "";
        return new SessionGrants
        {
            AllowedFunctions = Texts(answer.Json("allowed_functions")) ?? [],
            ForbiddenFunctions = Texts(answer.Json("forbidden_functions")) ?? [],
            Namespaces = answer.Json("namespaces") is { } spaces ? spaces.EnumerateObject().ToDictionary(n => n.Name, n => Texts(n.Value)!, StringComparer.Ordinal) : new Dictionary<string, IReadOnlyList<string>>(),
            AllowedTriggerTypes = Texts(answer.Json("allowed_trigger_types")),
            MayRegisterTriggerTypes = answer.IsTrue("allow_trigger_type_registration"),
            MayRegisterFunctions = answer.Json("allow_function_registration") is not { ValueKind: JsonValueKind.False },
            Prefix = answer.Text("function_registration_prefix"),
            Context = answer.TryGetProperty("context", out var context) ? context : CanonicalJson.Parse("{}"u8),
        };
    }

    private static bool IsTexts(JsonElement value) => value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(t => t.ValueKind is JsonValueKind.String);

    private static IReadOnlyList<string>? Texts(JsonElement? value) => value is { } list ? [.. list.EnumerateArray().Select(t => t.GetString()!)] : null;
}
