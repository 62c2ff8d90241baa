import type { FirewallPolicy, GuardPolicy } from "../../runtime/src/lib/policy";
import { auditColumnNames } from "./audit-columns";
import type { ColumnModel } from "./project-model";
import type { RawGuards } from "./raw";
import type { TableContext } from "./tables";

type Filled = Pick<TableContext, "database" | "auditFields">;

/**
 * Which fields clients may write; with `guards: false`, all but those the app fills itself.
 * @param computed columns that the app computes
 */
export function normaliseGuards(
  raw: RawGuards | false | undefined,
  columns: ColumnModel[],
  firewall: FirewallPolicy,
  filled: Filled,
  computed: readonly string[] = [],
): GuardPolicy {
  const systemManaged = systemColumns(columns, firewall, filled);
  const open = columns
    .filter(({ name, generated }) => !generated && !systemManaged.includes(name) && !computed.includes(name))
    .map(({ name }) => name);
  if (raw === false)
    return {
      createable: open,
      updatable: open.filter((name) => !columns.some((column) => column.name === name && column.primaryKey)),
      immutable: [],
      protected: {},
      systemManaged,
    };
  return {
    createable: raw?.createable ?? [],
    updatable: raw?.updatable ?? [],
    immutable: raw?.immutable ?? [],
    protected: raw?.protected ?? {},
    systemManaged,
  };
}

/** Audit columns where there are any, the firewall's columns, and the id where the app makes it. */
function systemColumns(
  columns: ColumnModel[],
  { scopes, softDelete }: FirewallPolicy,
  { database, auditFields }: Filled,
): string[] {
  const ids = database.generateId === false ? [] : columns.filter(({ primaryKey }) => primaryKey);
  const names = [
    ...ids.map(({ name }) => name),
    ...scopes.map(({ column }) => column),
    ...(auditFields ? auditColumnNames : []),
    ...(softDelete ? [softDelete] : []),
  ];
  return [...new Set(names)];
}
