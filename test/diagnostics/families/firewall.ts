import type { Base, Family, Mistake } from "../broken-case";
import { hasAuditFields, mistake, spread } from "../broken-case";
import { before, keyOf, removal, without, withValue } from "../changes";
import { type Entry, entries } from "../entries";

/** Isolation that is missing, contradicts itself, or rests on what is not there. */
export const firewall: Family = (base) => {
  const at = (path: string, count = 1) => spread(entries(base, "defineTable", path), count);
  return [
    ...at("1.firewall", 2).map((entry) => {
      const call = entry.parent?.parent;
      return without(base, entry, { code: "FIREWALL_MISSING", ...(call && { at: keyOf(call) }) });
    }),
    ...at("1.firewall", 2).map((entry) => withValue(base, entry, "{}", "FIREWALL_MISSING")),
    ...at("1.firewall").map((entry) => withValue(base, entry, "{ softDelete: {} }", "FIREWALL_MISSING")),
    ...at("1.firewall.organization", 2).map((entry) =>
      before(base, entry, "exception: true", "FIREWALL_EXCEPTION_WITH_SCOPE"),
    ),
    ...at("1.firewall.owner").map((entry) =>
      before(base, entry, "exception: true", "FIREWALL_EXCEPTION_WITH_SCOPE"),
    ),
    ...at("1.firewall.organization").map((entry) =>
      withValue(base, entry, '{ column: "tenantId" }', "FIREWALL_COLUMN_MISSING"),
    ),
    ...at("1.firewall.owner").map((entry) =>
      withValue(base, entry, '{ column: "keeperId" }', "FIREWALL_COLUMN_MISSING"),
    ),
    ...at("1.firewall.organization").map((entry) =>
      withValue(base, entry, '{ source: "ctx.orgId" }', "FIREWALL_SOURCE_UNKNOWN"),
    ),
    ...(hasTeams(base) ? [] : at("1.firewall.organization", 2)).map((entry) =>
      before(base, entry, 'team: { column: "organizationId" }', "FIREWALL_TEAMS_OFF"),
    ),
    ...(hasAuditFields(base) ? at("1.firewall.softDelete") : []).map((entry) =>
      withValue(base, entry, '{ column: "removedAt" }', "FIREWALL_SOFT_DELETE_COLUMN"),
    ),
    ...at("1.firewall").flatMap((entry) => scopeColumnGone(base, entry)),
    ...at("1.firewall").flatMap((entry) => scopeColumnNumeric(base, entry)),
    ...at("1.firewall.exception").map((entry) => withValue(base, entry, "false", "FIREWALL_MISSING")),
  ];
};

const hasTeams = ({ files }: Base) => /teams: \{/.test(files["quickback/quickback.config.ts"] ?? "");

/** The organization column of the table in the same file is removed. */
function scopeColumnGone(base: Base, { file }: Entry): Mistake[] {
  const scope = entries(base, "defineTable", "1.firewall.organization").find((entry) => entry.file === file);
  const column = columnIn(base, file);
  // An index on the column would throw before anything is checked.
  if (!scope || !column || base.files[file]?.includes(`.${column.key}`)) return [];
  const change = removal(base, column);
  const offset = scope.start - (change.end - change.start);
  const expected = { code: "FIREWALL_COLUMN_MISSING", at: { file, offset } };
  return [mistake(base, `without column ${column.key} of ${file}`, change, expected)];
}

function scopeColumnNumeric(base: Base, { file }: Entry): Mistake[] {
  const column = columnIn(base, file);
  if (!column || !base.files[file]?.includes("integer,")) return [];
  return [withValue(base, column, 'integer("organization_id").notNull()', "FIREWALL_COLUMN_TYPE")];
}

function columnIn(base: Base, file: string): Entry | undefined {
  return entries(base, "sqliteTable", "1.organizationId").find((entry) => entry.file === file);
}
