namespace Iii.Generators.Infrastructure;

/// <summary>The types of the library that the generators know, by metadata name.</summary>
internal static class KnownNames
{
    public const string FunctionAttribute = "Iii.IIIFunctionAttribute";
    public const string HttpTriggerAttribute = "Iii.HttpTriggerAttribute";
    public const string FromPayloadAttribute = "Iii.FromPayloadAttribute";
    public const string FromMetadataAttribute = "Iii.FromMetadataAttribute";
    public const string JsonAttribute = "Iii.IIIJsonAttribute";
    public const string JsonOptionsAttribute = "Iii.IIIJsonOptionsAttribute";
    public const string JsonContextAttribute = "Iii.IIIJsonContextAttribute";
    public const string JsonTypeAttribute = "Iii.IIIJsonTypeAttribute";
    public const string Context = "Iii.IIIContext";
    public const string Client = "Iii.IIIClient";

    /// <summary>Where the library keeps what emitted code uses, as source.</summary>
    public const string Library = "global::Iii.Generated.";

    public const string Logger = "Microsoft.Extensions.Logging.ILogger";
    public const string CancellationToken = "System.Threading.CancellationToken";
}
