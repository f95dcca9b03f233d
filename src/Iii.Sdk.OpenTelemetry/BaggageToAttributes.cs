using System.Diagnostics;
using OpenTelemetry;

namespace Iii;

/// <summary>Gives each span that begins within a call the call's baggage as attributes, as the platform's other SDKs do: sessions and tags are found by any of their spans.</summary>
internal sealed class BaggageToAttributes : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        if (!data.IsAllDataRequested)
        {
            return;
        }

        foreach (var (key, value) in data.Baggage)
        {
            data.SetTag(key, value);
        }
    }
}
