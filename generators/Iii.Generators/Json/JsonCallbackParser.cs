using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Finds out by which interfaces a type wants to be called.</summary>
internal static class JsonCallbackParser
{
    public static JsonCallbacks Of(INamedTypeSymbol type)
    {
        var callbacks = JsonCallbacks.None;
        foreach (var name in type.AllInterfaces.Select(i => i.FullMetadataName()))
        {
            callbacks |= name switch
            {
                "System.Text.Json.Serialization.IJsonOnSerializing" => JsonCallbacks.OnSerializing,
                "System.Text.Json.Serialization.IJsonOnSerialized" => JsonCallbacks.OnSerialized,
                "System.Text.Json.Serialization.IJsonOnDeserializing" => JsonCallbacks.OnDeserializing,
                "System.Text.Json.Serialization.IJsonOnDeserialized" => JsonCallbacks.OnDeserialized,
                _ => JsonCallbacks.None,
            };
        }

        return callbacks;
    }
}
