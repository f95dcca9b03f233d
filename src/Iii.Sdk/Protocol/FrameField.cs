namespace Iii.Protocol;

/// <summary>The fields of frames that a worker reads.</summary>
internal enum FrameField : byte
{
    Type,
    Id,
    InvocationId,
    FunctionId,
    Data,
    Result,
    Error,
    Metadata,
    TraceParent,
    Baggage,
    TriggerType,
    Config,
    WorkerId,
    ReattachToken,
    Code,
    Namespace,
    WorkerName,
    OwnerWorkerId,
    Count,
}
