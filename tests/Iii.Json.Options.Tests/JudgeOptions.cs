using System.Text.Json;
using System.Text.Json.Serialization;
using Iii;

[assembly: IIIJsonOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMembers = JsonUnmappedMemberHandling.Disallow,
    EnumsAsStrings = true,
    IgnoreNullsWhenWriting = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    IncludeFields = true,
    AllowOutOfOrderMetadataProperties = true,
    AllowTrailingCommas = true,
    SkipComments = true,
    MaxDepth = 100)]

namespace Iii.Json.Tests;

/// <summary>What the attribute of this assembly says, for System.Text.Json.</summary>
internal static class JudgeOptions
{
    public static readonly JsonSerializerOptions Value = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IncludeFields = true,
        AllowOutOfOrderMetadataProperties = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 100,
    };
}
