import { closest } from "fastest-levenshtein";
import type { AccessRule } from "../../runtime/src/lib/policy";
import { capped } from "./capped";
import { type Contract, contracts } from "./contracts";
import type { OperationAccess, SecurityReport, TableAccess } from "./report-schema";
import { type Role, verdictFor, verdictWords } from "./rule-for-role";
import { firewallWords, ruleWords } from "./rule-words";
import { UnknownSubjectError } from "./unknown-subject";

/** What each contract promises, and what to do where it is broken. */
const meanings: Record<Contract, [meaning: string, fix: string]> = {
  requireAuthGate: [
    "every route decides by its access rule before it reads anything",
    "Restore the access rule, or compile again: a generated file was changed, or the compiler is at fault.",
  ],
  requireFirewallScope: [
    "every statement that touches the table carries its firewall",
    "Restore the firewall of the definition and compile; never edit the generated policy.",
  ],
  requireGuardWiring: [
    "bodies accept only the fields that the guards open, and nothing unknown",
    "Restore the guards of the definition and compile; never edit the generated bodies.",
  ],
  requireMaskingUsage: [
    "every answer passes the masks of its table",
    "Restore the masking of the definition and compile; answer rows through the routes or an action's result.",
  ],
  requireActionValidation: [
    "an action's input is validated before its handler runs",
    "Give the action its input schema and compile.",
  ],
  requireUnsafeAuditTrail: [
    "unsafe and PUBLIC actions leave a row in audit_events",
    "Leave the audit on and compile, so that its table and migration exist.",
  ],
};

/** What a contract means, how it is mended, where it is broken and where it is not proven. */
export function explainContract(report: SecurityReport, contract: string): string {
  const known = contracts.find((name) => name === contract);
  if (!known)
    throw new UnknownSubjectError(
      `There is no contract \`${contract}\`. Did you mean \`${closest(contract, [...contracts])}\`?`,
    );
  const [meaning, fix] = meanings[known];
  const broken = report.violations
    .filter((own) => own.contract === known)
    .map(
      ({ message, file, definition }) =>
        `! ${message} (${file}${definition === undefined ? "" : `, defined at ${definition}`})`,
    );
  const open = report.access.flatMap(({ table, operations }) =>
    operations.flatMap(({ operation, evidence }) =>
      evidence[known]?.startsWith("unproven") ? [`- ${table} ${operation}: ${evidence[known]}`] : [],
    ),
  );
  return capped([
    `${known}: ${meaning}.`,
    ...(broken.length > 0 ? [`Broken ${broken.length} times. Fix: ${fix}`, ...broken] : ["Broken nowhere."]),
    ...(open.length > 0 ? [`Not proven, because code decides; read these:`, ...open] : []),
  ]);
}

/** A refusal as a client saw it: `403 ACCESS_ROLE_REQUIRED GET /api/v1/candidates/1`, parts in any order. */
export interface Refusal {
  status?: number;
  code?: string;
  method?: string;
  path: string;
}

