import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { code, create, hiringWorld, rows, type World } from "../support/world";

let world: World;
let candidate: string;

beforeAll(async () => {
  world = await hiringWorld();
  candidate = await create(world.acme.owner, "candidates", { name: "Paul", email: "paul@example.com" });
});
afterAll(() => world.end());

interface Raw {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** Sends a request as it is written: `fetch` would tidy up the path and refuse some methods. */
function raw(method: string, path: string, headers: Record<string, string> = {}, body = ""): Promise<Raw> {
  const { hostname, port } = new URL(world.worker.url);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
      );
    });
    call.on("error", reject);
    call.end(body);
  });
}

const list = "/api/v1/candidates";
const mine = () => `${list}/${candidate}`;
const as = (who: "owner" | "member") => ({ cookie: world.acme[who].cookie });
const foreign = () => ({ cookie: world.evil.owner.cookie });

describe("paths and methods", () => {
  it.each([
    ["//api/v1/candidates", 404],
    ["/api/v1/candidates/", 404],
    ["/API/V1/candidates", 404],
    ["/api/v1/Candidates", 404],
    ["/api/v1/candidates;x=1", 404],
    ["/api/v1/candidates/views%2fdirectory", 401],
    ["/api/v1/candidates/..%2fjobs", 401],
    ["/api/v1/jobs/%2e%2e/candidates", 401],
    ["/api/v1/./candidates", 401],
  ])("%s is no way around authentication", async (path, status) => {
    expect((await raw("GET", path)).status).toBe(status);
    expect((await raw("GET", list, as("owner"))).status).toBe(200);
  });

  it("an id with odd characters is another id", async () => {
    for (const odd of ["%00", "%20", "/", "%2f"].map((end) => mine() + end)) {
      expect((await raw("GET", odd, as("owner"))).status, odd).not.toBe(200);
    }
    expect((await raw("GET", mine(), as("owner"))).status).toBe(200);
  });

  it.each(["PUT", "TRACE", "PROPFIND"])("%s reaches nothing", async (method) => {
    for (const path of [list, mine()]) expect((await raw(method, path, as("owner"))).status).toBe(404);
  });

  it("a header does not turn one method into another", async () => {
    for (const name of ["x-http-method-override", "x-method-override", "x-http-method"]) {
      await raw("GET", mine(), { ...as("owner"), [name]: "DELETE" });
      await raw("POST", `${mine()}?_method=DELETE`, { ...as("owner"), [name]: "DELETE" });
    }
    expect((await raw("GET", mine(), as("owner"))).status).toBe(200);
  });

  it("HEAD is guarded like GET and answers nothing but headers", async () => {
    const own = await raw("HEAD", mine(), as("owner"));
    expect(own).toMatchObject({ status: 200, body: "" });
    expect((await raw("HEAD", mine(), foreign())).status).toBe(403);
    expect((await raw("HEAD", mine())).status).toBe(401);
  });
});

describe("caches", () => {
  it("an ETag of one caller opens nothing for another", async () => {
    const etag = String((await raw("GET", mine(), as("owner"))).headers.etag);
    expect((await raw("GET", mine(), { ...as("owner"), "if-none-match": etag })).status).toBe(304);
    for (const tag of [etag, "*"]) {
      expect((await raw("GET", mine(), { ...foreign(), "if-none-match": tag })).status).toBe(403);
      expect((await raw("GET", mine(), { "if-none-match": tag })).status).toBe(401);
    }
    // What a member sees is masked, so it is another text.
    expect((await raw("GET", mine(), { ...as("member"), "if-none-match": etag })).status).toBe(200);
  });

  it("keep no answer without asking again", async () => {
    expect((await raw("GET", mine(), as("owner"))).headers["cache-control"]).toBe("no-cache");
    const others = [
      raw("GET", mine(), foreign()),
      raw("GET", mine()),
      raw("GET", "/api/v1/schema", as("owner")),
    ];
    for (const answer of await Promise.all(others)) expect(answer.headers["cache-control"]).toBe("no-store");
  });
});

