using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class VendorSync : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Hidden",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LicencesAskedAt",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ListedAt",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "NoneSince",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "VendorName",
                table: "AsOf",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SyncRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PartnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Reconciles = table.Column<bool>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", nullable: true),
                    Read = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: true),
                    Created = table.Column<int>(type: "INTEGER", nullable: false),
                    Changed = table.Column<int>(type: "INTEGER", nullable: false),
                    Ended = table.Column<int>(type: "INTEGER", nullable: false),
                    Missing = table.Column<int>(type: "INTEGER", nullable: false),
                    Hidden = table.Column<int>(type: "INTEGER", nullable: false),
                    Failed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SyncRuns", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AsOf_PartnerId_LicencesAskedAt",
                table: "AsOf",
                columns: new[] { "PartnerId", "LicencesAskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SyncRuns_PartnerId_Kind_Id",
                table: "SyncRuns",
                columns: new[] { "PartnerId", "Kind", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SyncRuns");

            migrationBuilder.DropIndex(
                name: "IX_AsOf_PartnerId_LicencesAskedAt",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "Hidden",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "LicencesAskedAt",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "ListedAt",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "NoneSince",
                table: "AsOf");

            migrationBuilder.DropColumn(
                name: "VendorName",
                table: "AsOf");
        }
    }
}
