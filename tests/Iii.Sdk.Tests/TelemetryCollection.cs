namespace Iii.Tests;

/// <summary>Who listens to spans or metrics listens to those of the whole process: these tests run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is what xunit calls a collection.")]
public sealed class TelemetryCollection
{
    public const string Name = "Listens to telemetry";
}
