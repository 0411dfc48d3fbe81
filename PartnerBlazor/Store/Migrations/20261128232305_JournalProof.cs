using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerBlazor.Store.Migrations
{
    /// <inheritdoc />
    public partial class JournalProof : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Journal_PartnerId_At",
                table: "Journal");

            migrationBuilder.AddColumn<DateTime>(
                name: "ErasedAt",
                table: "People",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Seal",
                table: "JournalCheckpoints",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Journal_PartnerId_ActorId",
                table: "Journal",
                columns: new[] { "PartnerId", "ActorId" },
                filter: "\"ActorId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Journal_PartnerId_At_PartnerSeq",
                table: "Journal",
                columns: new[] { "PartnerId", "At", "PartnerSeq" });

            migrationBuilder.CreateIndex(
                name: "IX_Journal_PartnerId_SubjectId",
                table: "Journal",
                columns: new[] { "PartnerId", "SubjectId" },
                filter: "\"SubjectId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Journal_PartnerId_ActorId",
                table: "Journal");

            migrationBuilder.DropIndex(
                name: "IX_Journal_PartnerId_At_PartnerSeq",
                table: "Journal");

            migrationBuilder.DropIndex(
                name: "IX_Journal_PartnerId_SubjectId",
                table: "Journal");

            migrationBuilder.DropColumn(
                name: "ErasedAt",
                table: "People");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "JournalCheckpoints");

            migrationBuilder.CreateIndex(
                name: "IX_Journal_PartnerId_At",
                table: "Journal",
                columns: new[] { "PartnerId", "At" });
        }
    }
}
