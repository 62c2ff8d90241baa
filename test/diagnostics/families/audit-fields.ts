import type { Family } from "../broken-case";
import { hasAuditFields } from "../broken-case";
import { before, without, withValue } from "../changes";
import { entries } from "../entries";

/** What rests on the audit columns, in a project whose tables have none. */
export const auditFields: Family = (base) => {
  if (hasAuditFields(base)) return [];
  const at = (path: string) => entries(base, "defineTable", path);
  const columns = (path: string) => entries(base, "sqliteTable", path);
  return [
    ...at("1.crud.delete.mode").flatMap((entry) => [
      without(base, entry, { code: "SCHEMA_SOFT_DELETE_MISSING" }),
      withValue(base, entry, '"soft"', "SCHEMA_SOFT_DELETE_MISSING"),
    ]),
    ...at("1.firewall.softDelete").flatMap((entry) => [
      withValue(base, entry, '{ column: "goneAt" }', "SCHEMA_SOFT_DELETE_MISSING"),
      withValue(base, entry, "{}", "SCHEMA_SOFT_DELETE_MISSING"),
    ]),
    ...columns("1.revokedAt").flatMap((entry) => [
      withValue(base, entry, 'text("revoked_at").notNull().default("")', "SCHEMA_SOFT_DELETE_TYPE"),
      withValue(base, entry, 'text("revoked_at").default("never")', "SCHEMA_SOFT_DELETE_TYPE"),
    ]),
    ...at("1.crud")
      .filter(({ file }) => !columns("1.createdBy").some((column) => column.file === file))
      .map((entry) =>
        before(
          base,
          entry,
          'masking: { motif: { type: "redact", show: { or: "owner" } } }',
          "MASKING_OWNER_MISSING",
        ),
      ),
  ];
};
