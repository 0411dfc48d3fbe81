using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerBlazor.Store;

internal sealed class AssistanceMapping : IEntityTypeConfiguration<AssistanceRequest>, IEntityTypeConfiguration<AssistanceMail>, IEntityTypeConfiguration<LaunchToken>, IEntityTypeConfiguration<ConsoleSignIn>
{
    public void Configure(EntityTypeBuilder<AssistanceRequest> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.CustomerId);
        // One waits for an answer at most.
        builder.HasIndex(r => r.CustomerId, "IX_AssistanceRequests_Pending").IsUnique().HasFilter("\"Answer\" = 0");
        builder.HasOne<Customer>().WithMany().HasForeignKey(r => r.CustomerId);
    }

    public void Configure(EntityTypeBuilder<AssistanceMail> builder)
    {
        builder.HasKey(m => m.RequestId);
        builder.Property(m => m.RequestId).ValueGeneratedNever();
        builder.HasIndex(m => m.CustomerId);
        builder.HasIndex(m => m.NextAt).HasFilter("\"NextAt\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<LaunchToken> builder)
    {
        builder.HasKey(t => t.Hash);
        builder.HasIndex(t => t.Until);
    }

    public void Configure(EntityTypeBuilder<ConsoleSignIn> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => s.Hash).IsUnique();
        builder.HasIndex(s => s.At);
    }
}

internal sealed class FormMapping : IEntityTypeConfiguration<FormDraft>, IEntityTypeConfiguration<SentForm>, IEntityTypeConfiguration<AccountRequest>, IEntityTypeConfiguration<RedeemedKey>
{
    public void Configure(EntityTypeBuilder<AccountRequest> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Ignore(r => r.IsUnderWay).Ignore(r => r.NeedsLook);
        // Created ones are the most, and only looked for by their age.
        builder.HasIndex(r => new { r.PartnerId, r.State });
        builder.HasIndex(r => r.EndedAt);
    }

    public void Configure(EntityTypeBuilder<FormDraft> builder)
    {
        builder.HasKey(d => new { d.PersonId, d.Form });
        builder.HasIndex(d => d.At);
    }

    public void Configure(EntityTypeBuilder<SentForm> builder)
    {
        builder.HasKey(f => new { f.PartnerId, f.PersonId, f.Token });
        builder.HasIndex(f => f.At);
    }

    public void Configure(EntityTypeBuilder<RedeemedKey> builder) => builder.HasKey(k => k.Key);
}
