import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createHost } from "./host";
import { createPlans } from "./plans";
import type { ToolError } from "./tool-error";
import { findTool } from "./tools";

/** A session in an empty project: calls answer their data, or the error they were refused with. */
function session() {
  const root = mkdtempSync(join(tmpdir(), "quickback-plan-"));
  mkdirSync(join(root, "quickback"));
  writeFileSync(join(root, "quickback/quickback.config.ts"), "");
  const host = createHost(root);
  const call = async (name: string, args: unknown, on = host) => findTool(name)?.call(args, on);
  const refusal = async (name: string, args: unknown, on = host) =>
    call(name, args, on).then(
      () => ({ code: "none", message: "" }),
      ({ code, message }: ToolError) => ({ code, message }),
    );
  return { root, call, refusal, restarted: () => createHost(root) };
}

const jobs = { feature: "hiring", table: "jobs", columns: [{ name: "title", type: "text", required: true }] };
const smallCall = (text = "") => JSON.parse(/Write it with (\{.*?\})/.exec(text)?.[1] ?? "{}");

describe("apply by plan alone", () => {
  it("the small call that a plan prints writes it, and again is a success, for each tool", async () => {
    const { root, call } = session();
    const asked: [string, Record<string, unknown>, string[]][] = [
      ["scaffold_table", jobs, ["feature", "table", "apply"]],
      ["change_table", { table: "jobs", columns: [{ name: "pay", type: "integer" }] }, ["table", "apply"]],
      [
        "add_action",
        { feature: "hiring", table: "jobs", name: "close", description: "Close it", body: "return 1;" },
        ["feature", "name", "apply"],
      ],
    ];
    for (const [tool, args, keys] of asked) {
      const planned = await call(tool, args);
      const small = smallCall(planned?.text);
      expect(Object.keys(small)).toEqual(keys);
      expect((await call(tool, small))?.data).toMatchObject({ written: true, plan: small.apply });
      expect((await call(tool, small))?.data).toMatchObject({ written: false });
    }
    const file = readFileSync(join(root, "quickback/features/hiring/jobs.ts"), "utf8");
    expect(file).toContain('pay: integer("pay")');
    expect(readFileSync(join(root, "quickback/features/hiring/actions.ts"), "utf8")).toContain("return 1;");
  });

  it("what is repeated beside a plan must be what was planned", async () => {
    const { root, call, refusal } = session();
    const small = smallCall((await call("scaffold_table", jobs))?.text);
    const other = { ...small, columns: [{ name: "name", type: "text" }] };
    expect(await refusal("scaffold_table", other)).toMatchObject({
      code: "PLAN_STALE",
      message: expect.stringContaining("another columns"),
    });
    expect(existsSync(join(root, "quickback/features"))).toBe(false);
    expect((await call("scaffold_table", { ...jobs, ...small, scope: "organization" }))?.data).toMatchObject({
      written: true,
    });
  });

  it("a plan that the server does not know asks for the whole call, which then writes", async () => {
    const { call, refusal, restarted } = session();
    await call("scaffold_table", { ...jobs, apply: "now" });
    const change = { table: "jobs", columns: [{ name: "pay", type: "integer" }] };
    const small = smallCall((await call("change_table", change))?.text);
    const later = restarted();
    expect(await refusal("change_table", small, later)).toMatchObject({
      code: "PLAN_UNKNOWN",
      message: expect.stringContaining("Repeat the whole call"),
    });
    expect(await refusal("change_table", { table: "jobs", apply: "the plan" })).toMatchObject({
      message: expect.stringContaining("give the plan that an earlier call answered"),
    });
    expect((await call("change_table", { ...change, ...small }, later))?.data).toMatchObject({
      written: true,
    });
  });

  it("a plan that was overtaken answers the one that holds now, ready to be applied", async () => {
    const { root, call, refusal } = session();
    await call("scaffold_table", { ...jobs, apply: "now" });
    const change = (name: string) => ({ table: "jobs", columns: [{ name, type: "integer" }] });
    const first = smallCall((await call("change_table", change("pay")))?.text);
    const second = smallCall((await call("change_table", change("bonus")))?.text);
    await call("change_table", first);
    const { code, message } = await refusal("change_table", second);
    expect(code).toBe("PLAN_STALE");
    expect(message).toContain('+  bonus: integer("bonus"),');
    expect((await call("change_table", smallCall(message)))?.data).toMatchObject({ written: true });
    const file = readFileSync(join(root, "quickback/features/hiring/jobs.ts"), "utf8");
    expect(file).toMatch(/pay: .*\n\s*bonus: /);
  });

  it("remembers the latest plans only", () => {
    const plans = createPlans(2);
    for (const plan of ["a", "b", "a", "c"]) plans.keep("add_action", plan, { plan });
    expect(["a", "b", "c"].map((plan) => plans.inputOf("add_action", plan)?.plan)).toEqual([
      "a",
      undefined,
      "c",
    ]);
    expect(plans.inputOf("change_table", "a")).toBeUndefined();
  });
});
