using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>All there is to know of the alert whose details are open, live. One a panel: made and disposed by it.</summary>
public sealed class AlertDetailsState(AlertQueries queries, AlertCommands commands, LiveSession live, TimeProvider time, ILogger<AlertDetailsState> log) : OwnState(live)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private PartnerScope? _for;
    private Guid _id;
    private Guid? _customer;
    private int _news;

    /// <summary>What is known of it; null: not read yet, or it does not exist for the person.</summary>
    public AlertDetails? Details { get; private set; }

    /// <summary>It does not exist for the person, or not any more.</summary>
    public bool Missing { get; private set; }

    /// <summary>The last read failed; what is shown is as old as the one before.</summary>
    public bool Failed { get; private set; }

    /// <summary>True while the person may handle it.</summary>
    public bool MayHandle => Scope.May(Permission.SeeAlerts) && Scope.May(Permission.HandleAlerts);

    /// <summary>True while the person may say which rules are always loud.</summary>
    public bool MayManage => Scope.May(Permission.SeeAlerts) && Scope.May(Permission.ManagePeople);

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Reads it, and follows it from now on.</summary>
    public Task OpenAsync(Guid id, CancellationToken cancel)
    {
        _id = id;
        Watch();
        return ReadAsync(cancel);
    }

    /// <summary>Writes about it.</summary>
    /// <exception cref="RefusedException">As <see cref="AlertCommands.CommentAsync"/>.</exception>
    public async Task CommentAsync(string text, CancellationToken cancel)
    {
        await commands.CommentAsync(Scope, _id, text, cancel);
        await ReadAsync(cancel);
    }

    /// <summary>Reads it again after a failure.</summary>
    public Task RetryAsync(CancellationToken cancel) => ReadAsync(cancel);

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var rows = sets.SelectMany(set => set.Rows).Where(row => _customer is null || row.CustomerId == _customer).ToList();
        if (rows.Count == 0 && !sets.Any(set => set.People || set.Rules))
            return Task.CompletedTask;
        // What is being read is as it was before.
        _news++;
        if (rows.Exists(row => row.CustomerId == _customer && row.After is not { Visible: true }))
        {
            Forget();
            return Task.CompletedTask;
        }
        return ReadAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public override Task OnResyncAsync()
    {
        _news++;
        if (!Scope.MayTheSameAs(_for))
            Forget();
        return ReadAsync(CancellationToken.None);
    }

    private void Forget()
    {
        (Details, Missing) = (null, true);
        Changed?.Invoke();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            int seen;
            do
            {
                seen = _news;
                var scope = Scope;
                var details = scope.May(Permission.SeeAlerts) ? await Task.Run(() => queries.DetailsAsync(scope, _id, cancel), cancel) : null;
                if (seen == _news)
                    (Details, Missing, Failed, _for, _customer) = (details, details is null, false, scope, details?.Line.Alert.CustomerId ?? _customer);
            }
            while (seen != _news);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "An alert could not be read.");
            Failed = true;
        }
        finally
        {
            _turn.Release();
        }
        Changed?.Invoke();
    }
}
