using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>Partner settings: the programmes, with what gaining or losing one does (SPEC §2). For Super Admins; the command refuses everybody else.</summary>
public sealed partial class SettingsPage
{
    private Programmes? _seen;
    private ScheduledUnlinks _scheduled;
    private bool _flex;
    private bool _connect;
    private bool _saving;
    private string? _error;
    private string _told = "";

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SettingsTexts> Loc { get; set; } = null!;

    private Programmes Chosen => new(_flex, _connect);

    private bool Differs => State.Settings is { } settings && settings.Programmes != Chosen;

    private bool Decides => State.Settings is { Programmes.MspFlex: true, Scheduled: > 0 } && !_flex;

    /// <inheritdoc/>
    protected override void OnOpened() => Reset();

    // What somebody else changed shows at once where nothing was chosen here.
    /// <inheritdoc/>
    protected override void OnChanged()
    {
        if (_seen is null || Chosen == _seen)
            Reset();
        StateHasChanged();
    }

    private void Reset()
    {
        _seen = State.Settings?.Programmes;
        (_flex, _connect, _scheduled, _error) = (_seen?.MspFlex ?? false, _seen?.MspFlexConnect ?? false, ScheduledUnlinks.Undecided, null);
    }

    private async Task SaveAsync()
    {
        if (_saving || !Differs || _seen is null)
            return;
        (_saving, _error, _told) = (true, null, "");
        try
        {
            await State.SaveAsync(Chosen, _seen, Decides ? _scheduled : ScheduledUnlinks.Undecided, Closed);
            _told = Loc[nameof(SettingsTexts.Saved)];
            await State.RetryAsync(Closed);
            Reset();
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
            // What somebody else has set is what the next try is judged on.
            _seen = State.Settings?.Programmes;
        }
        finally
        {
            _saving = false;
        }
    }
}
