using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Channels;

/// <summary>Makes channels, and sweeps those that nobody came for.</summary>
internal sealed class ChannelsModule : IEngineModule
{
    public ChannelsModule(EngineCore core)
    {
        Table = new ChannelTable(core.Options.TimeProvider, core.Rules.ReportsCutChannels);
        Functions =
        [
            new("engine::channels::create", "Create a streaming channel pair", new("CreateChannelInput", InputField.Optional("buffer_size", InputKind.Unsigned)), Create),
        ];
    }

    public string Name => "iii-engine-functions";

    public ChannelTable Table { get; }

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public ValueTask DisposeAsync()
    {
        Table.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes a reference to one end.</summary>
    public static void WriteReference(Utf8JsonWriter writer, string name, EngineChannel channel, string direction)
    {
        writer.WriteStartObject(name);
        writer.WriteString("access_key", channel.AccessKey);
        writer.WriteString("channel_id", channel.Id);
        writer.WriteString("direction", direction);
        writer.WriteEndObject();
    }

    private Outcome Create(BuiltInCall call)
    {
        var channel = Table.Create(call.Input.Json("buffer_size")?.GetUInt64() ?? ChannelTable.DefaultBufferSize);
        return Outcome.Of(writer =>
        {
            writer.WriteStartObject();
            WriteReference(writer, "reader", channel, "read");
            WriteReference(writer, "writer", channel, "write");
            writer.WriteEndObject();
        });
    }
}
