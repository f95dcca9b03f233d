namespace Iii;

/// <summary>
/// Makes a method a function of this worker: other workers, triggers and the engine call it by its id.
/// </summary>
/// <remarks>
/// The generator writes the registration, the reading of the parameters and the writing of the result at compile time;
/// the method needs no base class, no interface and no partial type. An id may appear once in an assembly (III001).
/// </remarks>
/// <example>
/// <code>
/// [IIIFunction("math::add", Description = "Adds two numbers")]
/// public static double Add(double a, double b) => a + b;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class IIIFunctionAttribute : Attribute
{
    /// <summary>Makes a function whose id is given by <see cref="Id"/>.</summary>
    public IIIFunctionAttribute()
    {
    }

    /// <summary>Makes a function with this id.</summary>
    /// <param name="id">The id, by convention <c>service::name</c>.</param>
    public IIIFunctionAttribute(string id) => Id = id;

    /// <summary>The id by which the function is called, by convention <c>service::name</c>. Required, here or as the constructor's argument.</summary>
    public string? Id { get; set; }

    /// <summary>What the function does, for people and for tools. The method's XML summary is used when this is not set.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// How many calls of the function run at the same time in this worker: 1 and up (III014). The others wait for their turn, among the worker's
    /// <see cref="IIIWorkerOptions.MaxQueuedCalls"/>. When it is not set, only <see cref="IIIWorkerOptions.MaxConcurrentCalls"/> holds.
    /// </summary>
    public int MaxConcurrentCalls { get; set; }

    /// <summary>
    /// How long a call may run, in milliseconds: 1 and up (III014). Then its caller is answered with <see cref="IIIErrorCodes.Timeout"/> and its
    /// <see cref="IIIContext.CancellationToken"/> fires; what it returns later is dropped. When it is not set, there is no limit.
    /// </summary>
    public int TimeLimitMs { get; set; }
}
