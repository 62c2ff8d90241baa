import { afterAll, beforeAll, expect, it } from "vitest";
import { type Answer, Client, field } from "../support/client";
import { compileOrThrow, createProject, hiring, type Project } from "../support/project";
import { countingEntry, countStatements } from "../support/statements";
import { bootWorker, type RunningWorker } from "../support/worker";

let project: Project;
let worker: RunningWorker;
let owner: Client;
let job: string;
let candidateId: string;
let application: string;
let spare: string;
const hundred = () =>
  Array.from({ length: 100 }, (_, n) => ({
    name: `Name ${n}`,
    email: `p${n}@example.com`,
    phone: "5551234567",
  }));

beforeAll(async () => {
  project = await createProject(hiring);
  await compileOrThrow(project);
  await countStatements(project.root);
  worker = await bootWorker(project.root, { entry: countingEntry });
  owner = await new Client(worker.url, "owner@example.com").signUp();
  await owner.createOrganization("Acme");
  const id = async (path: string, body: unknown) => String(field((await owner.post(path, body)).body, "id"));
  job = await id("/api/v1/jobs", { title: "Engineer", department: "R&D" });
  candidateId = await id("/api/v1/candidates", { name: "A", email: "a@example.com" });
  spare = await id("/api/v1/candidates", { name: "B", email: "b@example.com" });
  application = await id("/api/v1/applications", { jobId: job, candidateId });
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

const counts = (answer: Answer) => ({
  all: Number(answer.headers.get("x-statements")),
  auth: Number(answer.headers.get("x-auth-statements")),
});

it.each<[string, () => Promise<Answer>]>([
  ["list", () => owner.get("/api/v1/jobs")],
  ["list with filter and sort", () => owner.get("/api/v1/jobs?status=draft&sort=-title")],
  ["get", () => owner.get(`/api/v1/jobs/${job}`)],
  ["view", () => owner.get("/api/v1/candidates/views/directory")],
  ["create", () => owner.post("/api/v1/jobs", { title: "Engineer", department: "R&D" })],
  ["create with foreign keys", () => owner.post("/api/v1/applications", { jobId: job, candidateId })],
  ["update", () => owner.patch(`/api/v1/jobs/${job}`, { title: "Engineer II" })],
  ["batch create", () => owner.post("/api/v1/candidates/batch", { records: hundred() })],
  [
    "batch create with foreign keys, atomic",
    () =>
      owner.post("/api/v1/applications/batch", {
        records: hundred().map(() => ({ jobId: job, candidateId })),
        options: { atomic: true },
      }),
  ],
  [
    "batch update",
    () => owner.patch("/api/v1/jobs/batch", { records: [{ id: job, title: "Engineer", salaryMin: 1 }] }),
  ],
  [
    "atomic batch delete with children",
    () => owner.request("DELETE", "/api/v1/candidates/batch", { ids: [spare], options: { atomic: true } }),
  ],
  ["standalone action", () => owner.get("/api/v1/applications/stats")],
])("%s runs one statement for the caller and one for the data", async (_name, call) => {
  expect(counts(await call())).toEqual({ all: 2, auth: 1 });
});

it("a bearer token costs the same", async () => {
  const answer = await new Client(worker.url).get("/api/v1/jobs", {
    authorization: `Bearer ${owner.bearer}`,
  });
  expect(answer.status).toBe(200);
  expect(counts(answer)).toEqual({ all: 2, auth: 1 });
});

it("a record action adds the read of its record", async () => {
  const answer = await owner.post(`/api/v1/applications/${application}/advance`);
  expect(answer.status).toBe(200);
  expect(counts(answer)).toEqual({ all: 3, auth: 1 });
});

it.each(["/health", "/openapi.json", "/nothing"])("%s runs none", async (path) => {
  expect(counts(await owner.get(path)).all).toBe(0);
});

it("an anonymous caller costs none", async () => {
  const answer = await new Client(worker.url).get("/api/v1/jobs");
  expect(answer.status).toBe(401);
  expect(counts(answer).all).toBe(0);
});

it("a forged token costs none", async () => {
  const answer = await new Client(worker.url).get("/api/v1/jobs", {
    authorization: "Bearer token.c2lnbmF0dXJl",
  });
  expect(answer.status).toBe(401);
  expect(counts(answer).all).toBe(0);
});
