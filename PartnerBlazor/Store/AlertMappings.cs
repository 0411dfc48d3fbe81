using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerBlazor.Store;

internal sealed class AlertMapping : IEntityTypeConfiguration<Alert>, IEntityTypeConfiguration<AlertOccurrence>, IEntityTypeConfiguration<AlertNote>, IEntityTypeConfiguration<LoudRule>,
    IEntityTypeConfiguration<AlertAction>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => new { a.CustomerId, a.State, a.Severity });
        builder.HasIndex(a => new { a.PartnerId, a.State, a.RaisedAt });
        // The order people read them in: the worst first, of those the newest.
        builder.HasIndex(a => new { a.PartnerId, a.Severity, a.RaisedAt, a.Id });
        builder.HasIndex(a => new { a.PartnerId, a.AssigneeId }).HasFilter("\"AssigneeId\" IS NOT NULL");
        // Whose time is over is looked for among many that are not snoozed.
        builder.HasIndex(a => a.SnoozedUntil).HasFilter("\"SnoozedUntil\" IS NOT NULL");
        builder.HasOne<Customer>().WithMany().HasForeignKey(a => a.CustomerId);
    }

    public void Configure(EntityTypeBuilder<AlertOccurrence> builder)
    {
        builder.HasKey(o => new { o.AlertId, o.VendorId });
        builder.HasIndex(o => o.CustomerId);
    }

    public void Configure(EntityTypeBuilder<AlertNote> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.HasIndex(n => new { n.AlertId, n.At });
        builder.HasIndex(n => n.ById);
    }

    public void Configure(EntityTypeBuilder<AlertAction> builder)
    {
        builder.HasKey(a => new { a.AlertId, a.VendorId });
        builder.HasIndex(a => new { a.PartnerId, a.State, a.NextAt });
    }

    public void Configure(EntityTypeBuilder<LoudRule> builder) => builder.HasKey(r => new { r.PartnerId, r.Rule });
}
