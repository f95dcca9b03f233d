using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii.Bench.Json;

/// <summary>What System.Text.Json's own generator makes of the same types, with the options that the SDK's codecs follow.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Vectors))]
internal sealed partial class FrameworkContext : JsonSerializerContext;
