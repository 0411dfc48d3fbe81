using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class VendorAlerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "AlertsAskedAt",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AlertsFewSince",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AlertsHidden",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AlertsWholeAt",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ApiHost",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "HealthAskedAt",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "HealthAt",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AlertOccurrences",
                columns: table => new
                {
                    AlertId = table.Column<Guid>(type: "TEXT", nullable: false),
                    VendorId = table.Column<string>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RaisedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertOccurrences", x => new { x.AlertId, x.VendorId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_AsOf_PartnerId_AlertsAskedAt",
                table: "AsOf",
                columns: new[] { "PartnerId", "AlertsAskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AsOf_PartnerId_HealthAskedAt",
                table: "AsOf",
                columns: new[] { "PartnerId", "HealthAskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AlertOccurrences_CustomerId",
                table: "AlertOccurrences",
                column: "CustomerId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertOccurrences");

            migrationBuilder.DropIndex(
                name: "IX_AsOf_PartnerId_AlertsAskedAt",
                table: "AsOf");

            migrationBuilder.DropIndex(
                name: "IX_AsOf_PartnerId_HealthAskedAt",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "AlertsAskedAt",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "AlertsFewSince",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "AlertsHidden",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "AlertsWholeAt",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "ApiHost",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "HealthAskedAt",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "HealthAt",
                table: "AsOf");
        }
    }
}
