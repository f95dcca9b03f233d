namespace Iii.Filters.Syntax;

/// <summary>Specifies an operator on a value, in the byte order of the names.</summary>
internal enum OperatorKind
{
    None = -1,
    Any,
    Equal,
    Exists,
    Greater,
    GreaterOrEqual,
    In,
    Less,
    LessOrEqual,
    NotEqual,
    NotIn,
    Prefix,
}
