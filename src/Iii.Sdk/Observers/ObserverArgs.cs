using System.ComponentModel;
using System.Text;

namespace Iii.Generated;

/// <summary>Writes the arguments of observers as JSON. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ObserverArgs
{
    /// <summary>Writes arguments as JSON text.</summary>
    /// <typeparam name="T">The type of the arguments.</typeparam>
    /// <typeparam name="TCodec">The codec of the arguments.</typeparam>
    /// <param name="args">The arguments.</param>
    public static string Write<T, TCodec>(T args)
        where TCodec : IJsonCodec<T>
    {
        using var output = new JsonOutput();
        TCodec.Write(output, args);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
