import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Client } from "../support/client";
import { cli, repository } from "../support/repository";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code, create, rows } from "../support/world";

const run = promisify(execFile);
const folder = join(repository, "test/.projects");
const root = join(folder, "blog-template");

let worker: RunningWorker;
let admin: Client;
let reader: Client;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  await rm(root, { recursive: true, force: true });
  await run("node", [cli, "create", "blog", "blog-template"], { cwd: folder });
  await run("node", [cli, "compile"], { cwd: root });
  worker = await bootWorker(root);
  admin = await new Client(worker.url, "admin@example.com").signUp();
  reader = await new Client(worker.url, "reader@example.com").signUp();
  await worker.query("AUTH_DB", `UPDATE user SET role = 'admin' WHERE id = '${admin.userId}'`);
});
afterAll(async () => {
  await worker.stop();
  await rm(root, { recursive: true });
});

const post = { title: "Hello", slug: "hello", body: "World" };

it("shows everyone what an admin has published, and only while it is", async () => {
  const anonymous = new Client(worker.url);
  const id = await create(admin, "posts", post);
  const path = `/api/v1/posts/${id}`;
  expect(rows(await anonymous.get("/api/v1/posts"))).toEqual([]);
  expect((await anonymous.get(path)).status).toBe(403);
  expect((await admin.post(`${path}/publish`)).body).toMatchObject({ status: "published" });
  expect(rows(await anonymous.get("/api/v1/posts"))).toMatchObject([post]);
  expect((await anonymous.get(path)).body).toMatchObject(post);
  expect(code(await admin.post(`${path}/publish`))).toBe("ACCESS_CONDITION_FAILED");
  expect((await admin.post(`${path}/unpublish`)).body).toMatchObject({ status: "draft", publishedAt: null });
  expect(rows(await anonymous.get("/api/v1/posts"))).toEqual([]);
});

it("lets nobody else write, and takes a slug once", async () => {
  expect((await reader.post("/api/v1/posts", post)).status).toBe(403);
  expect((await new Client(worker.url).post("/api/v1/posts", post)).status).toBe(401);
  expect((await admin.post("/api/v1/posts", { ...post, status: "published" })).status).toBe(400);
  await create(admin, "posts", { ...post, slug: "once" });
  expect(code(await admin.post("/api/v1/posts", { ...post, slug: "once" }))).toBe("UNIQUE_VIOLATION");
  expect(code(await admin.post("/api/v1/posts", { ...post, slug: "Not A Slug" }))).toBe("VALIDATION_FAILED");
});
