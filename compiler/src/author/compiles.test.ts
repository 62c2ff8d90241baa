import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { loadProject } from "../1-load/load-project";
import { buildModel } from "../2-model/build-model";
import { checkModel } from "../3-check/check-model";
import { addAction, type ColumnInput, FIELD_TYPES, type SourceEdit, scaffoldTable, TABLE_SCOPES } from ".";

const config = fileURLToPath(
  new URL("../../../examples/hiring/quickback/quickback.config.ts", import.meta.url),
);

const columns: ColumnInput[] = [
  ...FIELD_TYPES.map(
    (type): ColumnInput => ({ name: `${type}Value`, type, enum: type === "enum" ? ["a", "b"] : undefined }),
  ),
  ...FIELD_TYPES.map(
    (type): ColumnInput => ({
      name: `${type}Required`,
      type,
      required: true,
      enum: type === "enum" ? ["a"] : undefined,
    }),
  ),
  { name: "slug", type: "text", required: true, unique: true },
  { name: "contactEmail", type: "text" },
  { name: "apiToken", type: "text" },
  { name: "parentId", type: "text", references: "parents" },
  { name: "stage", type: "enum", enum: ["new", "done"], required: true, actionsOnly: true },
  { name: "lot", type: "text" },
];

// What would end the template literal, were it not escaped.
const awkward = "'a`$".concat("{b}\\'");
const constraints = [
  { unique: ["parentId", "lot"] },
  { index: ["lot"] },
  { check: `integerValue <= integer_required and lot <> ${awkward}`, name: "within" },
];

it.each(TABLE_SCOPES)("what is scaffolded for scope %s passes every check", async (scope) => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "quickback-author-")));
  const sources = new Map<string, string>();
  const apply = ({ path, after }: SourceEdit) => {
    sources.set(path, after);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), after);
  };
  mkdirSync(join(root, "quickback"));
  const text = readFileSync(config, "utf8");
  const teams = '{ name: "organization", options: { teams: { enabled: true } } }';
  const auth = scope.startsWith("team") ? text.replace('"organization"', teams) : text;
  writeFileSync(join(root, "quickback/quickback.config.ts"), auth);
  apply(
    scaffoldTable(
      { feature: "shop", table: "parents", columns: [{ name: "title", type: "text" }], scope },
      sources,
    ),
  );
  apply(scaffoldTable({ feature: "shop", table: "things", columns, scope, constraints }, sources));
  const action = {
    feature: "shop",
    table: "things",
    access: { roles: ["owner", "admin"] },
    description: "Do it",
  };
  const input = columns.slice(0, FIELD_TYPES.length);
  apply(addAction({ ...action, name: "touch", input }, sources));
  apply(
    addAction(
      {
        ...action,
        name: "stats",
        input: [],
        standalone: true,
        method: "GET",
        path: "/stats",
        body: "const rows = await db.select().from(things);\nreturn { total: rows.length };",
      },
      sources,
    ),
  );
  apply(
    addAction(
      {
        ...action,
        name: "rename",
        input: [{ name: "title", type: "text", required: true }],
        table: "parents",
        body: "await db.update(parents).set({ title: input.title }).where(eq(parents.id, record.id));",
      },
      sources,
    ),
  );

  const loaded = await loadProject(root, {});
  const { model, diagnostics } = buildModel(loaded);
  const found = [...loaded.diagnostics, ...diagnostics, ...(model ? checkModel(model) : [])];
  // The actions above ask for organization roles, which say nothing about rows that belong to nobody.
  const beyond = scope === "public" ? ["ACCESS_ROLES_BEYOND_ORGANIZATION"] : [];
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(beyond));
  const things = model?.features.flatMap(({ tables }) => tables).find(({ name }) => name === "things");
  expect(things?.checks.map(({ sql }) => sql)).toEqual([
    `integer_value <= integer_required and lot <> ${awkward}`,
  ]);
  expect(things?.guards.createable).not.toContain("stage");
  expect(model?.features.flatMap(({ actions }) => actions.map(({ name }) => name)).sort()).toEqual([
    "rename",
    "stats",
    "touch",
  ]);
  expect(
    model?.features
      .flatMap(({ tables }) => tables.flatMap(({ masking }) => Object.values(masking)))
      .some(({ automatic }) => automatic),
  ).toBe(false);
});
