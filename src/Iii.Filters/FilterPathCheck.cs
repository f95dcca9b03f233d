using System.Text.Json;
using Iii.Filters.Schemas;

namespace Iii.Filters;

/// <summary>Checks the paths of filters against the schemas of the function that is observed.</summary>
public static class FilterPathCheck
{
    /// <summary>
    /// Checks the paths of a filter: those of <c>input</c> against the schema of requests, those of <c>output</c> against the schema of responses. Paths of other
    /// roots are not checked, nor is a root alone.
    /// </summary>
    /// <param name="filter">The filter.</param>
    /// <param name="requestFormat">The JSON schema of requests in UTF-8; empty if it is not known.</param>
    /// <param name="responseFormat">The JSON schema of responses in UTF-8; empty if it is not known.</param>
    /// <exception cref="JsonException">A schema is not JSON.</exception>
    public static FilterPathResult Check(Filter filter, ReadOnlySpan<byte> requestFormat, ReadOnlySpan<byte> responseFormat)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var checker = new PathChecker(SchemaFormat.Read("request_format", requestFormat), SchemaFormat.Read("response_format", responseFormat));
        checker.Check(filter.Expression);
        return new FilterPathResult(checker.Error, checker.Error is null ? checker.Warnings : []);
    }
}
