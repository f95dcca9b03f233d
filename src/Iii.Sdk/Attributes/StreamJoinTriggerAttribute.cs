namespace Iii;

/// <summary>Calls a function when somebody subscribes to a stream, before the first item goes out. Return a <see cref="StreamJoinResult"/> to say who may.</summary>
/// <remarks>The engine calls it for every stream: look at <see cref="StreamJoinLeaveEvent.StreamName"/> for those that matter.</remarks>
/// <example>
/// <code>
/// [IIIFunction("chat::join"), StreamJoinTrigger]
/// public static StreamJoinResult Join(StreamJoinLeaveEvent join) => new(Unauthorized: join.StreamName == "secret");
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class StreamJoinTriggerAttribute : Attribute;
