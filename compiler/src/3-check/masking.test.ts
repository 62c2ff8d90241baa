import { describe, expect, it } from "vitest";
import { configText } from "../2-model/testing/load-texts";
import { applyEdits, diagnosticsOf, expectMarked, scopedJobs } from "../2-model/testing/marked";

const masking = (lines: string, columns = "", more = "") =>
  scopedJobs(`  masking: {\n${lines}\n  },\n${more}`, columns);

describe("masking", () => {
  it("announces automatic masks; the first edit writes them all", () => {
    const files = scopedJobs(
      '  displayColumn: "title",',
      `
  workEmail: text("work_email"), // !MASKING_AUTOMATIC
  apiSecret: text("api_secret"), // !MASKING_AUTOMATIC
  emailVerified: integer("email_verified", { mode: "boolean" }),`,
    );
    const found = expectMarked(files);
    expect(found.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
    expect(found[0]?.message).toBe(
      "Column `jobs.workEmail` looks sensitive and is masked as `email` for everyone.",
    );
    expect(diagnosticsOf(applyEdits(files, found))).toEqual([]);
  });

  it("asks for a mask of what is computed from a masked column, as narrow as the one of its source", () => {
    const low = 'low: text("low").generatedAlwaysAs(sql`lower("phone_number")`),';
    const phone = '    phone: { type: "phone", show: { roles: ["admin"] } },';
    const computed = (mask: string, column: string) =>
      Object.fromEntries(
        Object.entries(masking(`${phone}${mask}`, `\n  phone: text("phone_number"),\n  ${column}`)).map(
          ([path, text]) => [path, `import { sql } from "drizzle-orm";\n${text}`],
        ),
      );
    const bare = expectMarked(computed("", `${low} // !MASKING_COMPUTED`));
    expect(bare[0]?.fix).toContain('low: { type: "redact", show: { roles: ["admin"] } }');
    const wide = '\n    low: { type: "redact", show: { roles: ["admin", "member"] } }, // !MASKING_COMPUTED';
    expectMarked(computed(wide, low));
    const narrow = computed('\n    low: { type: "redact", show: { roles: ["admin"] } },', low);
    expect(diagnosticsOf(narrow)).toEqual([]);
    const text = `kind: text("kind").generatedAlwaysAs(sql\`'phone_number' || "title"\`),`;
    expect(diagnosticsOf(computed("", text))).toEqual([]);
  });

  it("adds to the masks that are there", () => {
    const files = masking(
      '    email: { type: "email", show: { roles: ["admin"] } },',
      `
  email: text("email"),
  phone: text("phone"), // !MASKING_AUTOMATIC`,
    );
    expect(diagnosticsOf(applyEdits(files, expectMarked(files)))).toEqual([]);
  });

  it("asks for no organization role where organizations are off", () => {
    const off = (config: string, columns: string) => {
      const files = Object.entries(scopedJobs(config, columns)).map(([path, text]) => [
        path,
        text.replace("organization: {}", "owner: {}"),
      ]);
      return {
        ...Object.fromEntries(files),
        "quickback.config.ts": configText("  features: { organizations: false },"),
      };
    };
    const automatic = off('  displayColumn: "title",', '\n  email: text("email"), // !MASKING_AUTOMATIC');
    const found = expectMarked(automatic);
    expect(found[0]?.fix).toContain('show: { or: "owner" }');
    expect(diagnosticsOf(applyEdits(automatic, found))).toEqual([]);
    const written = off(
      '  masking: {\n    title: { type: "name", show: { roles: ["admin"] } }, // !MASKING_ROLES_WITHOUT_ORGANIZATIONS\n  },',
      "",
    );
    expect(diagnosticsOf(applyEdits(written, expectMarked(written)))).toEqual([]);
  });

  it('takes `show: { roles: ["everyone"] }` as the opt-out', () => {
    expectMarked(
      masking('    email: { type: "email", show: { roles: ["everyone"] } },', '\n  email: text("email"),'),
    );
  });

  it("knows the columns", () => {
    const files = masking('    titel: { type: "redact" }, // !COLUMN_UNKNOWN');
    expect(diagnosticsOf(applyEdits(files, expectMarked(files)))).toEqual([]);
  });

  it("asks for text where the mask works on text", () => {
    expectMarked(masking('    salary: { type: "phone" }, // !MASKING_TYPE_MISMATCH'));
    expectMarked(masking('    salary: { type: "redact" },\n    title: { type: "name" },'));
  });

  it("wants a function for a custom mask alone", () => {
    expectMarked(masking('    title: { type: "custom" }, // !MASKING_FUNCTION_MISSING'));
    expectMarked(masking('    title: { type: "name", mask: () => "x" }, // !MASKING_FUNCTION_UNUSED'));
    expectMarked(masking('    title: { type: "custom", mask: () => "x" },'));
  });

  it("refuses pseudo roles", () => {
    expectMarked(
      masking('    title: { type: "name", show: { roles: ["PUBLIC"] } }, // !MASKING_PUBLIC_ROLE'),
    );
    expectMarked(masking('    title: { type: "name", show: { roles: ["admin"] } },'));
  });

  it("leaves keys in clear", () => {
    expectMarked(masking('    id: { type: "redact" }, // !MASKING_KEY_COLUMN'));
    expectMarked(masking('    organizationId: { type: "redact" }, // !MASKING_KEY_COLUMN'));
  });

  it("does not sort by a masked column by default", () => {
    const sort = (field: string, mark: string) => `  defaultSort: {\n    field: "${field}", // ${mark}\n  },`;
    const mask = '    title: { type: "name" },';
    expectMarked(masking(mask, "", sort("title", "!MASKING_SORTED")));
    expectMarked(masking(mask, "", sort("salary", "")));
  });
});
