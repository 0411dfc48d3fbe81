using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>
/// The unlink planner (SPEC §5): says for each customer whether it leaves today, on which day, or not and why; demands that the name, or the
/// number, be typed; runs, says what came of it, tries the failed ones again. For Super Admins; closes when the right is lost.
/// </summary>
public sealed partial class UnlinkDialog
{
    private const string TitleId = "pb-unlink-title";
    private const string FormId = "pb-unlink-form";
    private const string FieldId = "pb-unlink-confirm";
    private const string ErrorId = "pb-unlink-error";
    private const int MaxLines = 200;

    private MudButton? _close;
    private BulkResult? _result;
    private string? _error;
    private string _typed = "";
    private string? _name;
    private bool _running;
    private int _progress;
    private int _total;

    /// <summary>The customers.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<Guid> CustomerIds { get; set; }

    [Inject]
    private UnlinkWords Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<UnlinkTexts> Loc { get; set; } = null!;

    private string Title => CustomerIds.Count == 1 && _name is { } name
        ? Loc[nameof(UnlinkTexts.TitleOne), name]
        : Loc[nameof(UnlinkTexts.Title), CustomerIds.Count.ToString("N0", CultureInfo.CurrentCulture)];

    // Those it would be done to; what is scheduled already stays so.
    private List<UnlinkTarget> Targets => TargetsOf(_ => true);

    // Of those it was refused for, those for whom it would be done now.
    private List<UnlinkTarget> Again => TargetsOf(preview => _result?.Failed.ContainsKey(preview.CustomerId) == true);

    private string Expected => ConfirmationOf(Targets);

    /// <inheritdoc/>
    protected override Task OpenAsync() => State.OpenAsync(CustomerIds, Closed);

    /// <inheritdoc/>
    protected override void OnChanged()
    {
        // Who has left is in no preview any more.
        if (State.Previews is [var one])
            _name = one.Name;
        if (!State.Allowed)
            Dialog.Cancel();
        else if (State is { Previews.Count: 0, Failed: false } && _result is null && !_running)
            // Nobody of them exists for the person any more.
            Dialog.Cancel();
        else
            StateHasChanged();
    }

    private List<UnlinkTarget> TargetsOf(Func<UnlinkPreview, bool> which) =>
        [.. (State.Previews ?? []).Where(preview => preview is { Plan.Refusal: null, ScheduledOn: null } && which(preview))
            .Select(preview => new UnlinkTarget(preview.CustomerId, preview.Plan.On))];

    // The command demands the same.
    private string ConfirmationOf(List<UnlinkTarget> targets) => targets is [var one]
        ? State.Previews!.Single(preview => preview.CustomerId == one.CustomerId).Name.Trim()
        : targets.Count.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<string> Summary(IReadOnlyList<UnlinkPreview> previews)
    {
        var (now, later) = (Targets.Count(target => target.On is null), Targets.Where(target => target.On is not null).ToList());
        if (now > 0)
            yield return Loc[nameof(UnlinkTexts.WillLeaveNow), now.ToString("N0", CultureInfo.CurrentCulture)];
        if (later.Count > 0)
            yield return Loc[nameof(UnlinkTexts.WillLeaveOn), later.Count.ToString("N0", CultureInfo.CurrentCulture), Days.Day(later[0].On!.Value)];
        if (previews.Count(preview => preview.ScheduledOn is not null) is > 0 and var scheduled)
            yield return Loc[nameof(UnlinkTexts.AreScheduled), scheduled.ToString("N0", CultureInfo.CurrentCulture)];
        foreach (var reason in previews.Where(preview => preview is { Plan.Refusal: not null, ScheduledOn: null }).GroupBy(preview => preview.Plan.Refusal!.Code))
            yield return $"{Loc[nameof(UnlinkTexts.WillNot), reason.Count().ToString("N0", CultureInfo.CurrentCulture)]} – {Words.Reason(reason.Key)}";
        if (CustomerIds.Count - previews.Count is > 0 and var missing)
            yield return Loc[nameof(UnlinkTexts.AreMissing), missing.ToString("N0", CultureInfo.CurrentCulture)];
    }

    private Task UnlinkAsync() => _typed.Trim() == Expected ? RunAsync(Targets, _typed) : Task.CompletedTask;

    private async Task RunAsync(List<UnlinkTarget> targets, string confirmation)
    {
        if (_running || targets.Count == 0)
            return;
        (_running, _error, _progress, _total) = (true, null, 0, targets.Count);
        try
        {
            var now = await State.UnlinkAsync(targets, confirmation, OnProgress, Closed);
            _result = _result is null ? now : _result.Again(now, targets.Select(target => target.CustomerId));
            Focus.To(() => _close);
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // Closed while it ran; what is done stays done.
        }
        finally
        {
            _running = false;
        }
    }

    private void OnProgress(int done)
    {
        _progress = done;
        StateHasChanged();
    }
}
