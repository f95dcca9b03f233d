using System.ComponentModel;
using Iii.Generated;

namespace Iii;

public sealed partial class IIIWorker
{
    /// <summary>
    /// Registers a lambda, a local function or a method, whose parameters and result are bound as those of a method with <see cref="IIIFunctionAttribute"/> are:
    /// <c>worker.MapFunction("math::add", (double a, double b) => a + b)</c>. Attributes of triggers may stand before a lambda.
    /// </summary>
    /// <remarks>The generator takes the call over and makes the reader and the writer; what it can not read or write is an error at compile time.</remarks>
    /// <param name="id">The function's id; it need not be a constant.</param>
    /// <param name="handler">Answers calls.</param>
    /// <param name="options">What the engine is told of the function; schemas that are not given are those of the handler.</param>
    /// <exception cref="InvalidOperationException">The worker has a function with this id already, or the call was not taken over.</exception>
    public IIIRegistration MapFunction(string id, Delegate handler, FunctionOptions? options = null) => throw new InvalidOperationException(
        $"A call of MapFunction on the worker '{Name}' was not taken over by the generator: it is called by reflection, through a delegate, or from an assembly without the generator. " +
        "Call it directly, or use RegisterFunction.");

    /// <summary>Registers a function that generated code defines; used by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IIIRegistration Map(FunctionDefinition function)
    {
        ArgumentNullException.ThrowIfNull(function);
        CheckId(function.Id);
        var registration = Register(function);
        _instances.Require(function);
        return registration;
    }
}
