import type { Base, Family, Mistake } from "../broken-case";
import { lineAt, mistake, spread } from "../broken-case";
import { before, keyOf, misspelt, without, withValue } from "../changes";
import { type Entry, entries } from "../entries";

/** Actions that lack a part, have one too many, or cannot be reached. */
export const actions: Family = (base) => {
  const at = (path: string, count = 1) => spread(entries(base, "defineActions", path), count);
  const records = (key: string) =>
    entries(base, "defineActions", `1.*.${key}`).filter((entry) => !has(entry, "standalone"));
  const handlers = at("1.*.handler");
  return [
    ...at("1.*.description", 2).map((entry) => without(base, entry, { code: "ACTION_DESCRIPTION_MISSING" })),
    ...at("1.*.description").map((entry) => withValue(base, entry, '""', "ACTION_DESCRIPTION_MISSING")),
    ...at("1.*.input", 2).map((entry) => without(base, entry, { code: "ACTION_INPUT_MISSING" })),
    ...at("1.*.access", 2).map((entry) => without(base, entry, { code: "ACTION_ACCESS_MISSING" })),
    ...at("1.*.execute", 2).map((entry) => without(base, entry, { code: "ACTION_BODY_MISSING" })),
    ...handlers.map((entry) => without(base, entry, { code: "ACTION_BODY_MISSING" })),
    ...handlers.map((entry) => before(base, entry, "execute: async () => ({})", "ACTION_BODY_BOTH")),
    ...at("1.*.execute", 2).map((entry) =>
      before(base, entry, 'handler: "./handlers/other"', "ACTION_BODY_BOTH"),
    ),
    ...handlers.flatMap((entry) => [
      withValue(base, entry, '"./handlers/nowhere"', "ACTION_HANDLER_NOT_FOUND"),
      withValue(base, entry, `"${misspelt(entry.value.slice(1, -1))}"`, "ACTION_HANDLER_NOT_FOUND"),
      handlerWithoutExport(base, entry),
    ]),
    ...at("1.*.input").flatMap((entry) => [
      withValue(base, entry, '{ type: "object", properties: {} }', "ACTION_INPUT_NOT_ZOD"),
      withValue(base, entry, '"reason"', "ACTION_INPUT_NOT_ZOD"),
      withValue(base, entry, "z.object({ at: z.date() })", "ACTION_INPUT_UNREPRESENTABLE"),
      withValue(base, entry, "z.object({ size: z.bigint() })", "ACTION_INPUT_UNREPRESENTABLE"),
    ]),
    ...spread(records("description"), 1).flatMap((entry) => [
      before(base, entry, 'path: "/elsewhere"', "ACTION_PATH_ON_RECORD"),
      before(base, entry, 'responseType: "file"', "ACTION_RESPONSE_TYPE_ON_RECORD"),
    ]),
    ...at("1.*.path").flatMap((entry) => [
      withValue(base, entry, '"/a b?c"', "ACTION_PATH_INVALID"),
      withValue(base, entry, '"/../admin"', "ACTION_PATH_INVALID"),
    ]),
    ...spread(records("description"), 1).flatMap((entry) => [
      before(base, entry, "unsafe: true", "ACTION_UNSAFE_REASON_MISSING"),
    ]),
    ...at("1.*.unsafe.reason").flatMap((entry) => [
      withValue(base, entry, '""', "ACTION_UNSAFE_REASON_MISSING"),
    ]),
    ...unsafeAnonymous(base),
    ...tableless(base),
    ...collisions(base),
    ...unknownTable(base),
    ...badName(base),
  ];
};

const has = ({ siblings }: Entry, key: string) => siblings.some((entry) => entry.key === key);

function handlerWithoutExport(base: Base, entry: Entry): Mistake {
  const file = entry.file.replace("actions.ts", `${entry.value.slice(3, -1)}.ts`);
  const change = { file, start: 0, end: (base.files[file] ?? "").length, text: "export const run = 1;\n" };
  return mistake(base, `no export in ${file}`, change, { code: "ACTION_HANDLER_EXPORT", at: keyOf(entry) });
}

function unsafeAnonymous(base: Base): Mistake[] {
  const open = entries(base, "defineActions", "1.*.access").filter(({ value }) => value.includes("PUBLIC"));
  return spread(open, 1).map((entry) =>
    before(base, entry, 'unsafe: { reason: "support" }', "ACTION_UNSAFE_ANONYMOUS"),
  );
}

/** Actions of no table are standalone. */
function tableless(base: Base): Mistake[] {
  const written = entries(base, "defineActions", "1.*.standalone").filter((entry) =>
    base.files[entry.file]?.includes("defineActions(null"),
  );
  return spread(written, 2).map((entry) => withValue(base, entry, "false", "ACTION_TABLELESS_RECORD"));
}

/** Two routes of one method and path. */
function collisions(base: Base): Mistake[] {
  const paths = entries(base, "defineActions", "1.*.path");
  const reads = paths.filter(({ siblings }) => siblings.some(({ value }) => /^["']GET["']$/.test(value)));
  const listed = reads.filter(({ file }) => {
    const table = /defineActions\((\w+)/.exec(base.files[file] ?? "")?.[1];
    return entries(base, "defineTable", "1.crud.list").some(
      ({ file: tableFile }) => base.files[tableFile]?.includes(`defineTable(${table},`) ?? false,
    );
  });
  return [
    ...spread(listed, 1).map((entry) => withValue(base, entry, '"/"', "ACTION_PATH_INVALID")),
    ...spread(listed, 1).map((entry) => withValue(base, entry, '"/:key"', "ACTION_PATH_COLLISION")),
  ];
}

/** Actions of a table that no file exports. */
function unknownTable(base: Base): Mistake[] {
  const [table] = entries(base, "defineActions", "0").filter(({ value }) => value !== "null");
  if (!table) return [];
  const text = base.files[table.file] ?? "";
  const own = `const strays = sqliteTable("strays", { id: text("id").primaryKey() });\n\n`;
  const start = text.indexOf("export default");
  const changed = `import { sqliteTable, text } from "drizzle-orm/sqlite-core";\n${text.slice(0, start)}${own}${text
    .slice(start)
    .replace(`defineActions(${table.value},`, "defineActions(strays,")}`;
  const change = { file: table.file, start: 0, end: text.length, text: changed };
  const at = { file: table.file, offset: changed.indexOf("export default") };
  return [mistake(base, "actions of an unexported table", change, { code: "ACTION_TABLE_UNKNOWN", at })];
}

function badName(base: Base): Mistake[] {
  const [action] = entries(base, "defineActions", "1.*");
  if (!action) return [];
  const change = {
    file: action.file,
    start: action.start,
    end: action.valueStart,
    text: '"2 fast": ',
  };
  const made = mistake(base, "action 2 fast", change, { code: "NAME_INVALID" });
  return [{ ...made, line: lineAt(base.files[action.file] ?? "", action.start) }];
}
