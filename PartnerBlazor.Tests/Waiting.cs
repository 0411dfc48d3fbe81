using System.Diagnostics;

namespace PartnerBlazor.Tests;

/// <summary>Waits for what the server does in its own time, where there is nothing to wait on but what can be looked at.</summary>
internal static class Waiting
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Looks again and again until it is so; fails when it does not come about.</summary>
    public static async Task UntilAsync(Func<Task<bool>> met)
    {
        var patience = Stopwatch.StartNew();
        while (!await met())
        {
            Assert.True(patience.Elapsed < s_patience, "It did not come about.");
            await Task.Yield();
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}})"/>
    public static Task UntilAsync(Func<bool> met) => UntilAsync(() => Task.FromResult(met()));
}
