using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>Represents what the registration of a function says about its observers.</summary>
internal readonly record struct ObservingTerms(ArgsFormat? ArgsFormat, bool IsPrivate, bool IsObservable, bool DeliversItself,
    string? LegacyTriggerType)
{
    public static ObservingTerms None { get; } = new(null, IsPrivate: false, IsObservable: true, DeliversItself: false, null);

    /// <summary>Reads the fields of 0.26, and the descriptor of 0.25.</summary>
    /// <returns>Null, or why the function is not registered.</returns>
    public static ObserverReason? Read(JsonElement frame, ProtocolFeatures features, out ObservingTerms terms)
    {
        terms = None with
        {
            IsPrivate = frame.IsTrue("private"),
            IsObservable = frame.Json("observable") is not { ValueKind: JsonValueKind.False },
        };
        var format = frame.Json("args_format");
        if (!features.HasFlag(ProtocolFeatures.ObserveV2))
        {
            if (format is not null || terms.IsPrivate || !terms.IsObservable)
            {
                return new ObserverReason(ObserveCodes.Unsupported,
                    "`args_format`, `private` and `observable` need the feature observe.v2, which the worker did not declare");
            }
        }
        else if (format is { } schema)
        {
            if (ArgsFormat.Read(schema, out var problem) is not { } args)
            {
                return new ObserverReason(ObserveCodes.InvalidArgsFormat, $"`args_format` is no valid JSON Schema: {problem}");
            }

            terms = terms with { ArgsFormat = args };
        }

        if (features.HasFlag(ProtocolFeatures.ObserveV1) && frame.Json("observe") is { ValueKind: JsonValueKind.Object } descriptor)
        {
            terms = WithDescriptor(terms, descriptor);
        }

        return null;
    }

    /// <summary>Workers of 0.25 end on any refusal that they do not know: a schema that is none is left out.</summary>
    private static ObservingTerms WithDescriptor(ObservingTerms terms, JsonElement descriptor)
    {
        var delivers = descriptor.Text("delivery") == "owner";
        return terms with
        {
            DeliversItself = delivers,
            IsObservable = terms.IsObservable && descriptor.Json("allow") is not { ValueKind: JsonValueKind.False },
            ArgsFormat = delivers && descriptor.Json("args_format") is { } format ? ArgsFormat.Read(format, out _) : terms.ArgsFormat,
            LegacyTriggerType = descriptor.Text("legacy_trigger_type"),
        };
    }
}
