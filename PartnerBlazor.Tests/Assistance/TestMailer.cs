using System.Collections.Concurrent;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>A mail server that takes what it is given, or does not, as the test says.</summary>
public sealed class TestMailer : IMailer
{
    public bool Exists { get; set; } = true;

    /// <summary>Why it takes nothing; null: it does.</summary>
    public string? Problem { get; set; }

    /// <summary>What it took: to whom, subject, text.</summary>
    public ConcurrentQueue<(string To, string Subject, string Text)> Taken { get; } = [];

    /// <summary>How often it was tried.</summary>
    public int Tries { get; private set; }

    public Task<string?> SendAsync(string to, string subject, string text, CancellationToken cancel)
    {
        Tries++;
        if ((Exists ? Problem : RefusalCodes.MailOff) is { } problem)
            return Task.FromResult<string?>(problem);
        Taken.Enqueue((to, subject, text));
        return Task.FromResult<string?>(null);
    }
}
