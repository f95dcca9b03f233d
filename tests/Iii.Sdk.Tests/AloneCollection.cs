namespace Iii.Tests;

/// <summary>Who listens to spans or metrics, or measures memory, sees those of the whole process: these tests run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is what xunit calls a collection.")]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
