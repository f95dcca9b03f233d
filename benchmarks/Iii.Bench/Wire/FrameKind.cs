namespace Iii.Bench.Wire;

/// <summary>The opcodes of RFC 6455.</summary>
internal enum FrameKind
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
