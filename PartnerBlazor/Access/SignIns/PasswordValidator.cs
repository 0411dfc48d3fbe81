using Microsoft.AspNetCore.Identity;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>Holds every password that Identity is to keep against <see cref="PasswordRules"/>.</summary>
public sealed class PasswordValidator : IPasswordValidator<Account>
{
    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult(PasswordRules.RefusalOf(password, user.Email) is { } code
            ? IdentityResult.Failed(new IdentityError { Code = code })
            : IdentityResult.Success);
    }
}
