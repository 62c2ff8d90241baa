import { describe, expect, it } from "vitest";
import { configText } from "../2-model/testing/load-texts";
import {
  applyEdits,
  diagnosticsOf,
  expectMarked,
  jobsWithActions,
  scopedJobs,
} from "../2-model/testing/marked";

const config = (more: string) => ({ "quickback.config.ts": configText(more), ...scopedJobs("") });
const providers = (from: string | RegExp, to: string) => ({
  "quickback.config.ts": configText().replace(from, to),
  ...scopedJobs(""),
});

describe("configuration", () => {
  it("wants a name that can be a Worker's, and its edit writes one", () => {
    const files = providers('name: "sample",', 'name: "My Sample", // !CONFIG_NAME_INVALID');
    const fixed = applyEdits(files, expectMarked(files));
    expect(fixed["quickback.config.ts"]).toContain('name: "my-sample"');
    expect(diagnosticsOf(fixed)).toEqual([]);
  });

  it("names unknown and planned keys, and its edit corrects a misspelt one", () => {
    expectMarked(config("  cms: true, // !NOT_YET_SUPPORTED"));
    const files = config("  trustedOrigin: [], // !UNKNOWN_KEY");
    const found = expectMarked(files);
    expect(found[0]?.fix).toBe("Did you mean `trustedOrigins`?");
    expect(diagnosticsOf(applyEdits(files, found))).toEqual([]);
  });

  it("knows the providers and plugins", () => {
    expectMarked(
      providers('defineRuntime("cloudflare"),', '{ name: "deno" }, // !CONFIG_PROVIDER_UNSUPPORTED'),
    );
    const missing = providers('    auth: defineAuth("better-auth"),\n', "");
    expect(diagnosticsOf(missing).map(({ code }) => code)).toEqual(["CONFIG_PROVIDER_MISSING"]);
    const plugins = (list: string) =>
      providers('defineAuth("better-auth")', `defineAuth("better-auth", { plugins: ${list} })`);
    const [unknown] = diagnosticsOf(plugins('["organisation", "admin"]'));
    expect([unknown?.code, unknown?.fix]).toEqual([
      "CONFIG_PLUGIN_UNSUPPORTED",
      "Did you mean `organization`?",
    ]);
    expectMarked(plugins('["organization", "bearer"]'));
  });

  it("knows which databases a runtime reaches, and their options", () => {
    const pair = (runtime: string, database: string) =>
      providers(
        /runtime: .*\s*database: .*/,
        `runtime: defineRuntime(${runtime}),\n    database: defineDatabase(${database}),`,
      );
    const codes = (runtime: string, database: string) =>
      diagnosticsOf(pair(runtime, database)).map(({ code }) => code);
    for (const runtime of ['"bun"', '"node"']) expect(codes(runtime, '"libsql"')).toEqual([]);
    expect(codes('"bun"', '"better-sqlite3", { generateId: "uuid" }')).toEqual([]);
    expectMarked(pair('"node"', '"better-sqlite3" /* !CONFIG_PROVIDERS_MISMATCHED */'));
    expect(codes('"cloudflare"', '"libsql"')).toEqual(["CONFIG_PROVIDERS_MISMATCHED"]);
    expect(codes('"bun", { vars: {} }', '"libsql", { splitDatabases: false }')).toEqual([
      "CONFIG_OPTION_FOREIGN",
      "CONFIG_OPTION_FOREIGN",
    ]);
    expect(codes('"cloudflare"', '"cloudflare-d1", { splitDatabases: false }')).toEqual([]);
  });

  it("keeps output inside the project", () => {
    const report = (path: string) =>
      `  compiler: { securityContracts: { report: { signature: { path: "${path}" } } } },`;
    expectMarked(config(`${report("../elsewhere.json")} // !CONFIG_PATH_OUTSIDE_PROJECT`));
    expectMarked(config(report("reports/mine.json")));
  });

  it("wants exact origins and host names", () => {
    expectMarked(config('  trustedOrigins: ["*"], // !CONFIG_ORIGIN_INVALID'));
    const [found] = expectMarked(
      config('  trustedOrigins: ["https://a.example/x"], // !CONFIG_ORIGIN_INVALID'),
    );
    expect(found?.fix).toBe("Write `https://a.example`.");
    expectMarked(config('  domain: "https://a.example", // !CONFIG_DOMAIN_INVALID'));
    expectMarked(config('  trustedOrigins: ["https://a.example"],\n  domain: "a.example",'));
  });

  it("publishes only what is generated", () => {
    expectMarked(
      config("  openapi: { generate: false, publish: true }, // !CONFIG_PUBLISH_WITHOUT_GENERATE"),
    );
    expectMarked(config("  openapi: { generate: false },"));
  });

  it("checks rename hints against the schema", () => {
    const renames = (hints: string) =>
      config(`  compiler: { migrations: { renames: {\n    ${hints}\n  } } },`);
    expectMarked(renames('tables: { job: "vacancies" }, // !RENAME_HINT_INVALID'));
    expectMarked(renames('columns: { jobz: { title: "name" } }, // !RENAME_HINT_INVALID'));
    expectMarked(renames('columns: { jobs: { titel: "name" } }, // !RENAME_HINT_INVALID'));
    expectMarked(
      renames('tables: { jobs: "vacancies" }, columns: { jobs: { title: "name", salary: null } },'),
    );
  });
});

