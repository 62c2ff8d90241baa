import { credentialPins } from "./credential-pins";
import { requestPins } from "./request-pins";
import { audit, gate, guard, mask, type SecurityPin, scope } from "./security-pin";

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is code */
/** Under which key each operation keeps its statements. */
const statementKeys: [name: string, ...code: string[]][] = [
  ["get-route#fetchRecord", '`get|${sqlName}|${firewall.key(ctx)}|${labels?.key ?? ""}`'],
  ["list-route#readRows", "engine.sqlName", "engine.firewall.key(ctx)", "residualKey(access)"],
  ["create-route#insertRecord", "`insert|${sqlName}|${bound.keys.join()}|${keysShape(keys, request)}`"],
  [
    "update-route#updateRecord",
    "`update|${sqlName}|${bound.keys.join()}|${firewall.key(ctx)}|${residualKey(access)}`",
    "`${shape}|${keysShape(keys, request)}`",
  ],
  [
    "delete-route#deleteOne",
    "`delete|${engine.sqlName}|${firewall.key(request.ctx)}|${residualKey(request.access)}`",
  ],
];
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is code */

/**
 * Code that decides about functions of the user's, about the rare and about failures: probes cannot tell
 * what a function will say, and do not break databases.
 */
export const securityPins: SecurityPin[] = [
  ...requestPins,
  ...credentialPins,
  gate(
    "lib/access#settleChecks",
    "an access function admits by `true` alone",
    'if (residual.kind === "check") return (await residual.check(ctx, record)) === true;',
    "join(residual.kind, parts)",
  ),
  gate("lib/access#accessFunction", "an access function admits by `true` alone", "return answer === true;"),
  gate(
    "lib/access#hasChecks",
    "a function anywhere in a rule is asked",
    'residual.kind === "check" || residual.parts.some(hasChecks)',
  ),
  gate(
    "lib/access#holdsSettled",
    "every condition of a rule holds, and of alternatives one",
    "residual.comparisons.every((comparison) => comparisonHolds(comparison, row, ctx))",
    "residual.parts.every((part) => holdsSettled(part, ctx, row))",
    "residual.parts.some((part) => holdsSettled(part, ctx, row))",
  ),
  gate(
    "lib/access#residualSql",
    "every condition of a rule stands in the statement, and of alternatives one",
    "residual.parts.map((part) => residualSql(part, ctx) ?? sql`1`)",
    'residual.kind === "all" ? and(...parts) : or(...parts)',
    'if (residual === false || residual.kind === "check") return sql`0`;',
  ),
  gate(
    "lib/access#compileAccess",
    "a statement is not used for another rule",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    "`${slot}[${comparisons.map(comparisonKey).join()}]`",
  ),
  gate(
    "lib/access#reduce",
    "an empty list of rules admits nobody",
    "if (node.and?.length === 0) own.push(false);",
  ),
  gate(
    "lib/access#join",
    "of several conditions none is lost",
    "open.length === 1 && open[0] !== undefined ? open[0] : { kind, parts: open }",
  ),
  gate(
    "lib/conditions#compare",
    "numbers are compared as numbers, in memory as in SQL",
    'if (typeof left === "number" && typeof right === "number") return left - right;',
  ),
  gate(
    "lib/conditions#boundList",
    "`notIn` a list with a value that the caller lacks never holds",
    'if (comparison.operator === "notIn") return NEVER;',
  ),
  gate(
    "lib/trusted-origins#localOrigin",
    "only a local app trusts the origin that a request names",
    "request && isLocal(baseUrl) && isLocal(request.url) ? [new URL(request.url).origin] : []",
  ),
  gate(
    "lib/trusted-origins#isLocal",
    "only a loopback address is local",
    "URL.canParse(url) && LOOPBACK.has(new URL(url).hostname)",
  ),
  gate(
    "middleware/body-limit#isBodiless",
    "the bytes of a body without a length are counted",
    '(req.method === "GET" || req.method === "HEAD") && req.header("content-type") === undefined',
  ),
  gate(
    "lib/session-refresh#isBrowserSession",
    "a session that ends with the browser is not extended",
    '["", "__Secure-"].some(_)',
  ),
  gate(
    "lib/put-route#putOne",
    "a function of the rule is asked before the record is put",
    "if (refused) throw refused;",
  ),
  gate(
    "lib/create-route#newRecord",
    "a function of the rule sees the record before it is written",
    "if (!(await holds(request.access, request.ctx, row))) throw conditionFailed();",
  ),
  gate(
    "lib/batch#runBatch",
    "what a function refuses is not written, and a fault is no refusal",
    "if (refusal) refuse(index, refusal);",
    "return !refusal;",
    "if (!(error instanceof ApiError)) throw error;",
  ),
  scope(
    "lib/firewall#compileFirewall",
    "no row is written without its tenant or owner",
    "if (value === undefined) throw absent[scope.kind]();",
  ),
  scope(
    "lib/firewall#contextValue",
    "an empty value is no tenant and no owner",
    'value === null || value === "" ? undefined : value',
  ),
  scope(
    "lib/table-registry#createTableRegistry",
    "a deletion goes down through keys that point at its table only",
    "child.foreignKeys.filter((key) => key.foreignTable === table)",
  ),
  audit(
    "lib/security-audit#describe",
    "the row says with which code a handler refused",
    "if (error instanceof ActionError) return _;",
  ),
  audit(
    "lib/security-audit#recordCall",
    "the row is written before the call is answered",
    "await audit.orm.insert(auditEvents).values(_)",
  ),
  audit(
    "lib/action-routes#createAction",
    "the row is written before the call is answered",
    "if (policy.audited) await recordCall(c, call, outcome);",
    "if (policy.audited) auditHandler(handle, start);",
  ),
  audit(
    "middleware/audit-refusals#auditRefusals",
    "the row is written before the refusal is answered",
    "if (call) await recordCall(c, call, { error: c.error });",
  ),
  scope(
    "lib/cascade#cascadeStatements",
    "a deletion goes down through the caller's tenant only",
    "and(reached, tenant(ctx), isNull(softDelete.column))",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    "and(sql`${link} in (${found})`, tenant(ctx), eq(softDelete.column, deletedAt))",
    "and(tenant(ctx), softDelete && or(isNull(softDelete.column), eq(softDelete.column, deletedAt)))",
  ),
  scope(
    "lib/cascade#cascadeStatements",
    "a deletion ends where tables point at each other in a circle",
    "registry.childrenOf(entry.table).filter(({ child }) => !above.includes(child.table))",
  ),
  scope(
    "lib/scoped-keys#keysWithinReach",
    "a key of several columns is read whole, with the parts that are not written",
    'const complete = row === "existing" || written.length === key.columns.length;',
    "const whole = { ...Object.fromEntries(key.columns.map((name) => [name, columnOf(table, name)])), ...values };",
  ),
  scope(
    "lib/readers#hidesRecord",
    "a table that hides says nothing of a record that the caller may not read",
    'return entry.policy.firewall.errorMode === "hide" && !(await readerOf(entry, ctx, row));',
  ),
  scope(
    "lib/foreign-keys#clientKeys",
    "a key is looked at where any of its columns is written",
    "key.columns.some((column) => fields[column] !== undefined && fields[column] !== null)",
  ),
  scope(
    "lib/delete-route#softDeleteWithChildren",
    "only the children of the record that this call has marked go with it",
    "and(eq(idColumn, id), firewall.tenant(request.ctx), eq(columnOf(table, soft), marks[soft]))",
  ),
  scope(
    "lib/batch-delete-route#softDelete",
    "only the children of the records that this call has marked go with them",
    "and(firewall.tenant(ctx), eq(columnOf(table, soft), marks[soft]))",
  ),
  ...statementKeys.map(([name, ...code]) =>
    scope(
      `lib/${name}`,
      "a statement is kept by all that changes it: its table, whose firewall, which rule, which columns",
      ...code,
    ),
  ),
  gate(
    "lib/update-route#settleOnRecord",
    "a function of the rule sees the record before it is changed",
    "if (!(await holds(request.access, request.ctx, record))) throw await recordRefused(engine, request.ctx, record);",
  ),
  guard(
    "lib/json-rows#jsonRows",
    "a record keeps what its item of a batch does not name",
    "if (path === undefined || count === undefined) return absent;",
    "if (count === rows.length || computed.has(key)) return value;",
    "if (ArrayBuffer.isView(driven)) bytes.add(key);",
  ),
  guard(
    "lib/put-records#replaceable",
    "a record that is put keeps nothing of the one before",
    "[...new Set([...guards.updatable, ...Object.keys({ ...defaults, ...computed })])]",
  ),
  mask(
    "lib/batch-create-route#createMany",
    "each item is answered with its own record where the database counts ids up",
    'const databaseGivesId = policy.id.generate === "serial";',
    "created.sort((a, b) => Number(a[policy.id.column]) - Number(b[policy.id.column]))",
    "records.map((_record, index) => order[index])",
  ),
  mask(
    "lib/table-engine#createEngine",
    "functions of a list's rule see no record",
    "return { access, fields: fieldsOf(table, read.fields), seesRecord: read === get };",
  ),
  mask(
    "lib/masks#maskValue",
    "a mask that gives nothing, or not yet, shows nothing",
    "masked === undefined || masked instanceof Promise ? REDACTED : masked",
  ),
  mask(
    "lib/query#parseSort",
    "rows do not come in the order of a column that is masked",
    "defaultSort.filter(({ field }) => usable.includes(field))",
  ),
  gate(
    "lib/batch#refusalBy",
    "a fault is no refused item",
    "if (!(refusal instanceof ApiError)) throw refusal;",
  ),
  mask(
    "lib/action-result#noReads",
    "what a handler answers is masked by its own table's rules, whatever it reads",
    "new Set(own ? [own] : [])",
  ),
  mask(
    "lib/selected-columns#columnsIn",
    "a masked column is known inside fragments of SQL, and a table in one is none of its columns",
    "if (!isSQLWrapper(expression) || is(expression, Table)) return [];",
  ),
  mask(
    "lib/etag#jsonWithEtag",
    "an answer's tag is of its own bytes",
    'createHash("sha256").update(text).digest("hex")',
  ),
];
