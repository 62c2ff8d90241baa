import type { FieldAccess, OperationAccess, SecurityReport, TableAccess } from "../6-verify/report-schema";
import { firewallWords } from "../6-verify/rule-words";

/** One answer: what it is, and the words for it. */
export interface Cell {
  kind: "yes" | "if" | "no" | "masked";
  /** `yes`, `if createdBy = …`, `visible`, `masked`, `absent`, … */
  text: string;
  /** Operations through which this role may write the field. */
  writes: string[];
}

/** An operation or a field, and the answer for each role in the order of the columns. */
export interface Row {
  name: string;
  /** The route of an operation; the mask of a field. */
  detail: string;
  definition: string;
  cells: Cell[];
}

/** The access matrix of one table: what every reading of it shows. */
export interface Grid {
  table: string;
  feature: string;
  /** Which rows exist for a caller. */
  rows: string;
  definition: string;
  roles: string[];
  operations: Row[];
  fields: Row[];
}

/** What to show of the matrix; every part narrows it. */
export interface MatrixView {
  table?: string;
  role?: string;
}

/** The access matrix of a report, table by table. */
export function gridsOf({ access, roles }: SecurityReport, { table, role }: MatrixView = {}): Grid[] {
  const shown = role === undefined ? roles : roles.filter((own) => own.split("+").includes(role));
  return access.filter((own) => table === undefined || own.table === table).map((own) => gridOf(own, shown));
}

function gridOf(table: TableAccess, roles: string[]): Grid {
  const { operations, fields, firewall, internal, feature, definition } = table;
  return {
    table: table.table,
    feature,
    rows: `${firewall ? firewallWords(firewall) : "no table"}${internal ? "; internal: no routes" : ""}`,
    definition,
    roles,
    operations: [...operations].sort(byHabit).map((own) => ({
      name: own.operation,
      detail: `${own.route}${notes(own)}`,
      definition: own.definition,
      cells: roles.map((role) => operationCell(own, role)),
    })),
    fields: fields.map((own) => ({
      name: own.field,
      detail: own.mask ? `mask ${own.mask.type}` : "",
      definition: own.definition,
      cells: roles.map((role) => fieldCell(own, operations, role)),
    })),
  };
}

/** In the order in which people think of them: single records, batches, views, actions. */
const habit = ["list", "get", "create", "update", "put", "delete", "batch", "view ", "action "];

function byHabit(a: OperationAccess, b: OperationAccess): number {
  const rank = ({ operation }: OperationAccess) => habit.findIndex((start) => operation.startsWith(start));
  return rank(a) - rank(b);
}

function operationCell({ who }: OperationAccess, role: string): Cell {
  const text = answerFor(who, role) ?? "no";
  return { kind: text === "yes" ? "yes" : text === "no" ? "no" : "if", text, writes: [] };
}

/** How a role sees a field over all the operations that it may read with, and which may write it. */
function fieldCell({ field, read, write }: FieldAccess, operations: OperationAccess[], role: string): Cell {
  const may = operations.filter(({ who }) => answerFor(who, role) !== "no");
  const writes = write.filter((name) => may.some(({ operation }) => operation === name));
  const readers = may.filter(({ operation }) => /^(list|get|view .*)$/.test(operation));
  const showing = readers.filter(({ fields }) => fields === undefined || fields.includes(field));
  if (showing.length === 0) return { kind: "no", text: "absent", writes };
  const answer = answerFor(read, role) ?? "masked";
  // A view leaves fields out by its nature; a list or a get that does is worth a word.
  const lacking = readers.some((own) => !own.operation.startsWith("view ") && !showing.includes(own));
  const only = lacking ? ` in ${showing.map(({ operation }) => operation).join(", ")}` : "";
  return { kind: answer === "visible" ? "yes" : "masked", text: `${answer}${only}`, writes };
}

function answerFor(answers: Record<string, string[]>, role: string): string | undefined {
  return Object.entries(answers).find(([, roles]) => roles.includes(role))?.[0];
}

function notes({ fields, audited, unsafe, rawSql, deletes }: OperationAccess): string {
  const parts = [
    ...(fields ? [`answers ${fields.join(", ")}`] : []),
    ...(deletes ? [`${deletes} delete`] : []),
    ...(audited ? ["audited"] : []),
    ...(rawSql ? ["raw SQL"] : []),
    ...(unsafe ? [`unsafe: ${unsafe.reason}`] : []),
  ];
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}
