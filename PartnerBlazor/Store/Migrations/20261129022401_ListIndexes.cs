using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CustomerRows_PartnerId_NameKeyEn_Id",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_CustomerRows_PartnerId_NameKeyFr_Id",
                table: "CustomerRows");

            migrationBuilder.AddColumn<DateTime>(
                name: "ReadAt",
                table: "CustomerRows",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "UsageShare",
                table: "CustomerRows",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AlertRank",
                table: "CustomerRows",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "GroupText",
                table: "CustomerRows",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // What the projector writes from now on, for the rows that are there; before the indexes, which would be kept row by row.
            migrationBuilder.Sql("""
                UPDATE "CustomerRows" SET
                    "AlertRank" = "AlertsHigh" * 1099511627776 + "AlertsMedium" * 1048576 + "AlertsLow",
                    "GroupText" = "GroupIds",
                    "ReadAt" = (SELECT a."At" FROM "AsOf" a WHERE a."CustomerId" = "CustomerRows"."Id"),
                    "UsageShare" = (SELECT max(CAST(l."Usage" AS REAL) / max(1, l."Quantity")) FROM "Licences" l
                        WHERE l."CustomerId" = "CustomerRows"."Id" AND l."State" IN (0, 1, 2, 3) AND (l."ReplacedFrom" IS NULL OR l."ReplacedFrom" > date('now')))
                """);

            migrationBuilder.CreateIndex(
                name: "IX_List_Alerts",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "AlertRank", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_AsOf",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "ReadAt", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Assistance",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "Assistance", "ManagedOrder", "BillingType", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Billing",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "BillingType", "ManagedOrder", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices", "AlertsHigh", "AlertsMedium", "AlertsLow", "GroupText" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Cover",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "WorstCover", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Expiry",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "NextExpiry", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_NameEn",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "NameKeyEn", "Id", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices", "WorstCover", "UsageShare", "ReadAt", "GroupText" });

            migrationBuilder.CreateIndex(
                name: "IX_List_NameFr",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "NameKeyFr", "Id", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices", "WorstCover", "UsageShare", "ReadAt", "GroupText" });

            migrationBuilder.CreateIndex(
                name: "IX_List_RowNo",
                table: "CustomerRows",
                columns: new[] { "RowNo", "PartnerId", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });

            migrationBuilder.CreateIndex(
                name: "IX_List_Usage",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "UsageShare", "ManagedOrder", "BillingType", "Assistance", "CoverLow", "CoverHigh", "NextExpiry", "AlertRank", "UnprotectedDevices" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER IF EXISTS \"ReadAtAdd\"; DROP TRIGGER IF EXISTS \"ReadAtChange\"; DROP TRIGGER IF EXISTS \"ReadAtRemove\"; DROP TRIGGER IF EXISTS \"ReadAtRow\";");

            migrationBuilder.DropIndex(
                name: "IX_List_Alerts",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_AsOf",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Assistance",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Billing",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Cover",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Expiry",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_NameEn",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_NameFr",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_RowNo",
                table: "CustomerRows");

            migrationBuilder.DropIndex(
                name: "IX_List_Usage",
                table: "CustomerRows");

            migrationBuilder.DropColumn(
                name: "AlertRank",
                table: "CustomerRows");

            migrationBuilder.DropColumn(
                name: "GroupText",
                table: "CustomerRows");

            migrationBuilder.DropColumn(
                name: "ReadAt",
                table: "CustomerRows");

            migrationBuilder.DropColumn(
                name: "UsageShare",
                table: "CustomerRows");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerRows_PartnerId_NameKeyEn_Id",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "NameKeyEn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CustomerRows_PartnerId_NameKeyFr_Id",
                table: "CustomerRows",
                columns: new[] { "PartnerId", "NameKeyFr", "Id" });
        }
    }
}
