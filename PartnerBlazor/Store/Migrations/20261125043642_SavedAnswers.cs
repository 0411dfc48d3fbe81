using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class SavedAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "AlertsAt",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "CustomerAt",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LicencesAt",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            // What was imported before is as old as the one moment that was kept of it.
            migrationBuilder.Sql("""
                UPDATE "AsOf" SET "CustomerAt" = "At",
                    "LicencesAt" = CASE WHEN EXISTS (SELECT 1 FROM "Licences" WHERE "CustomerId" = "AsOf"."CustomerId") THEN "At" END,
                    "AlertsAt" = CASE WHEN EXISTS (SELECT 1 FROM "Alerts" WHERE "CustomerId" = "AsOf"."CustomerId") THEN "At" END
                WHERE "PartnerId" IN (SELECT "PartnerId" FROM "Journal" WHERE "Kind" = 'import.done');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AlertsAt",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "CustomerAt",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "LicencesAt",
                table: "AsOf");
        }
    }
}
