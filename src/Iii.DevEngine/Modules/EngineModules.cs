using Iii.DevEngine.Channels;
using Iii.DevEngine.Discovery;
using Iii.DevEngine.Http;
using Iii.DevEngine.HttpFunctions;
using Iii.DevEngine.Modules.Configuration;
using Iii.DevEngine.Modules.Cron;
using Iii.DevEngine.Modules.Log;
using Iii.DevEngine.Modules.PubSub;
using Iii.DevEngine.Modules.Queue;
using Iii.DevEngine.Modules.State;
using Iii.DevEngine.Modules.Streams;

namespace Iii.DevEngine.Modules;

/// <summary>What the engine consists of.</summary>
internal static class EngineModules
{
    public static IReadOnlyList<IEngineModule> Create(EngineCore core) =>
    [
        new DiscoveryModule(core),
        new ChannelsModule(core),
        new HttpModule(core),
        new HttpFunctionsModule(core),
        new StateModule(core),
        new PubSubModule(core),
        new QueueModule(core),
        new CronModule(core),
        new StreamModule(core),
        new ConfigurationModule(core),
        new LogModule(core),
    ];
}
