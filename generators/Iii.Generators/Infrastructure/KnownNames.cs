namespace Iii.Generators.Infrastructure;

/// <summary>The types of the library that the generators know, by metadata name.</summary>
internal static class KnownNames
{
    public const string FunctionAttribute = "Iii.IIIFunctionAttribute";
    public const string HttpTriggerAttribute = "Iii.HttpTriggerAttribute";
    public const string CronTriggerAttribute = "Iii.CronTriggerAttribute";
    public const string QueueTriggerAttribute = "Iii.QueueTriggerAttribute";
    public const string SubscribeTriggerAttribute = "Iii.SubscribeTriggerAttribute";
    public const string StateTriggerAttribute = "Iii.StateTriggerAttribute";
    public const string StreamTriggerAttribute = "Iii.StreamTriggerAttribute";
    public const string StreamJoinTriggerAttribute = "Iii.StreamJoinTriggerAttribute";
    public const string StreamLeaveTriggerAttribute = "Iii.StreamLeaveTriggerAttribute";
    public const string LogTriggerAttribute = "Iii.LogTriggerAttribute";
    public const string ConfigurationTriggerAttribute = "Iii.ConfigurationTriggerAttribute";
    public const string TraceTriggerAttribute = "Iii.TraceTriggerAttribute";
    public const string FunctionsAvailableTriggerAttribute = "Iii.FunctionsAvailableTriggerAttribute";
    public const string WorkersAvailableTriggerAttribute = "Iii.WorkersAvailableTriggerAttribute";
    public const string TriggerAttribute = "Iii.TriggerAttribute";
    public const string ObservesAttribute = "Iii.ObservesAttribute";
    public const string Observed = "Iii.Observed`2";
    public const string ConditionAttribute = "Iii.ConditionAttribute";
    public const string StateChange = "Iii.StateChange`1";
    public const string ConfigurationChange = "Iii.ConfigurationChange`1";
    public const string FromPayloadAttribute = "Iii.FromPayloadAttribute";
    public const string FromMetadataAttribute = "Iii.FromMetadataAttribute";
    public const string JsonAttribute = "Iii.IIIJsonAttribute";
    public const string JsonOptionsAttribute = "Iii.IIIJsonOptionsAttribute";
    public const string JsonContextAttribute = "Iii.IIIJsonContextAttribute";
    public const string JsonTypeAttribute = "Iii.IIIJsonTypeAttribute";
    public const string ValidateAttribute = "Iii.ValidateAttribute";
    public const string Context = "Iii.IIIContext";
    public const string Client = "Iii.IIIClient";
    public const string ChannelRef = "Iii.IIIChannelRef";
    public const string ChannelReader = "Iii.IIIChannelReader";
    public const string ChannelWriter = "Iii.IIIChannelWriter";
    public const string HttpRequestBody = "Iii.HttpRequestBody";
    public const string StreamJoinResult = "Iii.StreamJoinResult";
    public const string HttpStreamedResponse = "Iii.HttpStreamedResponse";

    /// <summary>Where the library keeps what emitted code uses, as source.</summary>
    public const string Library = "global::Iii.Generated.";

    public const string Logger = "Microsoft.Extensions.Logging.ILogger";
    public const string CancellationToken = "System.Threading.CancellationToken";
}
