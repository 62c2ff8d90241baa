import { closest } from "fastest-levenshtein";
import type { FieldAccess, OperationAccess, SecurityReport, TableAccess } from "./report-schema";
import { namesRole, type Role, verdictFor, verdictWords } from "./rule-for-role";
import { firewallWords, ruleWords } from "./rule-words";
import { UnknownSubjectError } from "./unknown-subject";

/** What to explain; every part narrows the answer. */
export interface SecurityQuestion {
  table?: string;
  /** `anonymous`, an organization role, or `platform:<role>`. */
  role?: Role;
  field?: string;
  /** `list`, `get`, `create`, `update`, `delete`, `view`, `action`, or with a name: `action advance`. */
  operation?: string;
}

export interface OperationAnswer {
  table: string;
  operation: string;
  route: string;
  /** Who may, in words; for a question about a role: `yes`, `no` or `if <conditions>`. */
  who: string;
  definition: string;
}

export interface FieldAnswer {
  table: string;
  field: string;
  /** Who reads the value and who sees it masked. */
  read: string;
  /** Through what it is written; empty: never by a client. */
  write: string[];
  definition: string;
}

export interface SecurityAnswer {
  status: "pass" | "fail";
  operations: OperationAnswer[];
  fields: FieldAnswer[];
  /** The same for reading: one line per fact. */
  text: string;
}

/**
 * Answers who may do what, from a report alone.
 * @throws UnknownSubjectError naming what exists, for an unknown table, field or operation
 */
export function explain(report: SecurityReport, question: SecurityQuestion): SecurityAnswer {
  const tables = pick("table", question.table, report.access, ({ table }) => table);
  const { status, totalViolations } = report.summary;
  const lines =
    isNarrowed(question) && status === "pass" ? [] : [`Contracts: ${status}, ${totalViolations} violations.`];
  if (question.role !== undefined) lines.push(...unknownRole(report, question.role));
  const answer: SecurityAnswer = { status, operations: [], fields: [], text: "" };
  const fieldNames = tables.flatMap(({ fields }) => fields);
  if (question.field !== undefined) pick("field", question.field, fieldNames, ({ field }) => field);
  const operationNames = tables.flatMap(({ operations }) => operations);
  if (question.operation !== undefined && !operationNames.some((own) => isAsked(own, question.operation))) {
    throw unknown(
      "operation",
      question.operation,
      operationNames.map(({ operation }) => operation),
    );
  }

  for (const table of tables) {
    const fields = table.fields.filter((own) => isFieldAsked(own, question));
    const operations = table.operations.filter((own) =>
      question.field !== undefined && question.operation === undefined
        ? fields.length > 0 && reads(own, question.field)
        : isAsked(own, question.operation),
    );
    const narrowed = question.field !== undefined || question.operation !== undefined;
    if (narrowed && operations.length === 0 && fields.length === 0) continue;
    lines.push(...(lines.length > 0 ? [""] : []), heading(table));
    const refused: string[] = [];
    for (const own of operations) {
      const who =
        question.role === undefined
          ? ruleWords(own.access)
          : verdictWords(verdictFor(own.access, question.role));
      answer.operations.push({
        table: table.table,
        operation: own.operation,
        route: own.route,
        who,
        definition: own.definition,
      });
      if (question.role !== undefined && operations.length > 1 && who === "no") refused.push(own.operation);
      else lines.push(`- ${own.operation} (${own.route}): ${who}${notes(own)} [${own.definition}]`);
    }
    if (refused.length > 0) lines.push(`- no: ${refused.join(", ")}`);
    for (const own of fields) {
      const read = readWords(own, question.role) + labelWords(own);
      const write = writesOf(own, table, question.role);
      answer.fields.push({
        table: table.table,
        field: own.field,
        read,
        write,
        definition: own.definition,
      });
      lines.push(
        `- ${own.field}: ${read}; written by ${write.join(", ") || nobody(own, question.role)}${filledWords(own)} [${own.definition}]`,
      );
    }
  }
  for (const { contract, message, file } of report.violations)
    lines.push(`! ${contract}: ${message} (${file})`);
  return { ...answer, text: lines.join("\n") };
}

/** Whether a question is about a part of the report; the general one is asked with no narrowing at all. */
export function isNarrowed({ table, role, field, operation }: SecurityQuestion): boolean {
  return [table, role, field, operation].some((part) => part !== undefined);
}