describe("origins", () => {
  it("gives no permission to a foreign page, to null, or to one that looks alike", async () => {
    const { url } = world.worker;
    for (const origin of [
      "null",
      "https://evil.example",
      `${url}.evil.example`,
      "http://localhost:5173.evil.example",
    ]) {
      for (const method of ["GET", "OPTIONS"]) {
        const { headers } = await raw(method, mine(), {
          ...as("owner"),
          origin,
          "access-control-request-method": "DELETE",
        });
        expect(headers["access-control-allow-origin"], origin).toBeUndefined();
      }
    }
    const trusted = await raw("GET", mine(), { ...as("owner"), origin: "http://localhost:5173" });
    expect(trusted.headers["access-control-allow-origin"]).toBe("http://localhost:5173");
    expect(String(trusted.headers.vary).toLowerCase()).toContain("origin");
  });

  const job = JSON.stringify({ title: "Forged", department: "X" });
  it.each<[string, Record<string, string>]>([
    ["null", { origin: "null" }],
    ["none, but cross-site", { "sec-fetch-site": "cross-site" }],
    ["plain text", { origin: "https://evil.example", "content-type": "text/plain" }],
    [
      "forwarded",
      {
        origin: "https://evil.example",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        forwarded: "host=evil.example;proto=https",
      },
    ],
  ])("refuses a write by cookie: %s", async (_name, headers) => {
    const forged = await raw("POST", "/api/v1/jobs", { ...as("owner"), ...headers }, job);
    expect(forged.status).toBe(403);
    expect(code({ body: JSON.parse(forged.body) })).toBe("ACCESS_ORIGIN_FORBIDDEN");
    const rename = await raw(
      "POST",
      "/auth/v1/update-user",
      { ...as("owner"), "content-type": "application/json", ...headers },
      '{"name":"Forged"}',
    );
    expect(rename.status).toBeGreaterThanOrEqual(400);
    const served = await raw("POST", "/api/v1/jobs", { ...as("owner"), origin: world.worker.url }, job);
    expect(served.status).toBe(201);
  });
});

describe("two identities in one request", () => {
  it("the bearer token decides, whoever's cookie comes with it", async () => {
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const { owner } = world.acme;
    const evil = world.evil.owner;
    expect((await raw("GET", mine(), { ...as("owner"), ...bearer(evil.bearer) })).status).toBe(403);
    expect((await raw("GET", mine(), { ...foreign(), ...bearer(owner.bearer) })).status).toBe(200);
    expect((await raw("GET", mine(), { ...as("owner"), ...bearer("a.b") })).status).toBe(401);
  });

  it("a cookie put before the real one is not skipped", async () => {
    const cookie = `better-auth.session_token=x.y; ${world.acme.owner.cookie}`;
    expect((await raw("GET", mine(), { cookie })).status).toBe(401);
  });

  it("an organization named twice, in other letters or as a list is never another's", async () => {
    const { acme, evil } = world;
    const ask = (query: string) => evil.owner.get(`${list}?${query}`);
    expect((await ask(`organizationId=${acme.id}`)).status).toBe(403);
    expect((await ask(`organizationId=${acme.id}&organizationId=${evil.id}`)).status).toBe(403);
    expect((await ask(`organizationid=${acme.id}`)).status).toBe(400);
    expect((await ask(`organizationId[]=${acme.id}`)).status).toBe(400);
    for (const query of [
      `organizationId=${evil.id}&organizationId=${acme.id}`,
      `organizationId=&organizationId=${acme.id}`,
      `organization%49d=${evil.id}`,
    ]) {
      const answer = await ask(query);
      expect(answer.status, query).toBe(200);
      expect(rows(answer)).toEqual([]);
    }
    expect(rows(await acme.owner.get(`${list}?organizationId=${acme.id}`))).toHaveLength(1);
  });
});

describe("values of another type", () => {
  it.each([
    "salaryMin=1e999",
    "salaryMin=NaN",
    "salaryMin=null",
    "salaryMin=",
    "offset=1e400",
    "title.eq.like=a",
    "=1",
    "sort=__proto__",
    "fields=constructor",
  ])("refuses ?%s", async (query) => {
    expect((await world.acme.owner.get(`/api/v1/jobs?${query}`)).status).toBe(400);
  });

  it("bounds how much a list is asked", async () => {
    const { owner } = world.acme;
    const filters = (count: number) => Array.from({ length: count }, () => "title.ne=x").join("&");
    expect((await owner.get(`/api/v1/jobs?${filters(20)}`)).status).toBe(200);
    expect(code(await owner.get(`/api/v1/jobs?${filters(101)}`))).toBe("VALIDATION_FAILED");
    const sorts = Array.from({ length: 1500 }, () => "title").join();
    expect((await owner.get(`/api/v1/jobs?sort=${sorts}`)).status).toBe(200);
  });

  it.each([
    '{"title":"Engineer","department":"X","__proto__":{"organizationId":"other"}}',
    '{"title":"Engineer","department":"X","constructor":{"prototype":{}}}',
    '{"title":"Engineer","department":"X","organization_id":"other"}',
    '{"title":["Engineer"],"department":"X"}',
    '{"title":{"toString":"x"},"department":"X"}',
    '{"title":"Engineer","department":"X","salaryMin":1e999}',
    '{"title":"Engineer","department":"X","salaryMin":true}',
    '[{"title":"Engineer","department":"X"}]',
    '{"title":"Engineer","department":"X","organizationId":"mine","organizationId":null}',
  ])("refuses the body %s", async (body) => {
    const answer = await raw("POST", "/api/v1/jobs", { ...as("owner"), origin: world.worker.url }, body);
    expect(answer.status).toBe(400);
  });
});