describe("actions", () => {
  const action = (lines: string, name = "publish") =>
    jobsWithActions(`  ${name}: {
${lines}
  },`);
  const parts = {
    description: '    description: "Publish",',
    input: "    input: z.object({}),",
    access: '    access: { roles: ["admin"] },',
    execute: "    execute: async () => null,",
  };
  const without = (key: keyof typeof parts, mark: string) => {
    const { [key]: _, ...rest } = parts;
    const files = action(Object.values(rest).join("\n"));
    const path = "features/work/actions.ts";
    return { ...files, [path]: (files[path] ?? "").replace("publish: {", `publish: { // ${mark}`) };
  };
  const whole = Object.values(parts).join("\n");

  it("need description, input, access and one body", () => {
    expectMarked(action(whole));
    expectMarked(without("description", "!ACTION_DESCRIPTION_MISSING"));
    expectMarked(without("input", "!ACTION_INPUT_MISSING"));
    expectMarked(without("access", "!ACTION_ACCESS_MISSING"));
    expectMarked(without("execute", "!ACTION_BODY_MISSING"));
    expectMarked(action(`${whole}\n    handler: "./handlers/publish", // !ACTION_BODY_BOTH`));
  });

  it("need a Zod schema that JSON Schema can express", () => {
    expectMarked(action(whole.replace("z.object({}),", '{ type: "object" }, // !ACTION_INPUT_NOT_ZOD')));
    expectMarked(
      action(whole.replace("z.object({}),", "z.object({ on: z.date() }), // !ACTION_INPUT_UNREPRESENTABLE")),
    );
  });

  it("need a handler file that exports a function", () => {
    const handled = (mark: string) =>
      action(whole.replace("execute: async () => null,", `handler: "./handlers/publish", // ${mark}`));
    const handler = (text: string) => ({ "features/work/handlers/publish.ts": text });
    expectMarked(handled("!ACTION_HANDLER_NOT_FOUND"));
    expectMarked({ ...handled("!ACTION_HANDLER_EXPORT"), ...handler("export const run = 1;\n") });
    expectMarked({ ...handled(""), ...handler("export const execute = async () => null;\n") });
  });

  it("take a path only if standalone, and never the same twice", () => {
    expectMarked(action(`${whole}\n    path: "/x", // !ACTION_PATH_ON_RECORD`));
    expectMarked(action(`${whole}\n    standalone: true,\n    path: "/x",`));
    expectMarked(action(`${whole}\n    standalone: true,\n    path: "/a b", // !ACTION_PATH_INVALID`));
    expectMarked(action(`${whole}\n    standalone: true,\n    path: "/batch", // !ACTION_PATH_COLLISION`));
    const second = `  },\n  second: {\n${whole}\n    standalone: true,\n    path: "/x", // !ACTION_PATH_COLLISION`;
    const first = `${whole}\n    standalone: true,\n    path: "/jobs/x", // !ACTION_PATH_COLLISION\n`;
    expectMarked(action(`${first}${second}`));
  });

  it("do not take the path of a view", () => {
    const view = '  views: { brief: { fields: ["id"], access: { roles: ["admin"] } } },';
    const files = (path: string) =>
      jobsWithActions(
        `  run: {\n${whole}\n    standalone: true,\n    method: "GET",\n    ${path}\n  },`,
        view,
      );
    expectMarked(files('path: "/views/brief", // !ACTION_PATH_COLLISION'));
    expectMarked(files('path: "/views/other",'));
  });

  it("answer streams and files only if standalone", () => {
    expectMarked(action(`${whole}\n    responseType: "file", // !ACTION_RESPONSE_TYPE_ON_RECORD`));
    expectMarked(action(`${whole}\n    responseType: "file",\n    standalone: true,`));
  });

  it("give a reason for being unsafe, and are never anonymous then", () => {
    expectMarked(action(`${whole}\n    unsafe: true, // !ACTION_UNSAFE_REASON_MISSING`));
    const unsafe = `${whole}\n    unsafe: { reason: "Support" },`;
    expectMarked(action(unsafe));
    expectMarked(action(`${unsafe} // !ACTION_UNSAFE_ANONYMOUS`.replace('"admin"', '"PUBLIC"')));
  });

  const file = "features/work/actions.ts";
  const edited = (from: string, to: string) => {
    const files = action(whole);
    return { ...files, [file]: (files[file] ?? "").replace(from, to) };
  };

  it("without a table are standalone", () => {
    const tableless = (more: string) => ({
      [file]: (edited("defineActions(jobs,", "defineActions(null,")[file] ?? "")
        .replace('import { jobs } from "./jobs";', "")
        .replace("publish: {", `publish: { ${more}`),
    });
    expectMarked(tableless("// !ACTION_TABLELESS_RECORD"));
    expectMarked(tableless("standalone: true,"));
  });

  it("belong to a table of their feature that has a definition", () => {
    const [text = ""] = Object.values(scopedJobs(""));
    const elsewhere = {
      [file]: (edited("./jobs", "../zoo/jobs")[file] ?? "").replace(
        "default define",
        "default /* !ACTION_TABLE_UNKNOWN */ define",
      ),
    };
    expectMarked({ "features/zoo/jobs.ts": text, ...elsewhere });
    const internal = text.slice(0, text.indexOf("export default"));
    expectMarked({
      ...edited("publish: {", "publish: { // !ACTION_TABLE_INTERNAL"),
      "features/work/jobs.ts": internal,
    });
  });

  it("are a default export made by defineActions", () => {
    expectMarked({ ...scopedJobs(""), [file]: "export const actions = {}; // !MISSING_DEFAULT_EXPORT\n" });
    expectMarked({ ...scopedJobs(""), [file]: "export default {}; // !DEFINITION_NOT_RECOGNISED\n" });
  });
});

