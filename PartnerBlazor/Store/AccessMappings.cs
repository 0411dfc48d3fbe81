using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerBlazor.Store;

// What Identity's UserOnlyStore asks for; its own context would bring user claims and lengths nobody needs.
internal sealed class IdentityMapping : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
    IEntityTypeConfiguration<IdentityUserToken<Guid>>, IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(a => a.NormalizedUserName).IsUnique();
        builder.HasIndex(a => a.NormalizedEmail);
        builder.HasOne<Person>().WithOne().HasForeignKey<Account>(a => a.Id);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.ToTable("AccountLogins");
        builder.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.ToTable("AccountTokens");
        builder.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        builder.HasOne<Account>().WithMany().HasForeignKey(t => t.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("AccountPasskeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(1024);
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId);
    }
}

internal sealed class AccessMapping : IEntityTypeConfiguration<SignIn>, IEntityTypeConfiguration<CustomRole>, IEntityTypeConfiguration<JournalCheckpoint>
{
    public void Configure(EntityTypeBuilder<SignIn> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => s.PersonId);
        builder.HasIndex(s => s.At);
    }

    public void Configure(EntityTypeBuilder<CustomRole> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).UseCollation("NOCASE");
        builder.HasIndex(r => new { r.PartnerId, r.Name }).IsUnique();
        builder.HasOne<Partner>().WithMany().HasForeignKey(r => r.PartnerId);
    }

    public void Configure(EntityTypeBuilder<JournalCheckpoint> builder)
    {
        builder.HasKey(c => new { c.PartnerId, c.LastSeq });
        builder.HasOne<Partner>().WithMany().HasForeignKey(c => c.PartnerId);
    }
}
