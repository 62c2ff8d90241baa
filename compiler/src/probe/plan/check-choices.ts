import type { ColumnModel, TableModel } from "../../2-model/project-model";
import { type Cell, moment, momentText } from "./cells";
import { type CheckedColumn, isChecked } from "./checks";

/** Id of another row than a key usually points at. */
const elsewhere = "probe_elsewhere";

/** Combinations of values that are tried for one table. */
const most = 20_000;

/** What may be tried in the columns that a table's CHECKs name. @param usual a row as it is planted otherwise */
export function checkedColumns(table: TableModel, usual: Readonly<Record<string, Cell>>): CheckedColumn[] {
  const literals = table.checks.flatMap(({ sql }) => literalsOf(sql));
  return table.columns.flatMap((column) => {
    const first = usual[column.name];
    if (column.generated || first === undefined || !isChecked(table, column)) return [];
    const closed = column.enumValues !== undefined || column.dataType === "boolean";
    const others = isFree(table, column) ? othersFor(column, first, literals) : [];
    const choices = [...new Set([first, ...others])];
    if (!column.references) return [{ name: column.name, choices, closed }];
    return [{ name: column.name, choices: [...choices, elsewhere], closed, other: choices.length }];
  });
}

/** What the app stamps, and what has to differ from row to row, keeps its usual value. */
function isFree({ id, firewall }: TableModel, column: ColumnModel): boolean {
  const scoped = firewall.scopes.some((scope) => scope.column === column.name);
  return !scoped && !column.injected && !column.unique && column.name !== id.column;
}

function othersFor(column: ColumnModel, usual: Cell, literals: Cell[]): Cell[] {
  const { dataType, sqlType, enumValues, notNull, references } = column;
  const nothing: Cell[] = notNull ? [] : [null];
  if (references) return nothing;
  if (enumValues) return [...nothing, ...enumValues];
  switch (dataType) {
    case "boolean":
      return [...nothing, 0, 1];
    case "number": {
      const numbers = literals.filter((one) => typeof one === "number");
      return [...nothing, ...numbers.flatMap((one) => [one, one + 1, one - 1]), 0, 1, -1];
    }
    case "json":
      return [...nothing, "[]", "{}", '["probe"]', "1", '"probe"'];
    case "date":
      return sqlType === "text"
        ? [...nothing, momentText, "2027-01-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"]
        : [...nothing, moment, moment + 86_400, moment - 86_400];
    case "string": {
      const texts = literals.filter((one) => typeof one === "string");
      const shorter = typeof usual === "string" ? [usual.slice(0, 3), usual.toUpperCase()] : [];
      return [...nothing, ...texts, ...shorter, "", momentText, momentText.slice(0, 10), "1"];
    }
    default:
      return nothing;
  }
}

/** Numbers and texts that stand in an expression. */
function literalsOf(sql: string): Cell[] {
  const texts = [...sql.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = ""]) => text.replaceAll("''", "'"));
  const numbers = [...sql.replace(/'(?:[^']|'')*'|"[^"]*"/g, "").matchAll(/(?<![\w.])\d+(?:\.\d+)?/g)];
  return [...texts, ...numbers.map(([text]) => Number(text))];
}

/** Places in the choices of each column, in the order of how many differ from the usual. */
export function combinations(columns: CheckedColumn[]): number[][] {
  const usual = columns.map(() => 0);
  const found = [usual];
  let last = [{ places: usual, from: 0 }];
  while (last.length > 0 && found.length < most) {
    last = last.flatMap(({ places, from }) =>
      columns.slice(from).flatMap(({ choices }, offset) =>
        choices.slice(1).map((_choice, place) => ({
          places: places.with(from + offset, place + 1),
          from: from + offset + 1,
        })),
      ),
    );
    found.push(...last.map(({ places }) => places).slice(0, most - found.length));
  }
  return found;
}
