namespace Iii.DevEngine;

/// <summary>What a worker that provides a trigger type is told of the bindings to it.</summary>
internal static class ProviderFrames
{
    /// <summary>A binding is the provider's now.</summary>
    public static void Bind(RegisteredTrigger trigger)
    {
        if (trigger.Provider is not { Owner: { } worker } provider)
        {
            return;
        }

        _ = worker.SendAsync(writer =>
        {
            writer.WriteString("type", "registertrigger");
            writer.WriteString("id", trigger.Id);
            writer.WriteString("trigger_type", trigger.Type);
            writer.WriteString("function_id", trigger.FunctionId);
            writer.WritePropertyName("config");
            CanonicalJson.Write(writer, trigger.Config);
            if (trigger.Metadata is { } metadata)
            {
                writer.WritePropertyName("metadata");
                CanonicalJson.Write(writer, metadata);
            }

            if (trigger.TargetNamespace != EngineCore.DefaultNamespace)
            {
                writer.WriteString("namespace", trigger.TargetNamespace);
            }

            if (provider.Namespace != EngineCore.DefaultNamespace)
            {
                writer.WriteString("trigger_namespace", provider.Namespace);
            }
        });
    }

    /// <summary>A binding has ended, or is another provider's.</summary>
    public static void Unbind(RegisteredTrigger trigger)
    {
        if (trigger.Provider?.Owner is not { } worker)
        {
            return;
        }

        _ = worker.SendAsync(writer =>
        {
            writer.WriteString("type", "unregistertrigger");
            writer.WriteString("id", trigger.Id);
            writer.WriteString("trigger_type", trigger.Type);
        });
    }
}
