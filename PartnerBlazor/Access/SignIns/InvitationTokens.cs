using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>Tokens of invitations: they live longer than those of a forgotten password.</summary>
public sealed class InvitationTokens(
    IDataProtectionProvider protection, IOptions<InvitationTokens.Lifetime> options, ILogger<DataProtectorTokenProvider<Account>> log)
    : DataProtectorTokenProvider<Account>(protection, options, log)
{
    /// <summary>Name of the provider.</summary>
    public new const string Name = "Invitation";

    /// <summary>How long they live.</summary>
    public sealed class Lifetime : DataProtectionTokenProviderOptions
    {
        /// <summary>Keys of their own.</summary>
        public Lifetime() => Name = InvitationTokens.Name;
    }
}
