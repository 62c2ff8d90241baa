import { posix } from "node:path";
import MagicString from "magic-string";
import { actionAccess } from "./action-access";
import { type ActionBody, indentLine, parseBody, verbatim } from "./action-body";
import { type ActionMethod, type ActionPlan, actionLines } from "./action-text";
import { findActions } from "./actions-file";
import { addImports, type NeededImport } from "./add-import";
import { AuthorError } from "./author-error";
import { checkFields, checkLimits } from "./check-fields";
import { styleOf } from "./code-style";
import type { ActionFieldInput } from "./fields";
import { findProperty, insertProperty } from "./insert-property";
import { checkAction, checkFeature } from "./names";
import { type DeclaredTable, tablesIn } from "./parsed-source";
import { sameCode } from "./same-code";
import { isSingleTenant } from "./single-tenant";
import { featureFolder, type SourceEdit, type Sources } from "./source-edit";
import { unknownTable } from "./unknown-table";

export interface AddActionInput {
  /** Feature folder in kebab-case. */
  feature: string;
  /** Table in camelCase; absent for a feature without one (the action is then standalone). */
  table?: string | undefined;
  /** Action in camelCase: the last part of its path. */
  name: string;
  description: string;
  /** Fields of the input. */
  input: readonly ActionFieldInput[];
  /** Who may run it, as a definition has it; by default owner and admin of the organization. */
  access?: Readonly<Record<string, unknown>> | undefined;
  standalone?: boolean | undefined;
  method?: ActionMethod | undefined;
  /** Path of a standalone action below its table, e.g. `/stats`. */
  path?: string | undefined;
  /** Statements of the execute function; absent: one that answers 501 until it is written. */
  body?: string | undefined;
}

const PATH = /^(\/:?[A-Za-z0-9][A-Za-z0-9_-]*)+$/;
const DRIZZLE_NAMES = new Set(
  "eq ne gt gte lt lte and or not inArray notInArray isNull isNotNull like between sql asc desc count sum".split(
    " ",
  ),
);

/**
 * Adds an action to the table's actions file, or starts one, touching nothing else in it.
 * @param sources every definition file of the project
 * @throws AuthorError when a name is unusable or taken, or the file cannot be added to
 */
export function addAction(input: AddActionInput, sources: Sources): SourceEdit {
  const folder = checkPlace(input, sources);
  const tables = [...sources].flatMap(([path, text]) => tablesIn(path, text));
  const table = findTable(input, folder, tables);
  const plan = planAction(input, isSingleTenant(sources));
  const place = findActions(folder, table, sources);
  if (place.kind === "new") {
    return { path: place.path, before: undefined, after: newFile(plan, table, place.path, tables) };
  }
  const { source, actions } = place;
  const style = styleOf(source);
  const lines = actionLines(plan, style.quote);
  const taken = findProperty(actions, plan.name);
  if (taken) {
    const same = sameCode(source.text.slice(taken.start, taken.end), plainLines(lines));
    if (same) return { path: source.path, before: source.text, after: source.text };
    throw new AuthorError(
      "name",
      `${source.path} already has another action "${plan.name}": choose another name, or edit it there.`,
      "NAME_TAKEN",
    );
  }
  const edit = new MagicString(source.text);
  const declared = tables.filter(({ path }) => path !== source.path);
  addImports(edit, source, neededImports(plan.body, source.path, declared), style);
  insertProperty(edit, source, actions, lines, style);
  return { path: source.path, before: source.text, after: edit.toString() };
}

function checkPlace({ feature, name }: AddActionInput, sources: Sources): string {
  checkFeature(feature);
  checkAction(name);
  return featureFolder(feature, sources);
}

function findTable({ feature, table }: AddActionInput, folder: string, tables: DeclaredTable[]) {
  if (table === undefined) return undefined;
  const found = tables.find(({ name }) => name === table);
  if (found && posix.dirname(found.path) === folder) return found;
  if (found)
    throw new AuthorError(
      "feature",
      `table "${table}" is in ${found.path}, not in feature "${feature}": name its feature.`,
    );
  throw unknownTable("table", table, tables);
}

function planAction(input: AddActionInput, singleTenant: boolean): ActionPlan {
  const { name, description, table, method, path, input: fields } = input;
  const standalone = input.standalone ?? table === undefined;
  if (table === undefined && !standalone)
    throw new AuthorError(
      "standalone",
      "an action without a table has no record: leave standalone out, or name a table.",
    );
  if (path !== undefined && !standalone)
    throw new AuthorError(
      "path",
      "only a standalone action has a path of its own: set standalone to true, or leave path out.",
    );
  if (path !== undefined && !PATH.test(path))
    throw new AuthorError(
      "path",
      `path ${JSON.stringify(path.slice(0, 64))} is not like "/stats" or "/by-day/:day".`,
    );
  if (description.trim() === "" || /[\r\n]/.test(description))
    throw new AuthorError("description", "description must be one line that says what the action does.");
  checkFields("input", fields);
  checkLimits(fields);
  const access = actionAccess(input.access, { standalone, singleTenant });
  return { name, description, input: fields, access, standalone, method, path, body: bodyOf(input) };
}

function bodyOf({ name, body }: AddActionInput): ActionBody {
  if (body === undefined)
    return parseBody(`throw new ActionError("${name} is not implemented yet", "NOT_IMPLEMENTED", 501);`);
  return parseBody(body);
}

function neededImports(body: ActionBody, path: string, tables: DeclaredTable[]): NeededImport[] {
  const drizzle = [...body.names].filter((name) => DRIZZLE_NAMES.has(name));
  return [
    ...(body.names.has("ActionError") ? [{ name: "ActionError", from: "@quickback/compiler" }] : []),
    ...drizzle.map((name) => ({ name, from: "drizzle-orm" })),
    { name: "z", from: "zod" },
    ...tables.filter(({ name }) => body.names.has(name)).map((table) => tableImport(table, path)),
  ];
}

function tableImport(table: DeclaredTable, path: string): NeededImport {
  const relative = posix.relative(posix.dirname(path), table.path).replace(/\.ts$/, "");
  return { name: table.name, from: relative.startsWith(".") ? relative : `./${relative}` };
}

function newFile(
  plan: ActionPlan,
  table: DeclaredTable | undefined,
  path: string,
  tables: DeclaredTable[],
): string {
  const needed = new Map<string, Set<string>>();
  const wanted = [
    { name: "defineActions", from: "@quickback/compiler" },
    ...neededImports(plan.body, path, tables),
    ...(table ? [tableImport(table, path)] : []),
  ];
  for (const { name, from } of wanted) needed.set(from, (needed.get(from) ?? new Set()).add(name));
  const imports = [...needed].map(
    ([from, names]) => `import { ${[...names].sort().join(", ")} } from "${from}";`,
  );
  const action = plainLines(actionLines(plan, '"'), "  ");
  return [
    ...imports,
    "",
    `export default defineActions(${table?.name ?? "null"}, {`,
    `${action},`,
    "});",
    "",
  ].join("\n");
}

/** Lines of an action as text, at an indent. */
function plainLines(lines: readonly string[], indent = ""): string {
  return lines.map((line) => verbatim(line) ?? indentLine(line, indent)).join("\n");
}
