import { expect, test } from "vitest";
import type { ActionModel, ProjectModel, TableModel } from "../../2-model/project-model";
import { sampleModel } from "../../2-model/testing/sample-model";
import { generate } from "../../4-generate";
import type { FileTree } from "../../files";
import { reportText } from "../report-text";
import { signReport } from "../signature";
import { verify } from "../verify";
import { readBaseline } from "./baseline";
import { changeLine } from "./change";
import { diffReports } from "./diff-reports";

const tree: FileTree = await generate(sampleModel());
/** Only the model counts here, so that every report is made on one tree. */
const reportOf = (model: ProjectModel, own: FileTree = tree) => verify(model, own, {}).report;
const before = reportOf(sampleModel());

/** What a change of the sample's candidates does, a line per change. */
function changes(
  edit: (table: TableModel, actions: ActionModel[], model: ProjectModel) => void,
  name = "candidates",
  backwards = false,
): string[] {
  // The sample shares its lists between tables.
  const model = structuredClone(sampleModel());
  for (const feature of model.features)
    for (const table of feature.tables) if (table.name === name) edit(table, feature.actions, model);
  const after = reportOf(model);
  return (backwards ? diffReports(after, before) : diffReports(before, after)).map((change) =>
    changeLine(change).replace(/ \[.*$/, ""),
  );
}

type Edit = (table: TableModel, actions: ActionModel[], model: ProjectModel) => void;
const crud = (table: TableModel, operation: "list" | "create" | "update" | "get" | "delete") => {
  const own = table.crud[operation];
  if (!own) throw new Error(`no ${operation}`);
  return own;
};

test("nothing changed, nothing said", () => {
  expect(changes(() => {})).toEqual([]);
});

type Plugin = ProjectModel["auth"]["plugins"][number];
const plugin = (name: Plugin["name"], options = {}): Plugin => ({ name, options });
const withPlugins = (...plugins: Plugin[]): ProjectModel => {
  const model = sampleModel();
  return { ...model, auth: { ...model.auth, plugins: [...model.auth.plugins, ...plugins] } };
};
const credentials = (from: ProjectModel, to: ProjectModel) =>
  diffReports(reportOf(from), reportOf(to)).map((change) => changeLine(change).replace(/ \[.*$/, ""));
const stays = (seconds: number) => `who is removed, banned or signed out stays for up to ${seconds} seconds`;

test("another way to be known widens, without it the app narrows", () => {
  const [plain, keys, tokens] = [withPlugins(), withPlugins(plugin("apiKey")), withPlugins(plugin("jwt"))];
  expect(credentials(plain, keys)).toEqual(["widened: credentials: accepts API keys"]);
  expect(credentials(keys, plain)).toEqual(["narrowed: credentials: no longer accepts API keys"]);
  expect(credentials(plain, tokens)).toEqual([
    `widened: credentials: accepts stateless tokens: ${stays(180)}`,
  ]);
  expect(credentials(tokens, plain)).toEqual(["narrowed: credentials: no longer accepts stateless tokens"]);
});

test("tokens that hold for longer widen", () => {
  const holding = (seconds: number) => withPlugins(plugin("jwt", { expiresInSeconds: seconds }));
  const [short, long] = [holding(60), holding(600)];
  const hold = (effect: string, was: number, is: number) =>
    `${effect}: credentials: stateless tokens hold ${was} → ${is} seconds: ${stays(is)}`;
  expect(credentials(short, long)).toEqual([hold("widened", 60, 600)]);
  expect(credentials(long, short)).toEqual([hold("narrowed", 600, 60)]);
});

test("a report that does not say what callers were known by is compared all the same", () => {
  const { credentials: _unsaid, ...older } = before;
  expect(diffReports(older, reportOf(withPlugins(plugin("apiKey"))))).toEqual([]);
});

// Each edit widens; undone, it narrows.
test.each<[string, Edit, string | RegExp, (string | RegExp)?]>([
  [
    "a role added",
    (t) => crud(t, "create").access.roles?.push("member"),
    "widened: candidates create: no → yes for member",
    "narrowed: candidates create: yes → no for member",
  ],
  [
    "PUBLIC added",
    (t) => crud(t, "list").access.roles?.push("PUBLIC"),
    "widened: candidates list: no → yes for anonymous, signed-in, platform:admin",
  ],
  [
    "a condition dropped",
    (t) => delete crud(t, "update").access.or?.[1]?.record,
    /^widened: candidates update: if createdBy = .* → yes for recruiter$/,
  ],
  [
    "a scope dropped",
    (t) => t.firewall.scopes.splice(0),
    "widened: candidates firewall: no longer keeps each organization to its rows (organizationId)",
    /^narrowed: candidates firewall: keeps each/,
  ],
  [
    "an exception",
    (t) => Object.assign(t.firewall, { exception: true }),
    "widened: candidates firewall: every row exists for everyone (exception)",
  ],
  [
    "soft delete no longer hides",
    (t) => delete t.firewall.softDelete,
    "widened: candidates firewall: no longer hides deleted rows",
  ],
  [
    "hard delete",
    (t) => Object.assign(crud(t, "delete"), { mode: "hard" }),
    /^widened: candidates delete: soft delete became hard/,
    "narrowed: candidates delete: hard delete became soft for admin, owner",
  ],
  [
    "a mask dropped",
    (t) => delete t.masking.email,
    /^widened: candidates.email: masked → visible for .*member/,
    /^narrowed: candidates.email: visible → masked/,
  ],
  [
    "a mask loosened",
    (t) => t.masking.governmentId?.roles.push("recruiter"),
    "widened: candidates.governmentId: masked → visible for recruiter",
  ],
  [
    "a mask for all but the owner",
    (t) => Object.assign(t.masking.governmentId ?? {}, { ownerColumn: "createdBy" }),
    /^widened: candidates.governmentId: masked → masked unless createdBy is the caller/,
  ],
  [
    "redact replaced",
    (t) => Object.assign(t.masking.notes ?? {}, { type: "name" }),
    /^widened: candidates.notes: mask redact → name/,
  ],
  [
    "a guard opened",
    (t) => t.guards.updatable.push("email"),
    /^widened: candidates.email: may be written by update for/,
    /^narrowed: candidates.email: may no longer be written by update/,
  ],
  [
    "a view answers more",
    (t) => t.views.directory?.fields.push("email"),
    /^widened: candidates view directory: also answers email/,
    /^narrowed: candidates view directory: no longer answers email/,
  ],
  ["a list answers all", (t) => delete t.crud.list?.fields, /^widened: candidates list: answers every field/],
  [
    "a new view",
    (t) => Object.assign(t.views, { all: { fields: ["id"], access: { roles: ["PUBLIC"] } } }),
    /^widened: candidates view all: new route GET .*: everyone for anonymous/,
    /^narrowed: candidates view all: removed GET/,
  ],
  [
    "audit dropped",
    (_t, actions) =>
      actions.filter(({ audited }) => audited).map((own) => Object.assign(own, { audited: false })),
    /^widened: .* action \w+: is no longer audited/,
  ],
])("%s", (_what, edit, widened, narrowed = /^narrowed: /) => {
  const name = /audit/.test(_what) ? "jobPostings" : "candidates";
  expect(changes(edit, name)).toContainEqual(expect.stringMatching(asPattern(widened)));
  expect(changes(edit, name).filter((line) => line.startsWith("narrowed"))).toEqual([]);
  const undone = changes(edit, name, true);
  expect(undone).toContainEqual(expect.stringMatching(asPattern(narrowed)));
  expect(undone.filter((line) => line.startsWith("widened"))).toEqual([]);
});

function asPattern(expected: string | RegExp): RegExp {
  if (typeof expected !== "string") return expected;
  return new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
}

// What cannot be put in order is for review, in both directions.
test.each<[string, Edit, RegExp]>([
  [
    "another condition",
    (t) => Object.assign(crud(t, "update").access.or?.[1] ?? {}, { record: { name: { equals: "x" } } }),
    /^review: candidates update: if createdBy = .* → if name = /,
  ],
  [
    "another scope column",
    (t) => Object.assign(t.firewall.scopes[0] ?? {}, { column: "name" }),
    /^review: candidates firewall: organization scope/,
  ],
  [
    "another mask",
    (t) => Object.assign(t.masking.email ?? {}, { type: "phone" }),
    /^review: candidates.email: mask email → phone/,
  ],
])("%s is for review", (_what, edit, line) => {
  expect(changes(edit)).toContainEqual(expect.stringMatching(line));
  expect(changes(edit, "candidates", true)[0]).toMatch(/^review/);
});

test("the code of an access function and of a mask is compared, not only its name", () => {
  const path = "src/features/hiring/functions.ts";
  const text = tree.get(path) ?? "";
  const changed = text.replaceAll("=>", "=> true ||");
  expect(changed).not.toBe(text);
  const lines = diffReports(before, reportOf(sampleModel(), new Map([...tree, [path, changed]]))).map(
    changeLine,
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^review: candidates get: if candidatesGetAccess\(\) allows, whose code changed/),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^review: candidates\.\w+: the code of its mask changed/),
  );
});

