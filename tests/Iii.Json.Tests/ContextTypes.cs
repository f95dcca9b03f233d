using System.Text.Json;
using System.Text.Json.Serialization;
using Iii;

[assembly: IIIJsonContext(typeof(Iii.Json.Tests.ForeignContext))]

namespace Iii.Json.Tests;

[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
public class Foreign
{
    public List<int> Items { get; } = [1];

    public Inner Inner { get; } = new();
}

public class Inner
{
    public int A { get; set; }

    public int B { get; set; } = 2;
}

public sealed record WithForeign(Foreign Foreign, List<Foreign?> List);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Foreign))]
internal sealed partial class ForeignContext : JsonSerializerContext;
