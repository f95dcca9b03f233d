using System.Text;
using Iii.Filters;

namespace Iii.DevEngine.Tool.Client;

/// <summary>Reads a filter that stands on the command line, in a file, or comes by standard input.</summary>
internal static class FilterArgument
{
    /// <summary>Reads the filter of an argument, which is written as any other JSON argument.</summary>
    /// <returns>The filter as JSON text; null when there is no argument.</returns>
    /// <exception cref="ToolException">It cannot be read, or is no filter; then it says where.</exception>
    public static async Task<string?> ReadAsync(string? argument, Stream input, CancellationToken cancellationToken)
    {
        if (argument is null)
        {
            return null;
        }

        var json = await JsonArgument.ReadAsync(argument, "The filter", input, cancellationToken).ConfigureAwait(false);
        return Filter.TryParse(json.Span, out _, out var error)
            ? Encoding.UTF8.GetString(json.Span)
            : throw JsonArgument.ErrorAt(json.Span, error.BytePosition, error.Code, "The filter is invalid", error.Message);
    }
}
