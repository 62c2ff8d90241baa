import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { probeApp } from "../../compiler/src/probe/probe-app";
import { modelOf } from "../probe/probed";
import { type Client, expectOk, field } from "../support/client";
import { hiring } from "../support/project";
import { typeErrors } from "../support/type-errors";
import { code, create, hiringWorld, rows, type World } from "../support/world";

const path = "quickback/quickback.config.ts";
const config = readFileSync(join(hiring, path), "utf8").replace(
  '"bearer"]',
  '"bearer", { name: "apiKey", options: { rateLimit: { maxRequests: 20 } } }, "jwt"]',
);

let world: World;
let ours: string;
let theirs: string;
const list = "/api/v1/candidates";
const ada = { name: "Ada", email: "ada@example.com", source: "agency" };

beforeAll(async () => {
  world = await hiringWorld(undefined, { [path]: config });
  ours = await create(world.acme.owner, "candidates", ada);
  theirs = await create(world.evil.owner, "candidates", { ...ada, name: "Eve" });
});
afterAll(() => world.end());

type Headers = Record<string, string>;

async function keyOf(client: Client, organizationId: string): Promise<Headers> {
  const body = { name: "ci", metadata: { organizationId } };
  return { "x-api-key": String(field(expectOk(await client.post("/auth/v1/api-key/create", body)), "key")) };
}

async function tokenOf(client: Client): Promise<Headers> {
  return { authorization: `Bearer ${field(expectOk(await client.post("/api/v1/token", {})), "token")}` };
}

const program = (headers: Headers, method: string, url: string, body?: unknown) =>
  world.anonymous.request(method, url, body, headers);

describe.each(["key", "token"] as const)("a %s", (kind) => {
  const of = (client: Client, organization: string): Promise<Headers> =>
    kind === "key" ? keyOf(client, organization) : tokenOf(client);

  it("reads the rows of its organization as its maker would, masks and all", async () => {
    const { acme } = world;
    for (const client of [acme.owner, acme.member]) {
      const headers = await of(client, acme.id);
      const answer = await program(headers, "GET", list);
      expect(rows(answer)).toEqual(rows(await client.get(list)));
      expect(rows(answer).map(({ id }) => id)).toEqual([ours]);
    }
  });

  it("reaches no other organization", async () => {
    const headers = await of(world.acme.owner, world.acme.id);
    expect(code(await program(headers, "GET", `${list}/${theirs}`))).toBe("FIREWALL_NOT_FOUND");
    const other = await program(headers, "GET", `${list}?organizationId=${world.evil.id}`);
    expect(code(other)).toBe("ACCESS_CROSS_TENANT_FORBIDDEN");
    expect((await program(headers, "GET", `${list}/${ours}`)).status).toBe(200);
  });

  it("writes in its maker's name, within their role, from wherever it is called", async () => {
    const headers = await of(world.acme.recruiter, world.acme.id);
    const page = { ...headers, origin: "https://somewhere.example" };
    const made = await program(page, "POST", list, ada);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      createdBy: world.acme.recruiter.userId,
      organizationId: world.acme.id,
    });
    const member = await of(world.acme.member, world.acme.id);
    expect(code(await program(member, "POST", list, ada))).toBe("ACCESS_ROLE_REQUIRED");
    expect((await world.acme.owner.delete(`${list}/${field(made.body, "id")}`)).status).toBe(200);
  });

  it("needs an organization where the table has one", async () => {
    expect(code(await program(await of(world.outsider, world.acme.id), "GET", list))).toMatch(
      /ORG_REQUIRED|ACCESS_ROLE_REQUIRED/,
    );
  });

  it("that is wrong is told apart from none, and leaves PUBLIC routes open", async () => {
    const wrong = kind === "key" ? { "x-api-key": "wrong" } : { authorization: "Bearer a.b.c" };
    expect(code(await program(wrong, "GET", list))).toBe("AUTH_INVALID_TOKEN");
    expect(code(await program({}, "GET", list))).toBe("AUTH_MISSING");
    expect((await program(wrong, "GET", "/health")).status).toBe(200);
  });
});

it("a key is used as often as the configuration says", async () => {
  const headers = await keyOf(world.acme.owner, world.acme.id);
  const all = await Promise.all(Array.from({ length: 45 }, () => program(headers, "GET", `${list}?limit=1`)));
  // Two windows at most: one may end meanwhile.
  const refused = all.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(5);
  expect(all.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(20);
  expect(refused[0]?.body).toMatchObject({
    code: "AUTH_RATE_LIMITED",
    details: { limit: 20, window: 60 },
  });
});

describe("quickback probe", () => {
  const probed = async (break_?: { path: string; from: string; to: string }) => {
    const { root, edit } = world.project;
    if (break_) await edit(break_.path, (text) => text.replace(break_.from, break_.to));
    const { disagreements, summary } = await probeApp(root, await modelOf(world.project), "");
    if (break_) await edit(break_.path, (text) => text.replace(break_.to, break_.from));
    return { disagreements, passed: summary.passed };
  };

  it("finds that keys and tokens open what a session opens, and that forged ones open nothing", async () => {
    const { disagreements, passed } = await probed();
    expect(disagreements).toEqual([]);
    expect(passed).toBeGreaterThan(1000);
  }, 400_000);

  it.each([
    [
      "keys that outlive their end",
      "api-keys.ts",
      "stored.expiresAt !== null && stored.expiresAt <= now",
      "stored.expiresAt === now",
      /API key/,
    ],
    [
      "tokens whose signature nobody checks",
      "api-tokens.ts",
      "await verify(token, keyOf(isolate), options)",
      'JSON.parse(atob(token.split(".")[1] ?? ""))',
      /stateless token/,
    ],
  ])(
    "notices %s",
    async (_what, file, from, to, says) => {
      const path = `src/lib/${file}`;
      const { disagreements } = await probed({ path, from, to });
      expect(disagreements.map(({ probe }) => probe)).toContainEqual(expect.stringMatching(says));
    },
    400_000,
  );
});

it("the app that accepts them passes tsc --strict", async () => {
  expect(await typeErrors(world.project)).toBe("");
});
