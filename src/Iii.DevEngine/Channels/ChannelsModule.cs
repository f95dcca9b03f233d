using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Channels;

/// <summary>Makes channels, and sweeps those that nobody came for.</summary>
internal sealed class ChannelsModule : IEngineModule
{
    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private ITimer? _sweep;

    public ChannelsModule(EngineCore core)
    {
        _time = core.Options.TimeProvider;
        Table = new ChannelTable(_time);
        Functions =
        [
            new("engine::channels::create", "Create a streaming channel pair", new("CreateChannelInput", InputField.Optional("buffer_size", InputKind.Unsigned)), Create),
        ];
    }

    public string Name => "iii-engine-functions";

    public ChannelTable Table { get; }

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public void Start() => _sweep = _time.CreateTimer(static t => ((ChannelTable)t!).Sweep(), Table, s_sweepInterval, s_sweepInterval);

    public async ValueTask DisposeAsync()
    {
        if (_sweep is not null)
        {
            await _sweep.DisposeAsync().ConfigureAwait(false);
        }
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
