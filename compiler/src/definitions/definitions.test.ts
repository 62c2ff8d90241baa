import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import {
  defineActions,
  defineAuth,
  defineConfig,
  defineDatabase,
  defineRuntime,
  defineTable,
} from "../index";
import type { ActionExecutor, RecordOf } from "../types";
import { actionSchema } from "./actions.schema";
import { configSchema } from "./config.schema";
import { definitionKey } from "./definition";
import { tableSchema } from "./table.schema";

const fixtures = fileURLToPath(new URL("./fixtures/", import.meta.url));

const notes = sqliteTable("notes", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  state: text("state", { enum: ["open", "done"] }).notNull(),
  rank: integer("rank"),
});

describe("types of the definition language", () => {
  it("refuse every misspelt name at its line, and nothing else", () => {
    const source = readFileSync(`${fixtures}misspelt.ts`, "utf8").split("\n");
    const marked = source.flatMap((line, index) => (line.includes("// error") ? index + 1 : []));
    const output = compileFixtures();
    const reported = [...output.matchAll(/misspelt\.ts\((\d+),\d+\): error/g)].map(([, line]) =>
      Number(line),
    );
    expect(reported).toEqual(marked);
  });

  it("give a record its columns and the audit columns", () => {
    expectTypeOf<RecordOf<typeof notes>>().toEqualTypeOf<
      {
        id: string;
        title: string;
        state: "open" | "done";
        rank: number | null;
      } & {
        createdAt: string;
        createdBy: string | null;
        modifiedAt: string;
        modifiedBy: string | null;
        deletedAt: string | null;
        deletedBy: string | null;
      }
    >();
    type Params = Parameters<ActionExecutor<typeof notes, { reason: string }>>[0];
    expectTypeOf<Params["record"]>().toEqualTypeOf<RecordOf<typeof notes>>();
    expectTypeOf<Params["input"]>().toEqualTypeOf<{ reason: string }>();
  });
});

describe("define functions", () => {
  it("mark what they return without touching it", () => {
    const config = { firewall: { exception: true } };
    expect(defineTable(notes, config)).toEqual({ [definitionKey]: "table", table: notes, config });
    const actions = {
      ping: {
        description: "Answer",
        standalone: true as const,
        input: z.object({}),
        access: { roles: ["PUBLIC"] },
        execute: () => ({ pong: true }),
      },
    };
    expect(defineActions(null, actions)).toEqual({ [definitionKey]: "actions", table: null, actions });
  });

  it("give providers as name and options", () => {
    const config = defineConfig({
      name: "x",
      template: "hono",
      providers: {
        runtime: defineRuntime("cloudflare"),
        database: defineDatabase("cloudflare-d1", { generateId: "uuid" }),
        auth: { name: "better-auth" },
      },
    });
    expect(config.providers).toEqual({
      runtime: { name: "cloudflare", config: {} },
      database: { name: "cloudflare-d1", config: { generateId: "uuid" } },
      auth: { name: "better-auth" },
    });
    expect(config[definitionKey]).toBe("config");
    expect(configSchema.safeParse(config).success).toBe(true);
  });
});

describe("schemas", () => {
  it("accept features as an object and as an array", () => {
    const providers = {
      runtime: defineRuntime("cloudflare"),
      database: defineDatabase("cloudflare-d1"),
      auth: defineAuth("better-auth", {
        plugins: { organization: true, bearer: { requireSignature: true } },
      }),
    };
    const base = { name: "x", template: "hono", providers };
    for (const features of [{ organizations: false }, ["organizations"]])
      expect(configSchema.safeParse({ ...base, features }).success).toBe(true);
    expect(configSchema.safeParse({ ...base, features: ["teams"] }).success).toBe(false);
  });

  it.each([
    ["firewal", { firewal: {} }, []],
    ["columns", { firewall: { organization: { columns: "x" } } }, ["firewall", "organization"]],
    ["batchPatch", { crud: { batchPatch: {} } }, ["crud"]],
    ["createble", { guards: { createble: [] } }, ["guards"]],
    ["mask", { masking: { a: { type: "redact", show: { mask: 1 } } } }, ["masking", "a", "show"]],
  ])("name the unknown key %s and where it stands", (key, value, path) => {
    const { error } = tableSchema.safeParse(value);
    expect(error && JSON.stringify(error.issues)).toContain(`"keys":["${key}"]`);
    expect(error && JSON.stringify(error.issues)).toContain(`"path":${JSON.stringify(path)}`);
  });

  it("accept access as rules to any depth and as functions", () => {
    const check = { $function: true, parameters: 1 };
    const access = {
      or: [{ and: [{ roles: ["a"] }, check] }, { record: { x: { in: [1, null, "$ctx.userId"] } } }],
    };
    expect(actionSchema.safeParse({ access }).success).toBe(true);
    expect(actionSchema.safeParse({ access: check }).success).toBe(true);
    expect(actionSchema.safeParse({ access: { or: [{ and: [{ rolez: ["a"] }] }] } }).success).toBe(false);
    expect(actionSchema.safeParse({ access: { record: { x: { like: "a" } } } }).success).toBe(false);
  });
});

function compileFixtures(): string {
  try {
    execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit", "-p", fixtures], {
      cwd: fileURLToPath(new URL("../../../", import.meta.url)),
      encoding: "utf8",
    });
    return "";
  } catch (error) {
    if (error instanceof Error && "stdout" in error) return String(error.stdout);
    throw error;
  }
}