function heading({ table, feature, internal, firewall, definition }: TableAccess): string {
  const rows = firewall ? firewallWords(firewall) : "no table";
  return `${table} (${feature}${internal ? ", internal: no routes" : ""}): ${rows} [${definition}]`;
}

/** Whether an operation answers the value of a field; what an action returns is not known. */
function reads({ operation, fields }: OperationAccess, field: string): boolean {
  if (fields) return fields.includes(field);
  return operation === "list" || operation === "get";
}

function isAsked({ operation }: OperationAccess, asked: string | undefined): boolean {
  return asked === undefined || operation === asked || operation.split(" ").includes(asked);
}

/** Without a question about fields, only the masked ones are worth a line. */
function isFieldAsked(own: FieldAccess, { field, operation }: SecurityQuestion): boolean {
  return field === undefined ? operation === undefined && own.mask !== undefined : own.field === field;
}

/** The operations that write the field; of a role, only those it may use. */
function writesOf(own: FieldAccess, { operations }: TableAccess, role: Role | undefined): string[] {
  if (role === undefined) return own.write;
  return own.write.filter((name) => {
    const operation = operations.find((candidate) => candidate.operation === name);
    return operation !== undefined && verdictFor(operation.access, role).allowed !== "no";
  });
}

/** What to say where no operation is left. */
function nobody(own: FieldAccess, role: Role | undefined): string {
  return role === undefined || own.write.length === 0 ? "the app only" : "others only";
}

function filledWords({ filled }: FieldAccess): string {
  if (!filled) return "";
  const ways = [
    ...(filled.default ? ["default on create"] : []),
    ...(filled.create ? ["computed on create"] : []),
    ...(filled.update ? ["computed on update"] : []),
  ];
  return `; filled by the app: ${ways.join(", ")}`;
}

function readWords({ mask }: FieldAccess, role: Role | undefined): string {
  if (!mask) return "shown to everyone who may read the row";
  const owner = mask.owner === undefined ? "" : `the row's owner (${mask.owner})`;
  const automatic = mask.automatic ? ", automatic" : "";
  if (role === undefined) {
    const seers = [...mask.seenBy, ...(owner ? [owner] : [])].join(", ");
    return `masked (${mask.type}${automatic}) for ${seers ? `all but ${seers}` : "everyone"}`;
  }
  if (mask.seenBy.includes(role)) return "shown";
  return `masked (${mask.type}${automatic})${owner && role !== "anonymous" ? ` unless the caller is ${owner}` : ""}`;
}

function labelWords({ labels }: FieldAccess): string {
  return labels ? `; by the same rules as label ${Object.keys(labels).join(", ")}` : "";
}

function notes({ fields, audited, unsafe }: OperationAccess): string {
  const parts = [
    ...(fields ? [`fields ${fields.join(", ")}`] : []),
    ...(audited ? ["audited"] : []),
    ...(unsafe ? [`unsafe: ${unsafe.reason}`] : []),
  ];
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

/** A role that no rule names may be a slip: it gets what everyone gets, which reads like an answer. */
function unknownRole({ access }: SecurityReport, role: Role): string[] {
  if (["anonymous", "signed-in", "platform:user"].includes(role)) return [];
  const named = (asked: Role) =>
    access.some(
      ({ operations, fields }) =>
        operations.some((own) => namesRole(own.access, asked)) ||
        fields.some(({ mask }) => mask?.seenBy.includes(asked)),
    );
  if (named(role)) return [];
  const platform = `platform:${role}`;
  const hint = named(platform)
    ? ` Ask for "${platform}": the rules name it as a platform role (userRole).`
    : "";
  return [`No rule names the role "${role}": it gets what everyone gets.${hint}`];
}

function pick<T>(kind: string, wanted: string | undefined, items: T[], nameOf: (item: T) => string): T[] {
  if (wanted === undefined) return items;
  const found = items.filter((item) => nameOf(item) === wanted);
  if (found.length === 0) throw unknown(kind, wanted, items.map(nameOf));
  return found;
}

function unknown(kind: string, wanted: string, known: string[]): UnknownSubjectError {
  const names = [...new Set(known)];
  const guess = names.length > 0 ? ` Did you mean \`${closest(wanted, names)}\`?` : "";
  const shown = names.slice(0, 30).join(", ");
  return new UnknownSubjectError(
    `There is no ${kind} \`${wanted}\`.${guess} Known: ${shown}${names.length > 30 ? ", …" : ""}.`,
  );
}
