import { createHost, findTool } from "@quickback/mcp-server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Client, field } from "../support/client";
import { printConfig } from "../support/config";
import { createProject, type Project } from "../support/project";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code, create, rows } from "../support/world";

/** An inventory that an agent builds with the tools alone. */
const config = printConfig("inventory");
const text = (name: string, more: object = {}) => ({ name, type: "text", required: true, ...more });
const feature = "stock";

let project: Project;
let worker: RunningWorker;
let boss: Client;
let stranger: Client;

async function call(name: string, input: object): Promise<Record<string, unknown>> {
  const tool = findTool(name);
  if (!tool) throw new Error(`no tool ${name}`);
  return (await tool.call(input, createHost(project.root))).data;
}

/** Plans an edit, then applies exactly that. */
async function write(name: string, input: object): Promise<void> {
  const { plan } = await call(name, input);
  expect(await call(name, { ...input, apply: plan })).toMatchObject({ written: true });
}

beforeAll(async () => {
  project = await createProject({ "quickback/quickback.config.ts": config });
  const columns = [text("sku", { unique: true }), text("name")];
  await write("scaffold_table", { feature, table: "items", columns });
  await write("scaffold_table", {
    feature,
    table: "movements",
    columns: [
      text("itemId", { references: "items" }),
      { name: "delta", type: "integer", required: true },
      { name: "reason", type: "enum", enum: ["sale", "receipt"], required: true },
    ],
  });
  expect(await call("compile", { dryRun: true })).toMatchObject({ ok: true, diagnostics: [] });
  await write("change_table", {
    table: "items",
    columns: [{ name: "stock", type: "integer", required: true, default: 0, min: 0 }],
  });
  await write("change_table", {
    table: "items",
    set: {
      "guards.createable": ["sku", "name"],
      "guards.updatable": ["name"],
      "guards.protected.stock": ["move"],
    },
  });
  await write("change_table", { table: "movements", remove: ["crud.update", "crud.delete"] });
  const missing = await call("compile", { dryRun: true });
  expect(JSON.stringify(missing.diagnostics)).toContain("add_action");
  await write("add_action", {
    feature,
    table: "items",
    name: "move",
    description: "Book a movement",
    input: [{ name: "delta", type: "integer", required: true }],
    body: `const [[item]] = await db.batch([
  db.update(items).set({ stock: sql\`\${items.stock} + \${input.delta}\` }).where(eq(items.id, record.id)).returning(),
  db.insert(movements).values({ itemId: record.id, delta: input.delta }),
]);
return item;`,
  });
  expect(await call("compile", {})).toMatchObject({ ok: true, diagnostics: [] });
  worker = await bootWorker(project.root);
  boss = await new Client(worker.url, "boss@example.com").signUp();
  stranger = await new Client(worker.url, "stranger@example.com").signUp();
  await boss.createOrganization("Acme");
  await stranger.createOrganization("Other");
});
afterAll(async () => {
  await worker?.stop();
  await project?.remove();
});

it("sells what is there and not one more, however many ask at once", async () => {
  const id = await create(boss, "items", { sku: "A1", name: "Bolt" });
  const move = (client: Client, delta: number) => client.post(`/api/v1/items/${id}/move`, { delta });
  expect((await move(boss, 10)).status).toBe(200);
  const sales = await Promise.all(Array.from({ length: 15 }, () => move(boss, -1)));
  expect(sales.filter(({ status }) => status === 200)).toHaveLength(10);
  const refused = sales.filter(({ status }) => status !== 200);
  expect(new Set(refused.map((answer) => `${answer.status} ${code(answer)}`))).toEqual(
    new Set(["400 CHECK_VIOLATION"]),
  );
  expect(field(refused[0]?.body, "details")).toEqual({ constraint: "items_stock_min" });
  expect(field((await boss.get(`/api/v1/items/${id}`)).body, "stock")).toBe(0);
  // What was refused has left no movement behind.
  expect(rows(await boss.get("/api/v1/movements"))).toHaveLength(11);
  expect(code(await move(stranger, 5))).toBe("FIREWALL_NOT_FOUND");
  expect(rows(await stranger.get("/api/v1/movements"))).toEqual([]);
});

it("frees a unique value when its row is deleted, and never tells of another tenant's", async () => {
  const item = { sku: "B2", name: "Nut" };
  const id = await create(boss, "items", item);
  expect(code(await boss.post("/api/v1/items", item))).toBe("UNIQUE_VIOLATION");
  expect((await stranger.post("/api/v1/items", item)).status).toBe(201);
  expect((await boss.delete(`/api/v1/items/${id}`)).status).toBe(200);
  expect((await boss.post("/api/v1/items", item)).status).toBe(201);
});
