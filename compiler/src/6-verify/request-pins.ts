import { audit, gate, guard, type SecurityPin } from "./security-pin";

/** Code that reads what a client sends, or compares it: probes send much, but not everything. */
export const requestPins: SecurityPin[] = [
  gate(
    "lib/conditions#comparisonHolds",
    "each operator of a condition asks what it says, in memory as in SQL",
    "if (actual === null) return false;",
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
