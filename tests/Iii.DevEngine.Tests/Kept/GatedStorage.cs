namespace Iii.DevEngine.Tests.Kept;

/// <summary>A storage whose commits wait until they are let through, or fail.</summary>
internal sealed class GatedStorage : IIIEngineStorage
{
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _passes = new(0);
    private volatile bool _isOpen;

    /// <summary>What each commit has got.</summary>
    public List<IReadOnlyList<IIIStorageRecord>> Commits { get; } = [];

    /// <summary>The next commit fails with this.</summary>
    public IOException? Failure { get; set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Returns when a commit has begun.</summary>
    public Task BegunAsync() => _begun.WaitAsync(TestTimeout.Default);

    /// <summary>Lets one commit through.</summary>
    public void Pass() => _passes.Release();

    /// <summary>Lets all further commits through.</summary>
    public void Open()
    {
        _isOpen = true;
        _passes.Release();
    }

    public IReadOnlyList<IIIStorageRecord> Load() => [];

    public void Commit(IReadOnlyList<IIIStorageRecord> changes)
    {
        lock (Commits)
        {
            Commits.Add(changes);
        }

        _begun.Release();
        if (!_isOpen)
        {
            Assert.True(_passes.Wait(TestTimeout.Default), "The commit was not let through.");
        }

        if (Failure is not null)
        {
            throw Failure;
        }
    }

    public void Dispose() => IsDisposed = true;
}
