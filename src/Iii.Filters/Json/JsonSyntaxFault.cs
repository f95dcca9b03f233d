namespace Iii.Filters.Json;

/// <summary>Specifies what is wrong with a text that is not JSON.</summary>
internal enum JsonSyntaxFault
{
    None,
    Value,
    Name,
    Colon,
    CommaOrBrace,
    CommaOrBracket,
    End,
    ClosingQuote,
    Escape,
    Number,
    Depth,
    Surrogate,
    Encoding,
}
