using System.ComponentModel;
using Iii.Validation;

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

    /// <summary>400 with each violation and its path, for the mistake is the client's.</summary>
    public static void WriteInvalid(JsonOutput output, in Violations violations)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.BeginObject();
        output.WriteRaw("\"status_code\":400,\"headers\":{\"content-type\":\"application/json\"},\"body\":{\"error\":{\"code\":"u8);
        output.WriteString(IIIErrorCodes.InvalidArguments);
        output.WriteRaw(",\"message\":"u8);
        output.WriteString(InvalidArgumentsException.Describe(violations.Listed, violations.Unlisted));
        output.WriteRaw(",\"violations\":["u8);
        for (var i = 0; i < violations.Listed.Count; i++)
        {
            output.WriteRaw(i == 0 ? "{\"path\":"u8 : ",{\"path\":"u8);
            output.WriteString(violations.Listed[i].Path);
            output.WriteRaw(",\"message\":"u8);
            output.WriteString(violations.Listed[i].Message);
            output.WriteRaw("}"u8);
        }

        output.WriteRaw("]}}"u8);
        output.EndObject();
    }
}
