using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>A step of the form of a new account.</summary>
public enum AccountStep
{
    /// <summary>Company, contact, address.</summary>
    Details,
    /// <summary>The products.</summary>
    Products,
    /// <summary>The terms.</summary>
    Terms,
    /// <summary>Looked over and created.</summary>
    Create,
}

/// <summary>Why a form is closed to a person.</summary>
public enum FormBar
{
    /// <summary>It is open.</summary>
    None,
    /// <summary>Their role does not allow it.</summary>
    Role,
    /// <summary>Their partner has no MSP Flex.</summary>
    Programme,
}

/// <summary>
/// The form of a new account in one open tab: what was typed, the step, what is wrong. Keeps a draft in the store about a second after the
/// last change (SPEC §5: survives a killed server), and closes the moment the person's role or the partner's programme no longer allows it.
/// </summary>
public sealed class MonthlyAccountState(
    AccountCommands accounts, FormDraftCommands drafts, RequestQueries requests, RequestCommands acts, LiveSession live, TimeProvider time, ILogger<MonthlyAccountState> log)
    : ILiveState, IAsyncDisposable
{
    /// <summary>How long after the last change the draft is saved.</summary>
    public static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(1);

    /// <summary>How long after a save that failed the next is tried.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private static readonly AccountDraft s_empty = new();
    private static readonly string[] s_productFields = [nameof(AccountDraft.Products)];
    private static readonly string[] s_termsFields = [nameof(AccountDraft.TermsAccepted)];
    // What the country decides is judged anew with it.
    private static readonly string[] s_byCountry = [nameof(AccountDraft.Phone), nameof(AccountDraft.Mobile), nameof(AccountDraft.PostalCode)];

    private readonly CancellationTokenSource _closed = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IDisposable? _membership;
    private Action? _changed;
    private PartnerScope? _person;
    private Guid _token = Guid.NewGuid();
    private int _version;

    /// <summary>Which account the form creates.</summary>
    public AccountKind Kind { get; private set; }

    /// <summary>Why the form is closed to the person; may change while they fill it in.</summary>
    public FormBar Bar { get; private set; }

    /// <summary>What was typed.</summary>
    public AccountDraft Draft { get; private set; } = new();

    /// <summary>The step on screen.</summary>
    public AccountStep Step { get; private set; }

    /// <summary>What is wrong on this step, in its order.</summary>
    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    /// <summary>Why nothing was created, when no field is at fault.</summary>
    public RefusedException? Refused { get; private set; }

    /// <summary>When the draft this form began with was saved (UTC); null: it began empty.</summary>
    public DateTime? RestoredAt { get; private set; }

    /// <summary>True while the store does not have all that was typed.</summary>
    public bool Unsaved { get; private set; }

    /// <summary>True when the last attempt to save the draft failed; it is tried again.</summary>
    public bool SaveFailed { get; private set; }

    /// <summary>True while the account is being created.</summary>
    public bool Creating { get; private set; }

    /// <summary>What came of it; null while the form is being filled in.</summary>
    public CreatedAccount? Created { get; private set; }

    /// <summary>How far it is where it was asked for at the vendor; null: it was not, or nobody knows yet.</summary>
    public AccountRequest? Request { get; private set; }

    /// <summary>True: it is asked for at a real vendor.</summary>
    public bool AtVendor => live.Scope.HasVendor;

    /// <summary>What this form had created when it was sent from another tab meanwhile; what is typed here then is a new form.</summary>
    public CreatedAccount? SentBefore { get; private set; }

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>True when something was typed that is not created yet.</summary>
    public bool Typed => Created is null && (Draft.Products.Count > 0 || Draft with { Products = s_empty.Products } != s_empty);

    private string Form => SavedForm.NameOf(Kind);

    /// <summary>Opens the form with the person's draft, if they have one, and follows their rights. Call it on the tab's context, once.</summary>
    /// <param name="kind">Which account.</param>
    /// <param name="changed">Called when something changed that the person did not just do.</param>
    /// <param name="cancel">Cancels the reading.</param>
    public async Task OpenAsync(AccountKind kind, Action changed, CancellationToken cancel)
    {
        (Kind, _changed) = (kind, changed);
        // Watch first, then read.
        _membership = live.Join(this);
        _person = live.Scope;
        Bar = BarOf(live.Scope, kind);
        await RestoreAsync(cancel);
    }

    /// <summary>Something was typed; what was wrong with it is no longer said.</summary>
    /// <param name="field">The field.</param>
    /// <param name="draft">All that is typed now.</param>
    public void Change(string field, AccountDraft draft)
    {
        // A key that was on its way when the button was pressed.
        if (Creating || Created is not null)
            return;
        Draft = draft;
        Refused = null;
        Errors = [.. Errors.Where(error => error.Field != field && !(field == nameof(AccountDraft.CountryCode) && s_byCountry.Contains(error.Field)))];
        Touch();
    }

    /// <summary>Goes to the next step, when nothing is wrong on this one.</summary>
    /// <returns>False: something is.</returns>
    public async Task<bool> NextAsync()
    {
        Errors = Check(Step);
        if (Errors.Count > 0)
            return false;
        await GoAsync(Step + 1);
        return true;
    }

    /// <summary>Goes to a step, forward only past steps on which nothing is wrong.</summary>
    public async Task GoAsync(AccountStep step)
    {
        (Step, Errors, Refused) = (step, [], null);
        Touch();
        await SaveAsync();
    }

    /// <summary>Creates the account; while it is being created or once it is, does nothing. What is refused is told by the state.</summary>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    public async Task CreateAsync(CancellationToken cancel)
    {
        if (Creating || Created is not null || Bar != FormBar.None)
            return;
        (Refused, SentBefore) = (null, null);
        foreach (var step in Enum.GetValues<AccountStep>())
            if (Check(step) is { Count: > 0 } errors)
            {
                (Step, Errors) = (step, errors);
                return;
            }
        Creating = true;
        try
        {
            // First the draft: should the server fall now, nothing is lost; and was it sent from another tab, that is told and nothing is sent.
            if (!await SaveAsync())
                return;
            Created = await (Kind == AccountKind.Monthly
                ? accounts.CreateMonthlyAsync(live.Scope, _token, Draft, cancel)
                : accounts.StartTrialAsync(live.Scope, _token, Draft, cancel));
            _version++;
            Unsaved = false;
            await FollowAsync();
        }
        catch (RefusedException refused)
        {
            Take(refused);
        }
        finally
        {
            Creating = false;
        }
    }

    /// <summary>The vendor refused it: what was typed is a form again, to be asked for in better words.</summary>
    /// <exception cref="RefusedException">As <see cref="RequestCommands.OpenAgainAsync"/> says; all is as it was.</exception>
    public async Task ReopenAsync()
    {
        if (Request is not { State: AccountRequestState.Refused, Problem: { } code } refused)
            return;
        await acts.OpenAgainAsync(live.Scope, refused.Kind, refused.Id, CancellationToken.None);
        (Created, Request) = (null, null);
        await RestoreAsync(CancellationToken.None);
        Refused = new RefusedException(code);
    }

    /// <summary>Forgets what was typed, and its draft; the form begins anew.</summary>
    /// <exception cref="RefusedException">The database cannot write: everything is as it was.</exception>
    public async Task StartOverAsync()
    {
        await _turn.WaitAsync();
        try
        {
            await drafts.DiscardAsync(_person!, Form, CancellationToken.None);
            _version++;
            (_token, Draft, Step, Errors, Refused) = (Guid.NewGuid(), s_empty, AccountStep.Details, [], null);
            (RestoredAt, Unsaved, SaveFailed, Created, SentBefore) = (null, false, false, null, null);
            Request = null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Saves the draft now.</summary>
    /// <returns>False: it could not be saved, or was sent from another tab.</returns>
    public async Task<bool> SaveAsync()
    {
        await _turn.WaitAsync();
        try
        {
            var version = _version;
            if (!Typed)
            {
                if (Unsaved && Created is null)
                    await drafts.DiscardAsync(_person!, Form, CancellationToken.None);
                Unsaved = version != _version;
                return true;
            }
            var saved = await drafts.SaveAsync(_person!, Form, _token, Content, CancellationToken.None);
            if (saved.Spent)
            {
                // What is typed here goes on as a form of its own.
                (SentBefore, _token) = (new CreatedAccount(saved.CustomerId), Guid.NewGuid());
                await drafts.SaveAsync(_person!, Form, _token, Content, CancellationToken.None);
            }
            Unsaved = version != _version;
            SaveFailed = false;
            return !saved.Spent;
        }
        catch (RefusedException refused)
        {
            SaveFailed = true;
            if (Creating)
                Refused = refused;
            _ = SaveLaterAsync(_version, RetryAfter);
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (!sets.Any(set => set.Accounts) || Created?.RequestId is null)
            return;
        await FollowAsync();
        _changed?.Invoke();
    }

    /// <inheritdoc/>
    public async Task OnResyncAsync()
    {
        var bar = BarOf(live.Scope, Kind);
        await FollowAsync();
        _changed?.Invoke();
        if (bar == Bar)
            return;
        Bar = bar;
        // Closed over what was typed: it stays in the draft.
        if (Unsaved)
            await SaveAsync();
        _changed?.Invoke();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _membership?.Dispose();
        _changed = null;
        await _closed.CancelAsync();
        // The timer dies with the tab; what it would have saved does not.
        if (Unsaved)
            await SaveAsync();
        _closed.Dispose();
        // The semaphore is left to the collector: a save may be about to release it.
    }

    /// <summary>The step a field is on.</summary>
    public static AccountStep StepOf(string? field) =>
        s_productFields.Contains(field) ? AccountStep.Products : s_termsFields.Contains(field) ? AccountStep.Terms : AccountStep.Details;

    private static FormBar BarOf(PartnerScope scope, AccountKind kind) =>
        !scope.May(kind == AccountKind.Monthly ? Permission.ManageMonthly : Permission.StartTrial) ? FormBar.Role
        : kind == AccountKind.Monthly && !scope.MspFlex ? FormBar.Programme : FormBar.None;

    private IReadOnlyList<FieldError> Check(AccountStep step) => step switch
    {
        AccountStep.Details => AccountRules.CheckDetails(Draft.Trimmed(), AtVendor),
        AccountStep.Products => AccountRules.CheckProducts(Draft, AtVendor),
        AccountStep.Terms => AccountRules.CheckTerms(Draft),
        _ => [],
    };

    private async Task RestoreAsync(CancellationToken cancel)
    {
        if (await drafts.ReadAsync(_person!, Form, cancel) is { } draft && SavedForm.Read(draft.Content) is { } content)
            (Draft, Step, _token, RestoredAt) = (content.Draft, content.Step, draft.Token, draft.At);
    }

    private async Task FollowAsync()
    {
        if (Created?.RequestId is not { } id)
            return;
        try
        {
            // One that is not to be seen any more was the last that could be.
            var read = await requests.FindAsync(live.Scope, id, CancellationToken.None);
            // The form may have begun anew meanwhile.
            if (Created?.RequestId == id)
                Request = read ?? Request;
        }
        catch (Exception error) when (error is not RefusedException)
        {
            // The next change, or the list of what is under way, says it.
            log.LogError(error, "How far a new account is could not be read.");
        }
    }

    private void Take(RefusedException refused)
    {
        if (refused.Field is null)
        {
            Refused = refused;
            return;
        }
        Step = StepOf(refused.Field);
        Errors = [new FieldError(refused.Field, refused.Code, refused.Detail)];
    }

    private void Touch()
    {
        Unsaved = true;
        _ = SaveLaterAsync(++_version, SaveAfter);
    }

    private async Task SaveLaterAsync(int version, TimeSpan after)
    {
        try
        {
            await Task.Delay(after, time, _closed.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        // Typed on meanwhile, or saved: a later turn has it.
        if (version != _version || !Unsaved)
            return;
        await SaveAsync();
        _changed?.Invoke();
    }

    private string Content => new SavedForm(Draft, Step).Write();
}
