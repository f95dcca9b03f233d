namespace Iii;

/// <summary>Calls a function when somebody ends a subscription to a stream, or is gone. It gets a <see cref="StreamJoinLeaveEvent"/>.</summary>
/// <remarks>The engine calls it for every stream: look at <see cref="StreamJoinLeaveEvent.StreamName"/> for those that matter.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class StreamLeaveTriggerAttribute : Attribute;
