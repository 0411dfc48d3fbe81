namespace PartnerBlazor.Access;

/// <summary>Where people have accounts: by link. A tab lives for hours, so that each act gets services of its own.</summary>
public sealed class LinkInviter(IServiceScopeFactory services) : IInviter
{
    /// <inheritdoc/>
    public bool Needed => true;

    /// <inheritdoc/>
    public Task<InvitationSent> InviteAsync(PartnerScope by, Guid personId, CancellationToken cancel) =>
        WithAsync(links => links.InviteAsync(by, personId, cancel));

    /// <inheritdoc/>
    public Task<InvitationSent> StartAnewAsync(PartnerScope by, Guid personId, CancellationToken cancel) =>
        WithAsync(links => links.StartAnewAsync(by, personId, cancel));

    private async Task<InvitationSent> WithAsync(Func<AccountLinks, Task<InvitationSent>> act)
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<AccountLinks>());
    }
}
