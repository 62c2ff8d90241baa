import type { AccessRule, LabelPolicy } from "../../runtime/src/lib/policy";
import type { FunctionRef, TableModel } from "./project-model";

/** D1 binds 100 values per statement and returns 100 columns; limit, offset and filters, and the total, need some. */
const mostValues = 100 - 22;
const mostColumns = 100 - 1;

/** A label that a table cannot have. */
export interface LabelLoss {
  label: LabelPolicy;
  /** What else is called so; undefined where its statements would get too large. */
  other: string | undefined;
}

/** The tables with their labels, which depend on the tables that they point at. */
export function withLabels(tables: TableModel[]): TableModel[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  return tables.map((table) => ({ ...table, labels: planLabels(table, byName).labels }));
}

/** Which foreign keys of a table have a label, in the order of its columns, and which cannot have one. */
export function planLabels(
  table: TableModel,
  tables: ReadonlyMap<string, TableModel>,
): { labels: LabelPolicy[]; lost: LabelLoss[] } {
  const labels: LabelPolicy[] = [];
  const lost: LabelLoss[] = [];
  const wanted = table.internal ? [] : wantedLabels(table, tables);
  let values = ownValues(table);
  let columns = table.columns.length;
  for (const label of wanted) {
    const taken = table.columns.find(({ name }) => name === label.name);
    const twin = wanted.find((other) => other !== label && other.name === label.name);
    const cost = costOf(label, tables.get(label.table));
    const fits = values + cost.values <= mostValues && columns + cost.columns <= mostColumns;
    if (taken) lost.push({ label, other: `the column \`${taken.name}\`` });
    else if (twin) lost.push({ label, other: `the label of \`${twin.column}\`` });
    else if (!fits) lost.push({ label, other: undefined });
    else {
      labels.push(label);
      values += cost.values;
      columns += cost.columns;
    }
  }
  return { labels, lost };
}

/** A label for every key to the id of a table that has a display column. */
function wantedLabels(table: TableModel, tables: ReadonlyMap<string, TableModel>): LabelPolicy[] {
  return table.columns.flatMap(({ name: column, references }) => {
    const target = tables.get(table.references[column] ?? "");
    const display = target?.displayColumn;
    if (!target || !display || !target.columns.some(({ name }) => name === display)) return [];
    if (references && references.table === target.name && references.column !== target.id.column) return [];
    return [{ name: labelName(column), column, table: target.name, display }];
  });
}

/** `roomTypeId` → `roomType_label`, `assignee` → `assignee_label`. */
function labelName(column: string): string {
  return `${column.replace(/(?<=.)(Id|_id)$/, "")}_label`;
}

/** What a label adds to a statement: the target's firewall and conditions, and a column where a mask asks for the owner. */
function costOf({ display }: LabelPolicy, target: TableModel | undefined) {
  const columns = target?.masking[display]?.ownerColumn === undefined ? 1 : 2;
  const rules = [target?.crud.get?.access, target?.crud.list?.access];
  const conditions = rules.reduce((sum, rule) => sum + (rule ? operandsIn(rule) : 0), 0);
  return { columns, values: (target?.firewall.scopes.length ?? 0) + conditions };
}

/** Values that the table's own firewall, search and widest access rule bind in a read. */
function ownValues({ crud, views, firewall, searchable }: TableModel): number {
  const rules = [crud.list, crud.get, ...Object.values(views)].flatMap((reader) => reader?.access ?? []);
  return firewall.scopes.length + searchable.length + Math.max(0, ...rules.map(operandsIn));
}

function operandsIn({ record = {}, or = [], and = [] }: AccessRule<FunctionRef>): number {
  const own = Object.values(record).reduce((sum, condition) => sum + Object.keys(condition).length, 0);
  return [...or, ...and].reduce((sum, part) => sum + operandsIn(part), own);
}
