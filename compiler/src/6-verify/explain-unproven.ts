import { capped } from "./capped";
import type { EvidenceLine } from "./evidence";
import type { SecurityReport, TableAccess } from "./report-schema";

/** What would make a line provable, by the reason that it gives; the first that fits. */
const remedies: [reason: RegExp, remedy: string][] = [
  [/^whom .* is its code/, "write the access rule as data: roles, userRole, record, or, and"],
  [/^what .* is its code/, "use a mask type that Quickback has, instead of custom"],
  [/^unsafe:/, "remove unsafe where the action can stay within its tenant"],
  [/SQL written as text/, "query through Drizzle and remove allowRawSql"],
  [/file of its own|could not be read/, "write execute as an arrow function in the file of the actions"],
  [/^its body uses sql of drizzle-orm/, "use Drizzle's operators (eq, and, gt, …) instead of sql"],
  [/^its body takes/, "destructure only db, record, input, ctx and auditFields"],
  [/^its body (uses|imports)/, "write inline what it takes from there, with db, record, input and ctx only"],
];

/** A line that is not proven, and what it speaks of. */
interface OpenLine {
  subject: string;
  contract: string;
  line: EvidenceLine;
  definition: string;
}

/** Every unproven line of the report: its place, why it is not proven, and what would make it provable. */
export function explainUnproven({ access }: SecurityReport): string {
  const open = access.flatMap(linesOf).filter(({ line }) => line.startsWith("unproven"));
  if (open.length === 0) return "Every line is proven.";
  const groups = new Map<string, OpenLine[]>();
  for (const own of open) {
    const what = `${own.subject}: ${reasonOf(own.line)} [${own.definition}]`;
    groups.set(what, [...(groups.get(what) ?? []), own]);
  }
  return capped([
    `${open.length} lines unproven: no contract is broken, but code decides that is not judged. Read each, or make it provable.`,
    ...[...groups].map(([what, lines]) => {
      const places = lines.map(({ contract, line }) => `${contract} ${placeOf(line)}`.trim());
      const reason = reasonOf(lines[0]?.line ?? "");
      return `- ${what}; ${places.join(", ")}. Provable: ${remedyOf(reason)}`;
    }),
  ]);
}

/** What would take the doubt away. */
export function remedyOf(reason: string): string {
  const known = remedies.find(([pattern]) => pattern.test(reason));
  return known?.[1] ?? "compile again; if it stays, a generated file was changed or the compiler is at fault";
}

function linesOf({ table, rules, operations, fields }: TableAccess): OpenLine[] {
  return [
    ...Object.entries(rules).map(([rule, { proof, definition }]) => ({
      subject: `${table} ${rule}`,
      contract: "",
      line: proof,
      definition,
    })),
    ...operations.flatMap(({ operation, evidence, definition }) =>
      Object.entries(evidence).map(([contract, line]) => ({
        subject: `${table} ${operation}`,
        contract,
        line,
        definition,
      })),
    ),
    ...fields.flatMap(({ field, mask, definition }) =>
      mask ? [{ subject: `${table} mask of ${field}`, contract: "", line: mask.proof, definition }] : [],
    ),
  ];
}

/** `unproven <file:line> runtime.<operation>: <why>` without what stands before the reason. */
function reasonOf(line: EvidenceLine): string {
  return line.replace(/^unproven(?: \S+:\d+)?(?: runtime\.\w+)?: /, "");
}

function placeOf(line: EvidenceLine): string {
  return /^unproven (\S+:\d+)/.exec(line)?.[1] ?? "";
}
