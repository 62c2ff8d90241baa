import type { Harmless } from "./harmless-kind";

const lib = (name: string) => new RegExp(`^src/(lib|middleware)/(${name})\\.ts$`);

/** One line of the runtime each, or a few that are alike. */
const line = (
  file: string,
  before: RegExp,
  why: string,
  more: Pick<Harmless, "operator" | "change"> = {},
): Harmless => ({ file: lib(file), before, why, ...more });

const merged = /^(what the client sent wins|field of an object dropped)$/;
const wins = { operator: /^what the client sent wins$/ };
const eitherWay = { operator: /^and for or$/ };

const details = "decides only what the details of a refusal say beside its status and code";
const disjoint = "the two parts of the object never hold the same key";
const sameId = "sets the id of the row to itself";
const orderAlone = "decides only the order in which rows come, of which none is more or less";
const cutOff = "decides only how long a client that is refused is still listened to";
const masksMore = "masks a value that could be seen: hides more, never less";
const assertion = "an assertion about the app's own code, which no request can break";

/** Mutants of single lines that behave as the app does, each with its reason. */
export const harmlessLines: Harmless[] = [
  { file: /^src\/lib\//, change: /throw new Error\(/, operator: /^refusal left out$/, why: assertion },
  line("scoped-db", /!is\(dialect, SQLiteAsyncDialect\)/, assertion),
  line("guards", /details: \{ fields, \.\.\.more \}/, details, { operator: merged }),
  line("validation", /details: \{ fields, \.\.\.more \}/, details, { operator: merged }),
  line("access", /current: ctx\.roles,|userRoles\.length > 0 &&/, details),
  line("batch", /errorDetails: \{|\.\.\.envelope/, details),
  line(
    "batch",
    /reasons\.findIndex|Math\.max\(|fails - works|works = middle|items\.slice\(0, middle\)/,
    "decides only which item the refusal of a whole batch names",
  ),
  line("batch-records", /\.\.\.envelope\.details/, details),
  line("filled-columns", /error\.envelope\.details &&/, details),
  line("database-errors", /getTableName\(candidate\)|column\.name === name|column\?\.\[0\]/, details),
  line(
    "search",
    /if \(fullText && fields\.length/,
    "finds parts of texts in place of words, in the same columns of the rows in reach",
  ),
  line("query", /valid: OPERATORS\.filter|known !== "eq"/, details),
  line("error-response", /traced/, "decides only whether an error names its request"),
  line(
    "error-response",
    /error instanceof HTTPException && error\.status|error\.status === 413/,
    "decides only whether a refusal of the framework's own is a 4xx or a 500: it is refused either way",
  ),
  line(
    "filled-columns",
    /if \(!\(error instanceof ApiError\)\) throw error;/,
    "what is no ApiError has no envelope: reading it fails, so that the answer is a 500 either way",
  ),
  line(
    "filled-columns",
    /const input = \{ \.\.\.fields/,
    `${disjoint}: a default is taken where the field is absent`,
    wins,
  ),
  line("audit-wrapper", /auditFields\(ctx\), deletedAt: null/, disjoint, wins),
  line("audit-wrapper", /\[softDelete\]: now, \.\.\.present/, disjoint, wins),
  line(
    "audit-wrapper",
    /Object\.hasOwn\(columns, key\)/,
    "a table whose policy says `audit` has every one of these columns: the compiler adds them together",
  ),
  line("scoped-dialect", /\.\.\.auditInsert\(entry, ctx\), \.\.\.entry\.firewall\.stamp/, disjoint, wins),
  line(
    "get-route",
    /\.\.\.columnsOf\(table\), \.\.\.labels/,
    `${disjoint}: labels stand under names with \`#\``,
    wins,
  ),
  line(
    "delete-route",
    /\.\.\.marks\.values, \.\.\.boundMatch/,
    `${disjoint}: placeholders of columns begin with \`v.\``,
    wins,
  ),
  line(
    "update-route|batch-update-route",
    /\.\.\.fields, \.\.\.auditUpdate/,
    `${disjoint}: the guards let no client write audit columns`,
    wins,
  ),
  line(
    "put-records",
    /\.\.\.replaced, \.\.\.auditUpdate/,
    `${disjoint}: audit columns are never replaceable`,
    wins,
  ),
  line(
    "batch",
    /if \(!isAbort\(error\)\) refusalBy/,
    "what is no constraint comes again from each half, and from the last single item it is thrown",
    { operator: /^call left out$/ },
  ),
  line("put-records", /\.\.\.update, \.\.\.named/, "both parts hold the id of the path", wins),
  line(
    "access",
    /if \(node\.userRole\) parts\.push/,
    "whoever is not signed in holds no platform role: `reduce` refuses them where the route lets them in",
  ),
  line("masks", /\|\| REDACTED/, masksMore, eitherWay),
  line(
    "batch-records|update-route",
    /\.\.\.request, access: true/,
    "a function that is left over denies in SQL: denies more, never less",
    wins,
  ),
  line(
    "batch-records",
    /\.where\(and\(idAmong\(engine, ids\), unindexed/,
    "reads every row in reach, and looks the ids up among them",
    { change: /^idAmong/ },
  ),
  line(
    "put-records",
    /const insert = \{ \.\.\.whole/,
    `${disjoint}: guards admit neither tenant nor audit columns`,
    wins,
  ),
  line(
    "json-rows",
    /path === undefined \|\| count === undefined/,
    "a column that no row has is absent in each, of which the expression below says the same",
    eitherWay,
  ),
  line(
    "statements",
    /statements\.size >= LIMIT|oldest !== undefined|statements\.delete/,
    "decides only which prepared statements are kept",
  ),
  line("remembered", /cache\.size >= limit/, "decides only how much that was prepared is kept"),
  line("access", /await check\(ctx, record\)/, "an answer that is not awaited is never `true`: denies more", {
    operator: /^await left out$/,
  }),
  line("masks", /masked \?\?= \{ \.\.\.row \}/, "shows the masked column alone: hides more, never less"),
  line(
    "selected-columns",
    /typeof field === "object" && field !== null/,
    "Drizzle takes objects alone as what is selected, before they are looked at here",
    eitherWay,
  ),
  line(
    "batch-keys",
    /const found = await request\.database\.orm/,
    "asked of records that were left out, each for a key that points at nothing: decides which is named",
  ),
  line("query", /return text === "true"/, "decides only whether the rows in reach are counted too"),
  line("app", /routes\.use\(signedIn, withServices\)/, "an action that misses its services ends as a 500", {
    change: /^, withServices/,
  }),
  line(
    "put-records",
    /\.where\(and\(idAmong\(engine, ids\), visible/,
    "reads more ids than are asked for, and looks those asked for up among them",
    { change: /^idAmong/ },
  ),
  line("batch-request", /value === undefined \? value : "\?"/, "decides only how a refusal repeats an id"),
  line("session", /\.\.\.anonymous, authFailure/, disjoint, wins),
  line(
    "batch-request",
    /if \(kind === "records" && !isObject\(item\)\)/,
    "what is no object names no id, for which it is refused then",
    { operator: /^refusal left out$/ },
  ),
  line(
    "batch-update-route",
    /\.\.\.changes, \[policy\.id\.column\]/,
    `${disjoint}: guards let no client change an id`,
    wins,
  ),
  line(
    "session-token",
    /dot < 1 \|\| !SIGNATURE/,
    "a signature of another form does not verify, or cannot be read: nobody gets in",
    eitherWay,
  ),
  line(
    "session",
    /teamId !== null && ctx\.activeOrgId/,
    "the statement gives a team of the membership's own organization only, and NULL is no team",
    eitherWay,
  ),
  line(
    "batch-records",
    /\{ \.\.\.request, access: true \}/,
    "without the rest of the request every batch with a function fails: denies more, never less",
    { operator: /^field of an object dropped$/ },
  ),
  line(
    "action-input",
    /isObject\(shape\) && Object\.hasOwn/,
    "what is not the schema's own has no definition, on which the loop ends",
    eitherWay,
  ),
  line(
    "put-records",
    /\.\.\.fields, \.\.\.named/,
    `${disjoint}: the id is taken out of the body before`,
    wins,
  ),
  line("masks", /value === null \|\| value === undefined/, "masks a value that is absent", eitherWay),
  line("batch-request", /const valid = known\.map/, details),
  line(
    "validation",
    /const body = await readJson\(c\)/,
    "what is no object is let by, and refused by the strict schema behind it, or fails: nothing gets in",
    { operator: /^await left out$/ },
  ),
  line("batch-keys", /\.\.\.rows, clientKeys/, disjoint, wins),
  line(
    "batch-create-route",
    /if \(!isObject\(sent\)\)/,
    "what is no object has no fields and is refused by the strict schema behind it, or fails: nothing gets in",
    { operator: /^refusal left out$/ },
  ),
  line("put-records", /keys\.delete\(policy\.id\.column\)/, sameId),
  line("batch-update-route", /key !== policy\.id\.column/, sameId),
  line("list-route", /field === engine\.policy\.id\.column/, orderAlone),
  line("query", /\{ \.\.\.key, order \}|\(single && order\) \|\| "asc"/, orderAlone),
  line(
    "list-route",
    /if \(residual === false\) throw roleRequired/,
    "a rule that nobody passes is `0` in SQL: the list is empty in place of refused",
  ),
  line(
    "list-route",
    /\.\.\.request, access: residual, labels/,
    "a function that is not settled denies in SQL, and labels are not in the request: shows less, never more",
    wins,
  ),
  line(
    "delete-route",
    /cascades && soft !== undefined/,
    "a table cascades only where it is soft-deleted, and without children one statement or a batch of one do the same",
    eitherWay,
  ),
  line(
    "batch-delete-route",
    /!marked \|\| !hasCascade/,
    "`marked` is always there, and without children there are no statements to add",
    eitherWay,
  ),
  line(
    "put-route",
    /!put \|\| !batchPut/,
    "a batch has no rule without its single operation; the model demands both",
  ),
  line(
    "body-limit",
    /reader\.read\(\)|reader\.cancel\(\)|if \(!value\) break|clearTimeout|LINGER|if \(!body\) return/,
    cutOff,
  ),
  line("body-limit", /await discard\(/, cutOff),
  line(
    "masks",
    /if \(!match\) return REDACTED/,
    `${masksMore}: what matches is redacted, and the rest fails and is redacted too`,
  ),
  line(
    "masks",
    /digits\.length|slice\(-4\)|length < 2/,
    "shows a constant or fewer characters in place of the last four",
    {
      operator: /^decision always yes$/,
    },
  ),
  line("action-result", /rule\.roles\.some/, masksMore, { operator: /^every for some$/ }),
  line(
    "action-result",
    /rules\.size === 0 \|\| result === undefined/,
    "walks an answer without masks, which changes nothing",
    eitherWay,
  ),
  line(
    "organization-scope",
    /if \(!ctx\.authenticated\) throw unauthenticated/,
    "`contextOf` has refused callers who are not signed in before, and the refusal below denies them too",
  ),
  line(
    "action-routes",
    /entry\.firewall\.requireTenant\(ctx\)/,
    "without an organization the firewall binds NULL and finds no record: refused with another code",
  ),
  line(
    "statements",
    /prepared\.set\(database/,
    "statements are prepared anew each time: slower, and the same",
  ),
  line(
    "scoped-dialect",
    /if \(written !== undefined\) registered/,
    "each write's builder asks for the same table once more",
  ),
  line(
    "scoped-dialect",
    /^\.\.\.query,$/,
    "what is left out are typings, which SQLite's drivers do not read",
  ),
  line(
    "scoped-db",
    /name === "values" && typeof member/,
    "beside `values` an insert has only `select`, whose rows the dialect refuses to stamp",
    eitherWay,
  ),
  line(
    "table-routes",
    /action\.policy\.standalone/,
    "actions are mounted twice at the same path with the same handler: the second is never reached",
    { operator: /^filter left out$/ },
  ),
  line("batch-records", /is true`/, "decides only which index the planner takes", eitherWay),
  line(
    "batch-answer",
    /const sent = kind/,
    "decides only under which name a refused item repeats what was sent",
  ),
  line(
    "trusted-origins",
    /const LOOPBACK/,
    "trusts no local origin beside the app's own: refuses more, never less",
  ),
  line(
    "trusted-origins",
    /URL\.canParse\(baseUrl\)/,
    "a base URL that is no URL makes the app fail to start in place of being left out",
    eitherWay,
  ),
  line(
    "filled-columns",
    /\.\.\.input, \.\.\.\(await checked/,
    `${disjoint}: a computed column can be neither sent nor have a default`,
    wins,
  ),
  line("scoped-db", /setWhere: both\(/, `${disjoint}: \`setWhere\` is taken out of the rest before`, wins),
  line("roles", /role !== ""/, "an empty role is in no rule: the definitions name roles"),
];
