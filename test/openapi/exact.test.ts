import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Answer, type Client, field } from "../support/client";
import { hiring } from "../support/project";
import type { Operation, Parameter } from "./document";
import { everythingProject } from "./everything-project";
import { bodiesAbout, sample } from "./samples";
import { type Subject, startSubject } from "./subject";

/** Thousands of requests, on a machine that may have other work. */
const patience = 300_000;

describe.each<[string, string | Record<string, string>]>([
  ["the hiring example", hiring],
  ["a project that uses everything", everythingProject],
])("the document of %s", { timeout: patience }, (_name, source) => {
  let subject: Subject;
  let routes: Operation[];
  beforeAll(async () => {
    subject = await startSubject(source);
    routes = subject.document.operations.filter(({ path }) => path.startsWith("/api/v1/"));
  });
  afterAll(() => subject.end());

  /** The path of an operation with a record of its own. */
  async function urlOf({ path, tags }: Operation): Promise<{ url: string; id: string }> {
    if (!path.includes("{id}")) return { url: path, id: "" };
    const id = await subject.record(tags[0]);
    return { url: path.replace("{id}", encodeURIComponent(id)), id };
  }

  async function validBody(operation: Operation, id: string): Promise<unknown> {
    return operation.body && sample(operation.body, await subject.chosen(operation, id));
  }

  it("is OpenAPI 3.1", async () => {
    const result = await new Validator().validate(subject.document.json);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  it("is true of what a caller gets who may do everything", async () => {
    for (const operation of routes) {
      const { url, id } = await urlOf(operation);
      const query = requiredQuery(operation);
      const answer = await subject.master.request(
        operation.method,
        url + query,
        await validBody(operation, id),
      );
      expect(answer.status, `${operation.operationId}: ${JSON.stringify(answer.body)}`).toBeLessThan(500);
    }
    for (const operation of routes.filter(({ method, path }) => method === "PUT" && path.includes("{id}"))) {
      const url = operation.path.replace("{id}", "new");
      const answer = await subject.master.request("PUT", url, await validBody(operation, "new"));
      expect(answer.status).toBe(201);
    }
    expect(subject.problems()).toEqual([]);
  });

  it("is true of refusals", async () => {
    const everyone = [subject.master, ...Object.values(subject.others)];
    for (const operation of routes) {
      const { url, id } = await urlOf(operation);
      const { method } = operation;
      const body = await validBody(operation, id);
      await eachOf(everyone, async (caller) => {
        await caller.request(method, `${url}?organizationId=${subject.foreignOrganization}`, body);
        if (id) await caller.request(method, operation.path.replace("{id}", "none"), body);
        await caller.request(method, url, body);
        if (operation.body) await caller.request(method, url, { wrong: 1 });
      });
      // A page elsewhere and a forged token are refused before anybody asks who calls.
      await subject.master.request(method, url, body, { origin: "https://foreign.example" });
      await subject.others.anonymous.request(method, url, body, { authorization: "Bearer forged.forged" });
    }
    expect(subject.problems()).toEqual([]);
  });

  it("allows a body exactly where the app accepts it", async () => {
    const wrong: unknown[] = [];
    const counts = { accepted: 0, refused: 0 };
    for (const operation of routes) {
      if (!operation.body) continue;
      const { url, id } = await urlOf(operation);
      const bodies = bodiesAbout(operation.body, await subject.chosen(operation, id));
      const { body: schema } = operation;
      await eachOf(bodies, async (body) => {
        const allowed = subject.document.allows(schema, body);
        const answer = await subject.master.request(operation.method, url, body);
        counts[allowed ? "accepted" : "refused"] += 1;
        if (allowed === isMisfit(answer))
          wrong.push({
            operation: operation.operationId,
            allowed,
            body,
            status: answer.status,
            answer: answer.body,
          });
      });
    }
    expect(wrong).toEqual([]);
    expect(counts.accepted).toBeGreaterThan(50);
    expect(counts.refused).toBeGreaterThan(100);
    expect(subject.problems()).toEqual([]);
  });

  it("names every query parameter, and no other is taken", async () => {
    const reads = routes.filter(({ method }) => method === "GET");
    await eachOf(reads, async (operation) => {
      const query = operation.parameters.filter((given) => given.in === "query");
      const { url } = await urlOf(operation);
      for (const given of query.filter(({ name }) => name !== "organizationId")) {
        const answer = await subject.master.get(`${url}${requiredQuery(operation, given)}`);
        expect([answer.status, given.name, answer.body]).toEqual([200, given.name, expect.anything()]);
      }
      const unknown = await subject.master.get(`${url}?unheard=1`);
      const lists = query.some(({ name }) => name === "limit");
      if (lists) expect([operation.operationId, unknown.status]).toEqual([operation.operationId, 400]);
    });
    expect(subject.problems()).toEqual([]);
  });

  it("is true of the routes of the system and of Better Auth", async () => {
    const { master, others } = subject;
    const password = "correct horse battery";
    for (const path of [
      "/health",
      "/api/v1/system/email-status",
      "/openapi.json",
      "/api/v1/schema",
      "/admin/v1/organizations?limit=1",
    ])
      for (const caller of [master, others.member, others.anonymous]) await caller.get(path);
    await master.get("/admin/v1/organizations?limit=x");
    await others.anonymous.get("/auth/v1/get-session");
    await others.anonymous.get("/auth/v1/organization/list");
    await others.anonymous.post("/auth/v1/sign-in/email", { email: master.email, password: "wrong" });
    await others.anonymous.post("/auth/v1/sign-up/email", { email: master.email, password, name: "Again" });
    await others.outsider.post("/auth/v1/sign-in/email", { email: others.outsider.email, password });
    await master.get("/auth/v1/get-session");
    await master.get("/auth/v1/organization/list");
    const whole = await master.get("/auth/v1/organization/get-full-organization");
    const members = z.object({ members: z.array(z.object({ id: z.string(), userId: z.string() })) });
    const found = members.parse(whole.body).members.find(({ userId }) => userId === others.member.userId);
    const memberId = found?.id ?? "";
    await master.post("/auth/v1/organization/update-member-role", { memberId, role: ["admin", "member"] });
    if (subject.document.operation("POST", "/auth/v1/organization/create-team"))
      await tellTeams(others.member);
    if (subject.document.operation("POST", "/api/v1/token")) await tellCredentials();
    await master.post("/auth/v1/organization/remove-member", { memberIdOrEmail: memberId });
    await master.post("/auth/v1/organization/set-active", { organizationId: null });
    await master.get("/auth/v1/organization/get-full-organization");
    await master.post("/auth/v1/sign-out");
    expect(subject.problems()).toEqual([]);
  });

  async function tellTeams({ userId }: Client): Promise<void> {
    const { master } = subject;
    const teamId = field(
      (await master.post("/auth/v1/organization/create-team", { name: "Red" })).body,
      "id",
    );
    await master.post("/auth/v1/organization/add-team-member", { teamId, userId });
    await master.post("/auth/v1/organization/add-team-member", { teamId, userId: master.userId });
    await master.post("/auth/v1/organization/set-active-team", { teamId });
    await master.get("/auth/v1/organization/list-teams");
    await master.get("/auth/v1/organization/list-user-teams");
    await master.get("/auth/v1/organization/get-full-organization");
    await master.post("/auth/v1/organization/remove-team-member", { teamId, userId });
  }

  async function tellCredentials(): Promise<void> {
    const { master, others } = subject;
    const authorization = `Bearer ${field((await master.post("/api/v1/token", {})).body, "token")}`;
    const made = await master.post("/auth/v1/api-key/create", { name: "ci", expiresIn: 90_000 });
    const key = { "x-api-key": String(field(made.body, "key")) };
    for (const headers of [{ authorization }, key, { "x-api-key": "wrong" }]) {
      await others.anonymous.request("GET", "/api/v1/schema", undefined, headers);
      await others.anonymous.request("POST", "/api/v1/token", {}, headers);
    }
    await others.anonymous.post("/api/v1/token", {});
    const keyId = field(made.body, "id");
    await master.post("/auth/v1/api-key/update", { keyId, name: "nightly", enabled: false });
    await master.get("/auth/v1/api-key/list");
    await master.post("/auth/v1/api-key/delete", { keyId });
  }

  it("promises no success that was not seen above", () => {
    const promised = subject.document.operations.flatMap(({ operationId, responses, ...rest }) =>
      Object.keys(responses)
        // What an action answers is its handler's to decide.
        .filter((status) => status.startsWith("2") && !("x-access" in rest && responses.default))
        .map((status) => `${operationId} ${status}`),
    );
    const seen = subject.seen();
    expect(promised.filter((answer) => !seen.has(answer))).toEqual([]);
  });
});

/** Runs some at a time. */
async function eachOf<Item>(items: Item[], run: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await run(item);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

/** A query with the required parameters and one more. */
function requiredQuery({ parameters }: Operation, more?: Parameter): string {
  const given = parameters.filter((one) => one.in === "query" && (one.required || one === more));
  const pairs = given.map(({ name, schema }): [string, string] => [
    name,
    String([sample(schema, () => undefined)].flat()[0]),
  ]);
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
}

/** Whether the app says that a body, or an item of it, does not fit. */
function isMisfit({ status, body }: Answer): boolean {
  const refusals = [body, ...itemErrors(body)].filter((error) =>
    /^(VALIDATION_FAILED|INVALID_JSON|BATCH_(SIZE|MISSING).*|GUARD_.*)$/.test(String(field(error, "code"))),
  );
  return [207, 400].includes(status) && refusals.length > 0;
}

function itemErrors(body: unknown): unknown[] {
  const errors = field(body, "errors");
  return Array.isArray(errors) ? errors.map((one) => field(one, "error")) : [];
}
