import type { Base, Family, Mistake } from "../broken-case";
import { spread } from "../broken-case";
import { before, misspelt, withKey, without, withValue } from "../changes";
import { type Entry, entries } from "../entries";

const takesRecord = "(ctx, record) => record?.createdBy === ctx.userId";
const operations = ["list", "get", "create", "update", "delete"];

/** Rules that name nobody, anybody, or what cannot be compared. */
export const access: Family = (base) => {
  const at = (path: string, count = 1) => spread(entries(base, "defineTable", path), count);
  const inActions = (path: string, count = 1) => spread(entries(base, "defineActions", path), count);
  const simple = (entry: Entry) => /^["'][a-z]+["']$/.test(entry.value);
  return [
    ...spread(entries(base, "defineTable", "1.crud.*.access.roles.0").filter(simple), 3).map((entry) =>
      withValue(base, entry, '"*"', "ACCESS_WILDCARD"),
    ),
    ...at("1.views.*.access.roles").map((entry) => withValue(base, entry, '["*"]', "ACCESS_WILDCARD")),
    ...inActions("1.*.access.roles.0").map((entry) => before(base, entry, '"*"', "ACCESS_WILDCARD")),
    ...inActions("1.*.access.userRole").map((entry) => withValue(base, entry, '["*"]', "ACCESS_WILDCARD")),
    ...at("1.crud.*.access.roles.0", 2).map((entry) =>
      withValue(base, entry, '"member+"', "ACCESS_ROLE_SUFFIX"),
    ),
    ...inActions("1.*.access.roles.0").map((entry) => before(base, entry, '"admin+"', "ACCESS_ROLE_SUFFIX")),
    ...spread(operations, 3).flatMap((operation) =>
      at(`1.crud.${operation}.access`).map((entry) => withValue(base, entry, "{}", "ACCESS_EMPTY")),
    ),
    ...at("1.crud.*.access.roles", 2).map((entry) => withValue(base, entry, "[]", "ACCESS_EMPTY")),
    ...at("1.views.*.access").map((entry) => withValue(base, entry, "{}", "ACCESS_EMPTY")),
    ...at("1.crud.*.access", 2).map((entry) => without(base, entry, { code: "ACCESS_EMPTY" })),
    ...at("1.crud.create.access").map((entry) =>
      withValue(base, entry, '{ roles: ["PUBLIC"] }', "ACCESS_PUBLIC_WRITE"),
    ),
    ...at("1.crud.list.access").map((entry) =>
      withValue(base, entry, '{ roles: ["PUBLIC"], or: [] }', "ACCESS_EMPTY"),
    ),
    ...inActions("1.*.access.roles.0").map((entry) =>
      before(
        base,
        entry,
        '"PUBLIC"',
        entry.value.includes("PUBLIC") ? "ACCESS_NONE" : "ACCESS_PUBLIC_REDUNDANT",
      ),
    ),
    ...at("1.crud.create.access").map((entry) =>
      withValue(
        base,
        entry,
        '{ userRole: ["admin"], record: { createdBy: { equals: "$ctx.userId" } } }',
        "ACCESS_RECORD_UNAVAILABLE",
      ),
    ),
    ...at("1.crud.list.access").map((entry) => withValue(base, entry, takesRecord, "ACCESS_FUNCTION_BLIND")),
    ...at("1.views.*.access").map((entry) => withValue(base, entry, takesRecord, "ACCESS_FUNCTION_BLIND")),
    ...teamRules(base).map((entry) =>
      withValue(base, entry, '{ roles: ["PUBLIC"] }', "ACCESS_PUBLIC_WITHOUT_TEAM"),
    ),
    ...standalone(base),
    ...conditions(base),
  ].filter(({ code }) => code !== "ACCESS_NONE");
};

/** Conditions with a wrong operator, without one, or with an operand the column never holds. */
function conditions(base: Base): Mistake[] {
  const rules = [
    ...entries(base, "defineTable", "1.crud.*.access.record.*"),
    ...entries(base, "defineTable", "1.crud.*.access.or.*.record.*"),
    ...entries(base, "defineActions", "1.*.access.record.*"),
  ];
  const operators = [
    ...entries(base, "defineTable", "1.crud.*.access.record.*.equals"),
    ...entries(base, "defineActions", "1.*.access.record.*.equals"),
  ];
  const booleans = operators.filter(({ value }) => /^(true|false)$/.test(value));
  const enums = operators.filter(({ value, parent }) => /^["'][a-z]+["']$/.test(value) && isEnum(parent));
  return [
    ...spread(rules, 2).map((entry) => withValue(base, entry, "{}", "ACCESS_CONDITION_EMPTY")),
    ...spread(operators, 1).map((entry) => withKey(base, entry, "equal", "UNKNOWN_KEY")),
    ...spread(operators, 1).map((entry) => withKey(base, entry, "eq", "UNKNOWN_KEY")),
    ...spread(operators, 1).map((entry) => withKey(base, entry, "like", "UNKNOWN_KEY")),
    ...spread(operators, 1).map((entry) => withValue(base, entry, '["a"]', "INVALID_VALUE")),
    ...spread(operators, 1).map((entry) => withValue(base, entry, '"$ctx.orgId"', "ACCESS_CONTEXT_UNKNOWN")),
    ...spread(operators, 1).map((entry) => withValue(base, entry, '"$ctx.userld"', "ACCESS_CONTEXT_UNKNOWN")),
    ...spread(booleans, 2).map((entry) => withValue(base, entry, '"yes"', "ACCESS_VALUE_IMPOSSIBLE")),
    ...spread(enums, 1).map((entry) =>
      withValue(base, entry, `"${misspelt(entry.value.slice(1, -1))}"`, "ACCESS_VALUE_IMPOSSIBLE"),
    ),
  ];
}

/** The rules of tables that belong to teams. */
function teamRules(base: Base): Entry[] {
  const scoped = entries(base, "defineTable", "1.firewall.team").map(({ file }) => file);
  return entries(base, "defineTable", "1.crud.*.access").filter(({ file }) => scoped.includes(file));
}

function isEnum(condition: Entry | undefined): boolean {
  return condition?.key === "stage" || condition?.key === "status";
}

/** A standalone action has no record to compare with. */
function standalone(base: Base): Mistake[] {
  const rules = entries(base, "defineActions", "1.*.access").filter(({ siblings }) =>
    siblings.some(({ key }) => key === "standalone"),
  );
  return spread(rules, 1).flatMap((entry) => [
    withValue(
      base,
      entry,
      '{ userRole: ["admin"], record: { id: { equals: "1" } } }',
      "ACCESS_RECORD_UNAVAILABLE",
    ),
    withValue(base, entry, takesRecord, "ACCESS_FUNCTION_BLIND"),
  ]);
}
