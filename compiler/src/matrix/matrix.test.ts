import { expect, test } from "vitest";
import { sampleModel } from "../2-model/testing/sample-model";
import { generate } from "../4-generate";
import { verify } from "../6-verify/verify";
import { matrixGrids, printMatrix, UnknownMatrixPartError } from "../matrix-of-project";

const model = sampleModel();
const { report } = verify(model, await generate(model), {});

function cell(table: string, name: string, role: string) {
  const [grid] = matrixGrids(report, { table });
  const row = [...(grid?.operations ?? []), ...(grid?.fields ?? [])].find((own) => own.name === name);
  const found = row?.cells[grid?.roles.indexOf(role) ?? -1];
  if (!found) throw new Error(`no ${table} ${name} ${role}`);
  return found;
}

test("every role that a rule tells apart has a column", () => {
  expect(report.roles).toEqual(
    expect.arrayContaining(["anonymous", "signed-in", "recruiter", "platform:admin"]),
  );
  expect(report.roles).not.toContain("PUBLIC");
});

test.each([
  ["candidates", "list", "member", "yes"],
  ["candidates", "list", "anonymous", "no"],
  ["candidates", "create", "member", "no"],
  ["candidates", "update", "recruiter", 'if createdBy = "$ctx.userId"'],
  ["jobPostings", "list", "anonymous", "if published = true"],
  ["jobPostings", "create", "platform:admin", "yes"],
  ["jobPostings", "create", "admin", "no"],
  ["candidates", "email", "admin", "visible"],
  ["candidates", "email", "member", "masked"],
  ["candidates", "email", "anonymous", "absent"],
  ["candidates", "notes", "member", "masked unless createdBy is the caller in get"],
])("%s %s for %s: %s", (table, name, role, answer) => {
  expect(cell(table, name, role).text).toBe(answer);
});

test("a field is writable through the operations that its guards and the role allow", () => {
  expect(cell("candidates", "email", "admin").writes).toEqual(["create"]);
  expect(cell("candidates", "email", "member").writes).toEqual([]);
  expect(cell("applications", "stage", "recruiter").writes).toContain("action advance");
});

test("a rule that asks for two roles at once gets a column for both, and neither alone suffices", async () => {
  const both = sampleModel();
  const create = both.features.flatMap(({ tables }) => tables).find(({ name }) => name === "candidates")
    ?.crud.create;
  Object.assign(create ?? {}, { access: { roles: ["admin"], userRole: ["admin"] } });
  const own = verify(both, await generate(both), {}).report;
  const [grid] = matrixGrids(own, { table: "candidates" });
  const row = grid?.operations.find(({ name }) => name === "create");
  const of = (role: string) => row?.cells[grid?.roles.indexOf(role) ?? -1]?.text;
  expect([of("admin"), of("platform:admin"), of("admin+platform:admin")]).toEqual(["no", "no", "yes"]);
});

test("text, Markdown and HTML say the same", () => {
  for (const form of ["text", "markdown", "html"] as const) {
    const printed = printMatrix(report, form);
    for (const { table, operations } of report.access) {
      expect(printed).toContain(table);
      for (const { operation } of operations) expect(printed).toContain(operation);
    }
  }
});

test("operations stand in the order in which people think of them", () => {
  const [grid] = matrixGrids(report, { table: "candidates" });
  const names = grid?.operations.map(({ name }) => name) ?? [];
  expect(names.slice(0, 5)).toEqual(["list", "get", "create", "update", "delete"]);
  const kinds = names.map((name) => (/^(view|action) /.exec(name) ? 2 : name.startsWith("batch") ? 1 : 0));
  expect(kinds).toEqual([...kinds].sort());
});

test("the page says first what is open to strangers and what is masked", () => {
  const html = printMatrix(report, "html");
  const [, open] = /Open without an account<\/dt><dd>(.*?)<\/dd>/.exec(html) ?? [];
  expect(open?.replace(/<[^>]+>/g, "")).toBe("jobPostings list, get, action contact");
  expect(html).toMatch(
    /Masked for someone<\/dt><dd>.*<a href="#table-candidates">candidates<\/a> [^<]*email/,
  );
  const closed = report.access.filter(({ table }) => table === "candidates");
  expect(printMatrix({ ...report, access: closed }, "html")).toContain(
    "Open without an account</dt><dd>nothing<",
  );
});

test("a narrow terminal gets the roles in turns, each line within its width", () => {
  const printed = printMatrix(report, "text", { view: { table: "candidates" }, width: 60 });
  const tables = printed.split("\n").filter((line) => /^(operation|field|list|email|-)/.test(line));
  expect(tables.length).toBeGreaterThan(8);
  for (const line of tables) expect(line.length).toBeLessThanOrEqual(60);
});

test("names cannot become markup, in text or in attributes", () => {
  const evil = `x"><script>alert('1')</script>|`;
  const access = report.access.map((table) => ({ ...table, table: evil, definition: evil }));
  const html = printMatrix({ ...report, access, roles: ["anonymous", evil] }, "html", { title: evil });
  expect(html).not.toContain("<script>alert");
  expect(html).not.toContain('x">');
  expect(html).toContain("x&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;|");
  expect(printMatrix({ ...report, access }, "markdown")).not.toContain("<script>");
});

test("the page asks for nothing and allows no script but its own", () => {
  const html = printMatrix(report, "html");
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/(src|href)="(?!#)/);
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toMatch(/ (on\w+|style)=/);
  expect(html).toContain('<th scope="col" data-role="recruiter">');
  expect(html).toContain('<th scope="row">');
});

test("an unknown table or role is answered with what there is", () => {
  expect(() => matrixGrids(report, { table: "candidate" })).toThrow(UnknownMatrixPartError);
  expect(() => matrixGrids(report, { role: "recuiter" })).toThrow("Did you mean `recruiter`?");
});