/** Reads a refusal from words; `undefined` where no path is among them. */
export function readRefusal(words: string): Refusal | undefined {
  const parts = words.trim().split(/\s+/);
  const path = parts.find((part) => part.startsWith("/"));
  if (path === undefined) return undefined;
  const status = parts.find((part) => /^[1-5]\d\d$/.test(part));
  const method = parts.find((part) => /^(GET|POST|PUT|PATCH|DELETE)$/i.test(part));
  const code = parts.find((part) => /^[A-Z]+(_[A-Z]+)+$/.test(part));
  return {
    path: path.replace(/[?#].*$/, ""),
    ...(status !== undefined && { status: Number(status) }),
    ...(method !== undefined && { method: method.toUpperCase() }),
    ...(code !== undefined && { code }),
  };
}

/** Which layer refused a request, by which rule, and what would have to be true. */
export function explainRefusal(report: SecurityReport, refusal: Refusal, role: Role | undefined): string {
  const { method, path, code, status } = refusal;
  const found = report.access.flatMap((table) =>
    table.operations.filter((own) => matches(own, method, path)).map((own) => ({ table, own })),
  );
  if (found.length === 0)
    return `No route of the report is ${method ?? "any method"} ${path}: an unknown route answers 404 whoever asks.`;
  const what = [status, code, method, path].filter((part) => part !== undefined).join(" ");
  return capped([
    `${what}${role === undefined ? "" : ` as ${role}`}:`,
    ...found.flatMap(({ table, own }) => [
      `${table.table} ${own.operation} (${own.route}) [${own.definition}]`,
      ...reasons(table, own, code ?? codeOf(status), role).map((line) => `- ${line}`),
    ]),
  ]);
}

function reasons(
  table: TableAccess,
  own: OperationAccess,
  code: string | undefined,
  role: Role | undefined,
): string[] {
  const verdict = role === undefined ? undefined : verdictWords(verdictFor(own.access, role));
  const asked = verdict === undefined ? "" : `; for ${role}: ${verdict}`;
  const access = `access admits ${ruleWords(own.access)}${asked} [${own.definition}]; evidence: ${own.evidence.requireAuthGate ?? "none"}`;
  const rows = table.firewall
    ? `firewall: the row must be among ${firewallWords(table.firewall)} [${table.rules.firewall?.definition ?? table.definition}]; evidence: ${own.evidence.requireFirewallScope ?? "none"}`
    : "no firewall: the action has no table";
  if (code === undefined) return [access, rows];
  if (code.startsWith("AUTH_"))
    return [
      "layer authentication: no valid session or token came with the request; sign in, or send the token again",
      access,
    ];
  if (/^(FIREWALL_|NOT_FOUND|ORG_|TEAM_|FK_)/.test(code))
    return [
      `layer firewall (${code}): for this caller the row does not exist, or no organization is active`,
      rows,
    ];
  if (code === "ACCESS_CONDITION_FAILED")
    return [
      `layer access: the role is admitted, the record does not meet the condition`,
      access,
      ...conditions(own.access),
    ];
  if (code.startsWith("ACCESS_"))
    return [`layer access (${code}): no clause of the rule admits this caller`, access];
  if (/^(VALIDATION_|GUARD|INVALID_|COMPUTED_)/.test(code))
    return [`layer guards and validation (${code}): see the body`, ...writable(table, own)];
  return [`${code} is no refusal by a rule; what the rules say:`, access, rows];
}

function conditions(rule: AccessRule<{ name: string }>): string[] {
  return rule.record || rule.check || rule.or || rule.and
    ? [`it would have to hold: ${ruleWords(rule)}`]
    : [];
}

function writable({ fields, rules }: TableAccess, { operation, evidence }: OperationAccess): string[] {
  const single = operation.replace(/^batch(\w)/, (_all, letter: string) => letter.toLowerCase());
  const open = fields.filter(({ write }) => write.includes(single)).map(({ field }) => field);
  const place = rules["guards.createable"]?.definition ?? "";
  return [
    `${single} accepts ${open.join(", ") || "no field"} and refuses any other [${place}]; evidence: ${evidence.requireGuardWiring ?? evidence.requireActionValidation ?? "none"}`,
  ];
}

/** What a bare status says. */
function codeOf(status: number | undefined): string | undefined {
  return status === 401 ? "AUTH_MISSING" : status === 404 ? "NOT_FOUND" : undefined;
}

/** Whether a request for the path would reach the route. */
function matches({ route }: OperationAccess, method: string | undefined, path: string): boolean {
  const [verb, pattern = ""] = route.split(" ");
  const [wanted, given] = [pattern.split("/"), path.replace(/\/$/, "").split("/")];
  return (
    (method === undefined || method === verb) &&
    wanted.length === given.length &&
    wanted.every((part, index) => part === given[index] || (part.startsWith(":") && !isName(given[index])))
  );
}

/** `batch` and `views` are never ids. */
function isName(part: string | undefined): boolean {
  return part === undefined || part === "batch" || part === "views";
}
