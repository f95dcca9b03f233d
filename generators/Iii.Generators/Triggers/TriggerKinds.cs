using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Triggers;

/// <summary>The attributes that bind a function to a trigger, with the parser of each.</summary>
internal static class TriggerKinds
{
    private static readonly Dictionary<string, Func<TriggerArguments, TriggerFound?>> s_parsers = new(StringComparer.Ordinal)
    {
        [KnownNames.HttpTriggerAttribute] = HttpTriggerParser.Parse,
        [KnownNames.CronTriggerAttribute] = CronTriggerParser.Parse,
        [KnownNames.QueueTriggerAttribute] = QueueTriggerParser.Parse,
        [KnownNames.SubscribeTriggerAttribute] = SubscribeTriggerParser.Parse,
        [KnownNames.StateTriggerAttribute] = StateTriggerParser.Parse,
        [KnownNames.StreamTriggerAttribute] = StreamTriggerParser.Parse,
        [KnownNames.StreamJoinTriggerAttribute] = UnconfiguredTriggerParser.ParseStreamJoin,
        [KnownNames.StreamLeaveTriggerAttribute] = UnconfiguredTriggerParser.ParseStreamLeave,
        [KnownNames.LogTriggerAttribute] = LogTriggerParser.Parse,
        [KnownNames.ConfigurationTriggerAttribute] = ConfigurationTriggerParser.Parse,
        [KnownNames.TraceTriggerAttribute] = TraceTriggerParser.Parse,
        [KnownNames.FunctionsAvailableTriggerAttribute] = UnconfiguredTriggerParser.ParseFunctionsAvailable,
        [KnownNames.WorkersAvailableTriggerAttribute] = UnconfiguredTriggerParser.ParseWorkersAvailable,
        [KnownNames.TriggerAttribute] = CustomTriggerParser.Parse,
    };

    /// <summary>The parser of an attribute; null when it is no trigger's.</summary>
    public static Func<TriggerArguments, TriggerFound?>? ParserOf(INamedTypeSymbol? attribute) =>
        attribute is not null && attribute.MetadataName.EndsWith("TriggerAttribute", StringComparison.Ordinal) && s_parsers.TryGetValue(attribute.FullMetadataName(), out var parser) ? parser : null;
}
