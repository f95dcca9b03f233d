using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>
/// Represents the trigger that an observer of one of the engine's sources stands for: workers of 0.26 and later send such an observer where
/// earlier ones send a trigger.
/// </summary>
/// <param name="Type">The trigger's type.</param>
/// <param name="Config">The trigger's config, as far as the observer's args and filter say it.</param>
internal sealed record ObservedTrigger(string Type, JsonElement Config)
{
    private static readonly string[] s_logLevels = ["trace", "debug", "info", "warn", "error", "fatal"];

    /// <summary>Gets the trigger that an observer stands for; null for any other observer.</summary>
    public static ObservedTrigger? Of(ObserveRequest request)
    {
        if (request.Legacy is { } legacy)
        {
            return new ObservedTrigger(legacy.Type, legacy.Config);
        }

        if (request.Source.Namespace != EngineCore.DefaultNamespace)
        {
            return null;
        }

        return request.Source.Id switch
        {
            // Their targets are called through the observer: there is nothing else that an observer of them could be.
            "http::on-request" => new("http", Http(request.ArgsOrEmpty)),
            "queue::on-message" => new("durable:subscriber", Queue(request.ArgsOrEmpty)),
            _ when !IsWrittenLikeTrigger(request) => null,
            "cron::on-tick" => new("cron", Copy(request.ArgsOrEmpty, ("expression", "expression"))),
            "state::on-changed" => new("state", FromFilter(request, ("input.key", "key"), ("input.scope", "scope"))),
            "stream::on-changed" => new("stream", FromFilter(request,
                ("input.group_id", "group_id"), ("input.id", "item_id"), ("input.stream_name", "stream_name"))),
            "stream::on-join" => new("stream:join", FromFilter(request, ("input.stream_name", "stream_name"))),
            "stream::on-leave" => new("stream:leave", FromFilter(request, ("input.stream_name", "stream_name"))),
            "publish" => new("subscribe", FromFilter(request, ("input.topic", "topic"))),
            "observability::on-log" => new("log", Log(request)),
            "configuration::on-updated" => new("configuration", FromFilter(request,
                ("input.id", "configuration_id"), ("input.event_type", "event_types"))),
            "engine::on-functions-changed" => new("engine::functions-available", FromFilter(request)),
            "engine::on-workers-changed" => new("engine::workers-available", FromFilter(request)),
            _ => null,
        };
    }

    // A trigger has no outcome and no parts to choose, and its function gets the event itself.
    private static bool IsWrittenLikeTrigger(ObserveRequest request) =>
        request is { Deliver: "input", On: "success" } && ReferenceEquals(request.Capture, CaptureList.Default);

    private static JsonElement Http(JsonElement args) =>
        Copy(args, ("path", "api_path"), ("method", "http_method"), ("middleware_function_ids", "middleware_function_ids"));

    private static JsonElement Queue(JsonElement args) => Copy(args, ("queue_config", "queue_config"), ("topic", "topic"));

    private static JsonElement Log(ObserveRequest request) => Make(writer =>
    {
        // The filter lists every level from the least severe one on, in both spellings.
        if (Condition(request, "input.level") is { ValueKind: JsonValueKind.Array } levels)
        {
            var names = levels.EnumerateArray().Select(static l => l.GetString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
            writer.WriteOptional("level", Array.Find(s_logLevels, names.Contains));
        }
    });

    private static JsonElement Copy(JsonElement args, params ReadOnlySpan<(string Arg, string Name)> fields)
    {
        (string Arg, string Name)[] kept = [.. fields];
        return Make(writer =>
        {
            foreach (var (arg, name) in kept)
            {
                writer.WriteOptional(name, args.Json(arg));
            }
        });
    }

    private static JsonElement FromFilter(ObserveRequest request, params ReadOnlySpan<(string Path, string Name)> fields)
    {
        (string Path, string Name)[] kept = [.. fields];
        return Make(writer =>
        {
            foreach (var (path, name) in kept)
            {
                writer.WriteOptional(name, Condition(request, path));
            }
        });
    }

    /// <summary>Finds what a path is compared with: by <c>$eq</c> with a value, by <c>$in</c> with a list of them.</summary>
    private static JsonElement? Condition(ObserveRequest request, string path)
    {
        if (request.Filter.MatchesAll)
        {
            return null;
        }

        var filter = CanonicalJson.Read(request.Filter.NormalForm.Span);
        IEnumerable<JsonElement> clauses = filter.Json("$and") is { } all ? all.EnumerateArray() : [filter];
        foreach (var clause in clauses)
        {
            if (clause.Json(path) is { } operators)
            {
                return operators.Json("$eq") ?? operators.Json("$in");
            }
        }

        return null;
    }

    private static JsonElement Make(Action<Utf8JsonWriter> fields) => CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        fields(writer);
        writer.WriteEndObject();
    });
}
