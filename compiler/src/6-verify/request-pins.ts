import { audit, gate, guard, type SecurityPin, scope } from "./security-pin";

/** Code that reads what a client sends, or compares it: probes send much, but not everything. */
export const requestPins: SecurityPin[] = [
  gate(
    "lib/conditions#comparisonHolds",
    "each operator of a condition asks what it says, in memory as in SQL",
    "if (actual === null) return false;",
    'if (expected === null || operator === "in" || operator === "notIn") return false;',
    "return order === 0;",
    "return order !== 0;",
    "return order < 0;",
    "return order > 0;",
    "return order <= 0;",
    "return order >= 0;",
    'return operator === "in" ? list.includes(actual) : operator === "notIn" && !list.includes(actual);',
  ),
  guard(
    "lib/batch-request#readBatch",
    "a batch with anything unknown in it is refused",
    'refuseUnknown(body, [kind, "options"], "");',
    'if (!Array.isArray(items)) throw validationFailed({ [kind]: "Send an array" });',
    'if (!isObject(options)) throw validationFailed({ options: "Send an object" });',
    'refuseUnknown(options, ["atomic"], "options.");',
  ),
  guard(
    "lib/action-input#actionInput",
    "every parameter of an action reaches its schema, but for the organization that the request names",
    'if (name === "organizationId" && !fieldsOf(schema).includes(name)) continue;',
  ),
  guard(
    "lib/put-records#refusedPuts",
    "a record that is there is held to the rule, and only one that is not to what may be inserted",
    "const allowed = record ? await holds(request.access, request.ctx, record) : mayInsert;",
  ),
  guard(
    "middleware/body-limit#limitBody",
    "a body without a length is counted",
    'if (c.req.header("transfer-encoding") !== undefined) return counted(c, next);',
    "if (length === undefined) return isBodiless(c) ? next() : counted(c, next);",
    "if (Number(length) <= MAX_BODY_BYTES) return next();",
  ),
  scope(
    "lib/table-engine#idOf",
    "what cannot be an id names no record",
    "if (id === undefined) throw engine.firewall.notFound();",
  ),
  audit(
    "lib/action-routes#createAction",
    "only an unsafe action has the database without scopes",
    "unsafe ? databases.features.orm : undefined",
  ),
  gate(
    "lib/identity-store#membershipOf",
    "a membership counts in its own organization alone",
    "return and(eq(member.userId, userId), eq(member.organizationId, organizationId));",
  ),
  gate(
    "lib/identity-store#teamOf",
    "a team counts for those who are in it",
    "and(eq(teamMember.userId, session.userId), eq(teamMember.teamId, session.activeTeamId))",
  ),
  audit(
    "lib/client-address#writeClientAddress",
    "what the caller wrote as their address is overwritten, or taken away",
    "if (address) headers.set(CLIENT_ADDRESS, address); else headers.delete(CLIENT_ADDRESS);",
  ),
  audit(
    "lib/client-address#isServerContext",
    "the address in the audit trail is the connection's, not what the caller wrote",
    'return "clientAddress" in context && typeof context.clientAddress === "function";',
  ),
  audit(
    "lib/security-audit#describe",
    "the trail tells a refusal from a fault",
    'return { result: error.status < 500 ? "denied" : "error", code, message };',
  ),
];
