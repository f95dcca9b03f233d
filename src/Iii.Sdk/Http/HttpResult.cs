using System.ComponentModel;

namespace Iii.Generated;

/// <summary>Writes plain results as http responses. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HttpResult
{
    /// <summary>200 with the result as its body.</summary>
    public static void Write<T, TCodec>(JsonOutput output, T? result)
        where TCodec : IJsonCodec<T>
    {
        output.BeginObject();
        output.WriteRaw("\"status_code\":200,\"body\":"u8);
        TCodec.Write(output, result);
        output.EndObject();
    }

    /// <summary>204; without a content-type the engine would send a body of its own.</summary>
    public static void WriteNoContent(JsonOutput output) =>
        output.WriteRaw("""{"status_code":204,"headers":{"content-type":"application/json"},"body":null}"""u8);
}