test("a new table is named with its routes, a removed one as a whole", () => {
  const without = { ...before, access: before.access.filter(({ table }) => table !== "candidates") };
  const lines = diffReports(without, before).map(changeLine);
  expect(lines).toContainEqual(expect.stringMatching(/^widened: candidates: new table for/));
  expect(lines).toContainEqual(expect.stringMatching(/^widened: candidates list: new route GET/));
  expect(diffReports(before, without).map(changeLine)).toEqual([
    expect.stringMatching(/^narrowed: candidates: removed table/),
  ]);
});

test("every change names the line of its definition", () => {
  const without = { ...before, access: [] };
  for (const { definition } of diffReports(without, before)) expect(definition).not.toBe("");
});

const text = reportText(before);
const signatureOf = (key?: string) =>
  JSON.stringify(
    signReport(
      { path: "r.json", text },
      { path: "d.md", text: "# diff" },
      { enabled: true, required: false, keyEnv: "K", path: "", ...(key && { key }) },
      {},
    ),
  );

test.each([
  ["signed, with the key", text, signatureOf("k"), "k", "verified"],
  ["a digest, no key", text, signatureOf(), undefined, "unverified"],
  ["signed, no key here", text, signatureOf("k"), undefined, "unverified"],
  ["a digest although there is a key", text, signatureOf(), "k", "untrusted"],
  ["another key", text, signatureOf("other"), "k", "untrusted"],
  ["edited", text.replace("PUBLIC", "owner"), signatureOf("k"), "k", "untrusted"],
  ["edited, no key", text.replace("PUBLIC", "owner"), signatureOf(), undefined, "untrusted"],
  ["no signature", text, undefined, undefined, "untrusted"],
  ["no report", undefined, undefined, "k", "none"],
  ["another format", "{}", signatureOf(), undefined, "untrusted"],
])("a baseline that is %s", (_what, report, signature, key, state) => {
  expect(readBaseline({ path: "r.json", report, signature }, key, false)).toMatchObject({
    state,
    path: "r.json",
  });
});
