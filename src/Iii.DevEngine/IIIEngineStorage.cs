namespace Iii.DevEngine;

/// <summary>Keeps what an engine holds beyond its end. The engine works in memory; it reads everything when it starts, and gives every change.</summary>
/// <remarks>One thread uses it at a time. Whoever waits for a change is answered after <see cref="Commit"/> has returned.</remarks>
public interface IIIEngineStorage : IDisposable
{
    /// <summary>Reads all records, in the order in which each was first put. Called once, before the first <see cref="Commit"/>.</summary>
    /// <exception cref="IOException">They can not be read.</exception>
    IReadOnlyList<IIIStorageRecord> Load();

    /// <summary>Makes changes in their order, all of them or none. When it returns, they outlast the end of the process and of the machine.</summary>
    /// <param name="changes">Each puts a record, or removes it when it has no JSON. One that was removed and is put again comes last.</param>
    /// <exception cref="IOException">They were not made. The engine gives no further changes, and answers nothing any more that depends on one.</exception>
    void Commit(IReadOnlyList<IIIStorageRecord> changes);
}

/// <summary>What is kept under a key.</summary>
/// <param name="Collection">What it is part of, such as <c>state</c>.</param>
/// <param name="Group">A part of the collection, such as a scope or a queue.</param>
/// <param name="Key">Which one of the group; no other of the group has it.</param>
/// <param name="Json">Its value; null when it is removed.</param>
public readonly record struct IIIStorageRecord(string Collection, string Group, string Key, string? Json);
