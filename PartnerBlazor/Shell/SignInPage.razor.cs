using Microsoft.AspNetCore.Components;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>The sign-in page: plain HTML without a circuit. In the demo it lists everybody; one click each.</summary>
public sealed partial class SignInPage
{
    private IReadOnlyList<DemoPartner> _partners = [];

    /// <summary>Where to go afterwards; only addresses of this site count.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    [Inject]
    private DemoPeople People { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _partners = await People.ListAsync(CancellationToken.None);
}
