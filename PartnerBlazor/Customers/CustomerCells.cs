using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>
/// What the cells of a row say where nobody acts on them, as one piece of markup a cell: drawn as elements, thirty rows held four times the
/// memory in every open tab, and a change sent every attribute of them (perf.md §1; PartnerBlazor.Bench memory). Scoped: one for a tab.
/// </summary>
public sealed class CustomerCells(
    CustomersState state, CustomerWords words, DetailsWords why, IStringLocalizer<CustomerTexts> loc, IStringLocalizer<UnlinkTexts> unlink,
    IStringLocalizer<BillingTexts> billing, IStringLocalizer<DetailsTexts> details, IStringLocalizer<GroupTexts> groups)
{
    /// <summary>The name, which opens the contact, and what stands behind it.</summary>
    public MarkupString Name(RowSlot slot, CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string order = row.ManagedOrder ? loc[nameof(CustomerTexts.ManagedOrder)] : "";
        return Html.Of(
            $"<span class=\"pb-name-line\"><button type=\"button\" class=\"pb-name-button\" title=\"{row.DisplayName}\" data-pb-act=\"{CustomerTableRow.Contact}\">{row.DisplayName}</button>{(row.ManagedOrder ? Html.Of($"<span class=\"pb-order\" role=\"img\" aria-label=\"{order}\" title=\"{order}\">$</span>") : Html.None)}{Dot(slot, RowCell.Name)}</span>");
    }

    /// <summary>The button that edits the groups.</summary>
    public MarkupString EditGroups(CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string edit = groups[nameof(GroupTexts.EditGroupsOf), row.DisplayName];
        return Html.Of(
            $"<button type=\"button\" class=\"pb-edit-groups\" aria-label=\"{edit}\" title=\"{edit}\" data-pb-act=\"{CustomerTableRow.EditGroups}\"><i class=\"pb-pencil\" aria-hidden=\"true\"></i></button>");
    }

    /// <summary>The buttons of the last cell: the menu, and the details.</summary>
    /// <param name="row">The customer.</param>
    /// <param name="mayAct">There is a menu.</param>
    /// <param name="opened">The details are open beside the list.</param>
    public MarkupString Open(CustomerRow row, bool mayAct, bool opened)
    {
        ArgumentNullException.ThrowIfNull(row);
        var menu = mayAct
            ? Html.Of($"<button type=\"button\" class=\"pb-menu-button\" aria-haspopup=\"menu\" aria-label=\"{unlink[nameof(UnlinkTexts.ActsOf), row.DisplayName].Value}\" data-pb-act=\"{CustomerTableRow.Menu}\"></button>")
            : Html.None;
        return Html.Of(
            $"<div role=\"cell\" class=\"pb-cell pb-open\">{menu}<button type=\"button\" class=\"pb-open-button\" aria-label=\"{details[nameof(DetailsTexts.DetailsOf), row.DisplayName].Value}\" title=\"{details[nameof(DetailsTexts.Details)].Value}\" aria-expanded=\"{(opened ? "true" : "false")}\" data-pb-act=\"{CustomerTableRow.Details}\"></button></div>");
    }

    /// <summary>The line under the name: what the search found elsewhere, and the groups.</summary>
    public MarkupString Sub(RowSlot slot, CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(slot);
        ArgumentNullException.ThrowIfNull(row);
        var matched = MatchedText(row) is { } found ? Html.Of($"<span class=\"pb-matched\" title=\"{found}\">{found}</span>") : Html.None;
        return Html.Of($"<span class=\"pb-sub {Tint(slot, RowCell.Groups)}\">{matched}{Groups(row)}{Dot(slot, RowCell.Groups)}</span>");
    }

    /// <summary>Billing type, and what is the matter with the account.</summary>
    public MarkupString Billing(RowSlot slot, CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var status = StatusText(row) is { } text ? Html.Of($"<span class=\"pb-sub pb-status\">{text}</span>") : Html.None;
        var leaves = row.UnlinkOn is { } day
            ? Html.Of($"<span class=\"pb-status pb-leaves\" title=\"{unlink[nameof(UnlinkTexts.PlanScheduled), words.FullDay(day)].Value}\">{unlink[nameof(UnlinkTexts.LeavesOn), words.Until(day, state.Today)].Value}</span>")
            : Html.None;
        var asked = row.BillingRequested is { } requested
            ? Asked(billing[nameof(BillingTexts.NotSeenWhy), words.Billing(requested)], billing[nameof(BillingTexts.NotSeen)])
            : Html.None;
        return Cell(slot, RowCell.Billing, "pb-billing", Html.Of($"{words.Billing(row.BillingType)}{status}{leaves}{asked}"), dot: true);
    }

    /// <summary>The licence badges; how many are seen is the style sheet's business (<see cref="RowBadges"/>).</summary>
    public MarkupString Licences(RowSlot slot, CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(slot);
        ArgumentNullException.ThrowIfNull(row);
        var asked = row.ProductsRequested is { } products
            ? Asked(billing[nameof(BillingTexts.ProductsNotSeenWhy), Products.NamesOf(products)], billing[nameof(BillingTexts.ProductsNotSeen)])
            : Html.None;
        // Nobody knows that there are none.
        var badges = row.Covers.Count == 0 && slot.AsOf is null && state.Scope.HasVendor
            ? Html.Of($"<span class=\"pb-none\">{loc[nameof(CustomerTexts.LicencesNotRead)].Value}</span>") : Badges(slot, row);
        // A badge went: there is none left to carry the mark.
        return Cell(null, RowCell.Licences, "pb-licences", Html.Of($"{badges}{asked}{(slot.BadgeMarks.Count == 0 ? Dot(slot, RowCell.Licences) : Html.None)}"), dot: false);
    }

    /// <summary>When protection ends first.</summary>
    public MarkupString Expiry(RowSlot slot, CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var text = row.NextExpiry is { } expiry
            ? Html.Of($"<time datetime=\"{IsoDay.Of(expiry)}\" title=\"{words.FullDay(expiry)}\">{words.Until(expiry, state.Today)}</time>")
            : None(loc[nameof(CustomerTexts.NoExpiry)]);
        return Cell(slot, RowCell.Expiry, "pb-expiry pb-figures", text, dot: true);
    }

    /// <summary>Partner Assistance.</summary>
    public MarkupString Assistance(RowSlot slot, CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string label = unlink[nameof(UnlinkTexts.Asked)];
        var asked = row.AssistanceAskedAt is { } at
            ? Html.Of($"<span class=\"pb-asked\" role=\"img\" aria-label=\"{label}\" title=\"{label}, {words.Ago(at, state.Now)}\">?</span>")
            : Html.None;
        return Cell(slot, RowCell.Assistance, "pb-assistance", Html.Of(
            $"<span class=\"pb-assist pb-assist-{row.Assistance.ToString().ToLowerInvariant()}\" title=\"{why.AssistanceWhy(row, state.Now)}\">{words.Assistance(row.Assistance)}</span>{asked}"), dot: true);
    }

    /// <summary>Open alerts; no cell for who may not see them.</summary>
    public MarkupString Alerts(RowSlot slot, CustomerRow row, bool seesAlerts)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!seesAlerts)
            return Html.None;
        var text = row switch
        {
            { Visible: false } => Html.Of($"<span class=\"pb-none\" title=\"{loc[nameof(CustomerTexts.NoVisibilityWhy)].Value}\">{loc[nameof(CustomerTexts.NoVisibility)].Value}</span>"),
            { Alerts: 0 } => Html.Of($"<span class=\"pb-none\" aria-label=\"{loc[nameof(CustomerTexts.NoAlerts)].Value}\">–</span>"),
            _ => Html.Of($"{Severity(row.AlertsHigh, "high", nameof(CustomerTexts.HighAlerts))}{Severity(row.AlertsMedium, "medium", nameof(CustomerTexts.MediumAlerts))}{Severity(row.AlertsLow, "low", nameof(CustomerTexts.LowAlerts))}"),
        };
        return Cell(slot, RowCell.Alerts, "pb-alerts", text, dot: true);
    }

    /// <summary>How old the vendor's word is.</summary>
    public MarkupString AsOf(RowSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return slot.AsOf is { } at
            ? Html.Of($"<div role=\"cell\" class=\"pb-cell pb-asof pb-figures\"><time datetime=\"{at.ToString("O")}\" title=\"{words.FullMoment(at)}\">{words.Ago(at, state.Now)}</time></div>")
            : Html.Of($"<div role=\"cell\" class=\"pb-cell pb-asof pb-figures\"><span class=\"pb-none\">{loc[nameof(CustomerTexts.NeverRead)].Value}</span></div>");
    }

    /// <summary>Classes of a cell that changed.</summary>
    public static string? Tint(RowSlot slot, RowCell cell)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return LicenceBadge.Tint(slot.Marks.GetValueOrDefault(cell));
    }

    private static MarkupString None(string label) => Html.Of($"<span class=\"pb-none\" aria-label=\"{label}\">–</span>");

    private static MarkupString Asked(string title, string text) =>
        Html.Of($"<span class=\"pb-sub pb-status pb-requested\" title=\"{title}\">{text}</span>");

    private MarkupString Cell(RowSlot? tinted, RowCell cell, string classes, MarkupString inside, bool dot) => Html.Of(
        $"<div role=\"cell\" class=\"pb-cell {classes} {(tinted is null ? null : Tint(tinted, cell))}\">{inside}{(dot && tinted is not null ? Dot(tinted, cell) : Html.None)}</div>");

    private MarkupString Dot(RowSlot slot, RowCell cell)
    {
        if (!slot.Marks.TryGetValue(cell, out var mark))
            return Html.None;
        var text = MarkText(mark);
        return Html.Of($"<span class=\"pb-dot\" role=\"img\" aria-label=\"{text}\" title=\"{text}\"></span>");
    }

    private string MarkText(CellMark mark) => words.Mark(mark, state.Now);

    private MarkupString Severity(int count, string name, string key)
    {
        if (count == 0)
            return Html.None;
        string text = loc[key, count];
        return Html.Of($"<span class=\"pb-severity pb-severity-{name}\" role=\"img\" aria-label=\"{text}\" title=\"{text}\">{count}</span>");
    }

    private MarkupString Groups(CustomerRow row)
    {
        if (row.GroupIds.Count == 0)
            return Html.None;
        List<string> names = [.. row.GroupIds.Select(id => state.Groups.GetValueOrDefault(id)?.Name).OfType<string>().Order(StringComparer.CurrentCultureIgnoreCase)];
        var each = Html.All(names.Select(name => Html.Of($"<span class=\"pb-group\">{name}</span>")));
        return names.Count == 0 ? Html.None : Html.Of($"<span class=\"pb-row-groups\" title=\"{string.Join(" · ", names)}\">{each}</span>");
    }

    private MarkupString Badges(RowSlot slot, CustomerRow row)
    {
        var badges = row.Covers.Count == 0 ? [] : RowBadges.Of(
            row.Covers.Where(cover => cover.Running || !state.ProtectionOnly), state.Filter,
            cover => (words.Category(cover.Category), words.CoverShort(cover, state.Today)));
        if (badges.Count == 0)
        {
            string why = state.ProtectionOnly && row.Covers.Count > 0 ? loc[nameof(CustomerTexts.NoProtection)] : loc[nameof(CustomerTexts.NoLicences)];
            return Html.Of($"<span class=\"pb-none\" role=\"img\" aria-label=\"{why}\">–</span>");
        }
        var each = Html.All(badges.Select(badge =>
            LicenceBadge.Markup(badge.Cover, state.Today, words, slot.BadgeMarks.GetValueOrDefault(badge.Cover.Category), MarkText, badge.Room)));
        // The style sheet knows how many have no room and writes their number; readers of the screen hear them all.
        var more = badges.Count > 1
            ? Html.Of($"<span class=\"pb-more\" aria-hidden=\"true\" title=\"{string.Join('\n', badges.Skip(1).Select(badge => words.Cover(badge.Cover, state.Today)))}\"></span>")
            : Html.None;
        return Html.Of($"<span class=\"pb-badges\" style=\"counter-reset:pb-more {badges.Count}\">{each}{more}</span>");
    }

    private string? StatusText(CustomerRow row) => row switch
    {
        { Status: CustomerStatus.Suspended } => (string)loc[nameof(CustomerTexts.StatusSuspended)],
        { Status: CustomerStatus.Cancelled } => loc[nameof(CustomerTexts.StatusCancelled)],
        { Activated: false } => loc[nameof(CustomerTexts.NotActivated)],
        _ => null,
    };

    private string? MatchedText(CustomerRow row)
    {
        var searched = state.SearchWords;
        if (searched.Count == 0 || SearchText.MatchedField(row.SearchText, searched, out var former) is not { } field)
            return null;
        return field switch
        {
            SearchField.Name => (string)loc[nameof(CustomerTexts.MatchedName), row.Name],
            SearchField.Contact => loc[nameof(CustomerTexts.MatchedContact), row.Fields.Contact],
            SearchField.Email => loc[nameof(CustomerTexts.MatchedEmail), row.Fields.Email],
            SearchField.AccountId => loc[nameof(CustomerTexts.MatchedId), row.Id],
            SearchField.FormerName => loc[nameof(CustomerTexts.MatchedFormer), row.Fields.FormerNames[former]],
            _ => null,
        };
    }
}
