using Iii.Generators.Infrastructure;

namespace Iii.Generators.Triggers;

/// <summary>A trigger that an attribute binds a function to.</summary>
/// <param name="Type">The trigger type's id.</param>
/// <param name="Config">The configuration as the type's provider wants it, in JSON.</param>
/// <param name="Display">The trigger as people name it.</param>
/// <param name="Location">The attribute's.</param>
internal sealed record TriggerFound(string Type, string Config, string Display, LocationRecord? Location)
{
    /// <summary>What makes two triggers of a function the same.</summary>
    public string Identity { get; init; } = Config;

    /// <summary>The names in the object that it sends; null when it may send anything.</summary>
    public IReadOnlyList<string>? Payload { get; init; }

    /// <summary>The function that is asked first.</summary>
    public ConditionFound? Condition { get; init; }

    /// <summary>Where the path stands, of an http trigger.</summary>
    public LocationRecord? PathLocation { get; init; }

    /// <summary>The address, of an http trigger.</summary>
    public HttpRoute? Route { get; init; }
}

/// <summary>The id of a function that a trigger asks first, and where it is named.</summary>
internal sealed record ConditionFound(string Id, LocationRecord? Location);
