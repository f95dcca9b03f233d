using Iii.DevEngine.Discovery;
using Iii.DevEngine.Http;

namespace Iii.DevEngine.Modules;

/// <summary>What the engine consists of.</summary>
internal static class EngineModules
{
    public static IReadOnlyList<IEngineModule> Create(EngineCore core) =>
    [
        new DiscoveryModule(core),
        new HttpModule(),
    ];
}
