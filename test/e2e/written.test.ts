import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, expectOk } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code } from "../support/world";
import { writtenProject } from "./written-project";

let project: Project;
let worker: RunningWorker;
let owner: Client;
let member: Client;
let next = 0;

beforeAll(async () => {
  project = await createProject(writtenProject);
  await compileOrThrow(project);
  worker = await bootWorker(project.root);
  const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
  [owner, member] = [await person("owner"), await person("member")];
  await owner.invite(member, "member", await owner.createOrganization("Acme"));
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

const id = () => `r${next++}`;
const create = async (client: Client, table: string, body: object) =>
  expectOk(await client.post(`/api/v1/${table}`, body));
const change = async (client: Client, table: string, key: string, body: object) =>
  expectOk(await client.patch(`/api/v1/${table}/${key}`, body));
const every = ["id", "organizationId", "subject", "contact", "verdict", "createdAt", "createdBy"];

describe("a caller who may write but not read", () => {
  it("gets back the id and what they sent, masked as ever", async () => {
    const key = id();
    const sent = { id: key, subject: "s", contact: "c" };
    expect(await create(member, "reports", sent)).toEqual({ ...sent, contact: "[REDACTED]" });
    expect(code(await member.get(`/api/v1/reports/${key}`))).toBe("ACCESS_ROLE_REQUIRED");
  });

  it("learns nothing of what others wrote by changing something else", async () => {
    const key = id();
    await create(owner, "reports", { id: key, subject: "s", contact: "hidden", verdict: "guilty" });
    expect(await change(member, "reports", key, { subject: "t" })).toEqual({ id: key, subject: "t" });
  });

  it("gets no more by a batch", async () => {
    const records = [
      { id: id(), subject: "a" },
      { id: id(), subject: "b", verdict: "open" },
    ];
    const send = (method: string, body: object) => member.request(method, "/api/v1/reports/batch", body);
    expect(expectOk(await send("POST", { records }))).toHaveProperty("success", records);
    const changes = records.map((one) => ({ id: one.id, verdict: "closed" }));
    expect(expectOk(await send("PATCH", { records: changes }))).toHaveProperty("success", changes);
    const ids = records.map((one) => one.id);
    expect(expectOk(await send("DELETE", { ids }))).toHaveProperty(
      "success",
      ids.map((key) => ({ id: key })),
    );
  });

  it("gets no more by PUT", async () => {
    const key = id();
    const put = (client: Client) => client.request("PUT", `/api/v1/mirror/${key}`, { name: "n" });
    expect(expectOk(await put(member))).toEqual({ id: key, name: "n" });
    expect(expectOk(await put(owner))).toMatchObject({ inner: "inner", name: "n" });
    const batch = await member.request("PUT", "/api/v1/mirror/batch", { records: [{ id: key, name: "m" }] });
    expect(batch.body).toHaveProperty("success", [{ id: key, name: "m" }]);
  });

  it("is everyone where no route reads", async () => {
    const key = id();
    expect(await create(owner, "drops", { id: key, subject: "s" })).toEqual({ id: key, subject: "s" });
  });
});

describe("a caller who may read", () => {
  it("gets the record as get shows it", async () => {
    const key = id();
    const row = await create(owner, "reports", { id: key, subject: "s", contact: "c" });
    expect(row).toMatchObject({ contact: "c", verdict: "suspicious" });
    expect(Object.keys(row as object)).toEqual(expect.arrayContaining(every));
    expect(await change(owner, "reports", key, { subject: "t" })).toEqual(
      expectOk(await owner.get(`/api/v1/reports/${key}`)),
    );
  });

  it("by list alone gets what lists show", async () => {
    expect(await create(member, "lists", { id: "l1", subject: "s" })).toEqual({ id: "l1", subject: "s" });
    expect(await change(member, "lists", "l1", { verdict: "x" })).toEqual({ id: "l1", subject: "s" });
  });

  it("under a condition gets the record while the condition holds", async () => {
    const open = await create(member, "cases", { id: "c1", subject: "s", verdict: "open" });
    expect(Object.keys(open as object)).toEqual(expect.arrayContaining(every));
    expect(await create(member, "cases", { id: "c2", subject: "s" })).toEqual({ id: "c2", subject: "s" });
    expect(await change(member, "cases", "c1", { verdict: "shut" })).toEqual({ id: "c1", verdict: "shut" });
  });

  it("by a function is who the function admits; one that throws admits nobody", async () => {
    expect(await create(member, "checks", { id: "k1", subject: "mine" })).toHaveProperty("verdict");
    expect(await create(member, "checks", { id: "k2", subject: "yours" })).toEqual({
      id: "k2",
      subject: "yours",
    });
    expect(await create(owner, "checks", { id: "k3", subject: "boom" })).toEqual({
      id: "k3",
      subject: "boom",
    });
  });
});

it("OpenAPI says which answers may be in part", async () => {
  const { paths, components } = JSON.parse(await readFile(join(project.root, "openapi.json"), "utf8"));
  const answer = (path: string, method: string, status: number) =>
    paths[path][method].responses[status].content["application/json"].schema.$ref;
  expect(answer("/api/v1/reports", "post", 201)).toBe("#/components/schemas/ReportsWritten");
  expect(components.schemas.ReportsWritten.required).toEqual(["id"]);
  expect(answer("/api/v1/mirror/{id}", "put", 200)).toBe("#/components/schemas/MirrorWritten");
});