describe("definitions of the wrong shape", () => {
  it("are reported at their place, and leave no model", () => {
    const [later] = expectMarked(scopedJobs('  firewallErrorMode: "hide", // !UNKNOWN_KEY'));
    expect(later?.fix).toContain("`errorMode` inside `firewall`");
    const [typo] = expectMarked(scopedJobs("  guard: {}, // !UNKNOWN_KEY"));
    expect(typo?.fix).toContain("`guards`");
    const [list] = expectMarked(scopedJobs('  crud: ["list"], // !INVALID_VALUE'));
    expect(list?.fix).toContain("its keys are: list, get");
    expectMarked(scopedJobs('  crud: { list: {\n    pageSize: "many", // !INVALID_VALUE\n  } },'));
    expectMarked(scopedJobs('  masking: { title: { type: "nme" } }, // !INVALID_VALUE'));
    expectMarked(
      scopedJobs('  views: {\n    brief: { access: { roles: ["admin"] } }, // !MISSING_KEY\n  },'),
    );
    expectMarked(scopedJobs('  crud: { list: { access: {\n    role: ["admin"], // !UNKNOWN_KEY\n  } } },'));
    expectMarked(scopedJobs('  crud: { list: { access: {\n    roles: "admin", // !INVALID_VALUE\n  } } },'));
  });

  it("name the one value that a missing key can have, and its edit writes it", () => {
    const files = {
      ...scopedJobs('  displayColumn: "title",'),
      "quickback.config.ts": configText().replace('  template: "hono",\n', ""),
    };
    const found = diagnosticsOf(files);
    expect(found.map(({ code, fix }) => [code, fix])).toEqual([["MISSING_KEY", 'Add `template: "hono"`.']]);
    expect(diagnosticsOf(applyEdits(files, found))).toEqual([]);
  });

  it("are told together with what else is wrong", () => {
    expectMarked(scopedJobs('  maskings: {}, // !UNKNOWN_KEY\n  displayColumn: "titel", // !COLUMN_UNKNOWN'));
  });

  it("rename the key by their edit", () => {
    const files = scopedJobs('  "diplayColumn": "title", // !UNKNOWN_KEY');
    const fixed = applyEdits(files, expectMarked(files));
    expect(Object.values(fixed)[0]).toContain('"displayColumn": "title"');
    expect(diagnosticsOf(fixed)).toEqual([]);
  });

  it("report a table that is not exported", () => {
    const [text = ""] = Object.values(scopedJobs(""));
    const hidden = text
      .replace("export const jobs", "const jobs")
      .replace('sqliteTable("jobs", {', 'sqliteTable("jobs", { // !TABLE_NOT_EXPORTED');
    const files = { "features/work/jobs.ts": hidden };
    expect(diagnosticsOf(applyEdits(files, expectMarked(files)))).toEqual([]);
  });

  it("hold one definition per file", () => {
    const [text = ""] = Object.values(scopedJobs(""));
    const more = "\nexport const again = defineTable(jobs, {}); // !SEVERAL_DEFINITIONS\n";
    expectMarked({ "features/work/jobs.ts": text + more });
    const named = text.replace("export default defineTable", "const definition = defineTable");
    expectMarked({
      "features/work/jobs.ts": `${named}\n// not defineTable(twice)\nexport default definition;\n`,
    });
  });
});
