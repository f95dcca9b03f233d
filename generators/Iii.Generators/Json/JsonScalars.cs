using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using static Iii.Generators.Infrastructure.KnownNames;

namespace Iii.Generators.Json;

/// <summary>The types that have a codec in the library.</summary>
internal static class JsonScalars
{
    /// <summary>Bytes that are the JSON itself where they are a whole parameter, result or http body, and base64 anywhere else.</summary>
    public static bool IsRaw(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } && type.OriginalDefinition.FullMetadataName() == "System.ReadOnlyMemory`1";

    public static (string Codec, JsonShape Shape)? Find(ITypeSymbol type, string metadataName) => type.SpecialType switch
    {
        SpecialType.System_Object => (Library + "ObjectJson", JsonShape.Any),
        SpecialType.System_String => (Library + "StringJson", JsonShape.String),
        SpecialType.System_Boolean => (Library + "BooleanJson", JsonShape.Boolean),
        SpecialType.System_Char => (Library + "CharJson", JsonShape.String),
        SpecialType.System_DateTime => (Library + "DateTimeJson", JsonShape.String),
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
            or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double
            or SpecialType.System_Decimal => (Library + type.MetadataName + "Json", JsonShape.Number),
        _ => metadataName switch
        {
            "System.Half" or "System.Int128" or "System.UInt128" => (Library + type.MetadataName + "Json", JsonShape.Number),
            "System.Guid" or "System.DateTimeOffset" or "System.DateOnly" or "System.TimeOnly" or "System.TimeSpan" => (Library + type.MetadataName + "Json", JsonShape.String),
            "System.Numerics.BigInteger" => (Library + "BigIntegerJson", JsonShape.Number),
            "System.Uri" or "System.Version" => (Library + type.MetadataName + "Json", JsonShape.String),
            "System.Text.Json.JsonElement" or "System.Text.Json.JsonDocument" => (Library + type.MetadataName + "Json", JsonShape.Any),
            "System.Text.Json.Nodes.JsonNode" or "System.Text.Json.Nodes.JsonValue" => ($"{Library}JsonNodeJson<global::{metadataName}>", JsonShape.Any),
            "System.Text.Json.Nodes.JsonObject" => ($"{Library}JsonNodeJson<global::{metadataName}>", JsonShape.Object),
            "System.Text.Json.Nodes.JsonArray" => ($"{Library}JsonNodeJson<global::{metadataName}>", JsonShape.Array),
            "System.Memory`1" or "System.ReadOnlyMemory`1" when type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } => (Library + "MemoryJson", JsonShape.String),
            ChannelRef => (Library + "ChannelRefJson", JsonShape.Channel),
            ChannelReader => (Library + "ChannelReaderJson", JsonShape.Channel),
            ChannelWriter => (Library + "ChannelWriterJson", JsonShape.Channel),
            _ => null,
        },
    };

    /// <summary>Reading it needs somebody who opens it.</summary>
    public static bool IsOpened(string metadataName) => metadataName is ChannelReader or ChannelWriter;
}
