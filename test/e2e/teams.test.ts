import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, Client, expectOk, field } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { countingEntry, countStatements } from "../support/statements";
import { teamsProject } from "../support/teams-project";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code, rows } from "../support/world";

let project: Project;
let worker: RunningWorker;
/** Owner of Acme, whose teams are Red and Blue. */
let owner: Client;
/** Members of Acme: Ann in Red, Bob in Blue. */
let ann: Client;
let bob: Client;
/** Owner of another organization, in its first team. */
let eve: Client;
let acme: string;
let evil: string;
let red: string;
let blue: string;

const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
const organization = async (caller: Client, path: string, body: unknown) =>
  expectOk(await caller.post(`/auth/v1/organization/${path}`, body));
const makeTeam = async (name: string) =>
  String(field(await organization(owner, "create-team", { name, organizationId: acme }), "id"));

/** A member of Acme whose active team is this one. */
async function teammate(name: string, teamId: string): Promise<Client> {
  const guest = await person(name);
  await owner.invite(guest, "member", acme);
  await organization(owner, "add-team-member", { teamId, userId: guest.userId });
  await organization(guest, "set-active-team", { teamId });
  return guest;
}

beforeAll(async () => {
  project = await createProject(teamsProject);
  await compileOrThrow(project);
  await countStatements(project.root);
  worker = await bootWorker(project.root, { entry: countingEntry });
  owner = await person("owner");
  acme = await owner.createOrganization("Acme");
  red = await makeTeam("Red");
  blue = await makeTeam("Blue");
  ann = await teammate("ann", red);
  bob = await teammate("bob", blue);
  eve = await person("eve");
  evil = await eve.createOrganization("Evil Corp");
  for (const [caller, name] of [
    [ann, "red"],
    [bob, "blue"],
    [eve, "evil"],
  ] as const) {
    expectOk(await caller.post("/api/v1/boards", { id: `board-${name}`, title: name }));
    const card = await caller.post("/api/v1/cards", { id: `card-${name}`, boardId: `board-${name}` });
    expectOk(card);
  }
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

const ids = (answer: Answer) => rows(answer).map(({ id }) => id);
const board = async (id: string) => (await worker.query("DB", `SELECT * FROM boards WHERE id = '${id}'`))[0];
const refusal = (answer: Answer) => [answer.status, code(answer)];
const foreign = [403, "FIREWALL_NOT_FOUND"];
const noTeam = [400, "TEAM_REQUIRED"];

/** The errors of a batch answer. */
function itemCodes(answer: Answer): unknown[] {
  const errors = field(answer.body, "errors");
  return Array.isArray(errors) ? errors.map((item) => code({ body: field(item, "error") })) : [];
}

/** Every route of a board but create, on one record. */
const routes: [string, (caller: Client, id: string) => Promise<Answer>][] = [
  ["get", (caller, id) => caller.get(`/api/v1/boards/${id}`)],
  ["update", (caller, id) => caller.patch(`/api/v1/boards/${id}`, { title: "x" })],
  ["put", (caller, id) => caller.request("PUT", `/api/v1/boards/${id}`, { title: "x" })],
  ["action", (caller, id) => caller.post(`/api/v1/boards/${id}/rename`, { title: "x" })],
  ["delete", (caller, id) => caller.delete(`/api/v1/boards/${id}`)],
];
const batches: [string, (caller: Client, id: string) => Promise<Answer>][] = [
  ["update", (caller, id) => caller.patch("/api/v1/boards/batch", { records: [{ id, title: "x" }] })],
  ["put", (caller, id) => caller.request("PUT", "/api/v1/boards/batch", { records: [{ id, title: "x" }] })],
  ["delete", (caller, id) => caller.request("DELETE", "/api/v1/boards/batch", { ids: [id] })],
];

/** Routes that read many rows. */
const reads = ["/api/v1/boards", "/api/v1/boards/views/titles", "/api/v1/cards"];

describe("rows of another team", () => {
  it.each(["board-blue", "board-evil"])("%s answers no route of a record, one's own all", async (id) => {
    const before = await board(id);
    await expectOk(await ann.post("/api/v1/boards", { id: `own-${id}`, title: "own" }));
    for (const [name, call] of routes) {
      expect(refusal(await call(ann, id)), name).toEqual(foreign);
      expect((await call(ann, `own-${id}`)).status, name).toBe(200);
    }
    expect(await board(id)).toEqual(before);
  });

  it.each(batches)("are refused item by item in a batch %s, one's own are taken", async (name, call) => {
    for (const id of ["board-blue", "board-evil"]) {
      const before = await board(id);
      expect(itemCodes(await call(ann, id))).toEqual(["FIREWALL_NOT_FOUND"]);
      expect(await board(id)).toEqual(before);
    }
    const id = `batch-${name}`;
    const made = await ann.post("/api/v1/boards/batch", { records: [{ id, title: "own" }] });
    expect(made.status).toBe(201);
    expect(await board(id)).toMatchObject({ team_id: red, organization_id: acme });
    const own = await call(ann, id);
    expect([own.status, itemCodes(own)]).toEqual([200, []]);
  });

  it.each(["cookie", "bearer"])("stand in no list, view or action of a caller by %s", async (kind) => {
    const ask = (caller: Client, path: string) =>
      kind === "cookie"
        ? caller.get(path)
        : new Client(worker.url).get(path, { authorization: `Bearer ${caller.bearer}` });
    for (const path of reads) {
      expect(JSON.stringify((await ask(ann, path)).body), path).not.toMatch(/blue|evil/);
      expect(JSON.stringify((await ask(bob, path)).body), path).not.toMatch(/red|evil/);
      expect(ids(await ask(bob, path)), path).toHaveLength(1);
      expect(ids(await ask(ann, path)), path).toEqual(
        expect.arrayContaining([expect.stringMatching(/-red$/)]),
      );
    }
    const mine = (await ask(bob, "/api/v1/boards/mine")).body;
    expect(field(mine, "team")).toBe(blue);
    expect(field(mine, "rows")).toMatchObject([{ id: "board-blue" }]);
  });

  it("cannot be filtered, counted or written to by an action", async () => {
    const filtered = await ann.get(`/api/v1/boards?teamId=${blue}&total=true`);
    expect(filtered.body).toMatchObject({ data: [], pagination: { total: 0 } });
    expect(rows(await bob.get(`/api/v1/boards?teamId=${blue}&total=true`))).toHaveLength(1);
    const steal = (caller: Client) => caller.post("/api/v1/boards/steal", { id: "board-blue" });
    expect((await steal(ann)).body).toEqual([]);
    expect(await board("board-blue")).toMatchObject({ title: "blue" });
    expect((await steal(bob)).body).toMatchObject([{ title: "stolen" }]);
    await worker.query("DB", "UPDATE boards SET title = 'blue' WHERE id = 'board-blue'");
  });

  it("cannot be pointed at", async () => {
    const pointing = (boardId: string) => ann.post("/api/v1/cards", { id: `to-${boardId}`, boardId });
    expect(code(await pointing("board-blue"))).toBe("FK_NOT_FOUND");
    expect((await pointing("board-red")).status).toBe(201);
  });

  it("stay where a deletion of their parent reaches its children", async () => {
    await ann.post("/api/v1/boards", { id: "parent", title: "x" });
    await ann.post("/api/v1/cards", { id: "child", boardId: "parent" });
    await worker.query("DB", "UPDATE cards SET board_id = 'parent' WHERE id = 'card-blue'");
    expect((await ann.delete("/api/v1/boards/parent")).status).toBe(200);
    const deleted = await worker.query("DB", "SELECT id FROM cards WHERE deleted_at IS NOT NULL");
    expect(deleted.map(({ id }) => id)).toEqual(["child"]);
    expect((await bob.get("/api/v1/cards/card-blue")).status).toBe(200);
  });
});

describe("the team of a row", () => {
  it("is the caller's, whatever a body says", async () => {
    const forged = { teamId: blue, title: "x" };
    for (const answer of [
      await ann.post("/api/v1/boards", { id: "forged", ...forged }),
      await ann.patch("/api/v1/boards/board-red", forged),
      await ann.request("PUT", "/api/v1/boards/forged", forged),
      await ann.post("/api/v1/cards", { id: "forged", squad: blue }),
    ])
      expect(refusal(answer)).toEqual([400, "GUARD_SYSTEM_MANAGED"]);
    const many = await ann.post("/api/v1/boards/batch", { records: [{ id: "forged", ...forged }] });
    expect(itemCodes(many)).toEqual(["GUARD_SYSTEM_MANAGED"]);
    expect(await board("forged")).toBeUndefined();
    expect(await board("board-red")).toMatchObject({ team_id: red, organization_id: acme });
    const put = await ann.request("PUT", "/api/v1/boards/put", { title: "x" });
    expect([put.status, field(put.body, "teamId")]).toEqual([201, red]);
  });

  it("is the caller's, whatever an action writes", async () => {
    const opened = await ann.post("/api/v1/boards/open", { id: "opened", teamId: blue });
    expect(opened.body).toMatchObject([{ teamId: red, organizationId: acme }]);
  });
});

const noOrganization = [400, "ORG_REQUIRED"];

/** Without a team nobody gets rows, nor a hint that they are there; without an organization as little. */
async function expectNoTeam(caller: Client, expected = noTeam): Promise<void> {
  for (const path of reads.slice(0, 2)) expect(refusal(await caller.get(path)), path).toEqual(expected);
  for (const path of ["/api/v1/cards", "/api/v1/cards/card-red", "/api/v1/cards/none"])
    expect(refusal(await caller.get(path)), path).toEqual(noTeam);
  // An action asks for roles first, and outside the organization the caller has none.
  for (const [name, call] of [...routes, ...batches])
    for (const id of ["board-red", "board-none"])
      expect(refusal(await call(caller, id)), name).toEqual(
        name === "action" && expected === noOrganization ? [403, "ACCESS_ROLE_REQUIRED"] : expected,
      );
  expect(refusal(await caller.post("/api/v1/boards", { id: "n", title: "x" }))).toEqual(expected);
  expect(refusal(await caller.post("/api/v1/boards/batch", { records: [{ id: "n", title: "x" }] }))).toEqual(
    expected,
  );
}

const handler = (caller: Client) => caller.get("/api/v1/boards/mine");

describe("without an active team", () => {
  it("every route is refused, and an action reads and writes nothing", async () => {
    const newcomer = await person("newcomer");
    await owner.invite(newcomer, "member", acme);
    await expectNoTeam(newcomer);
    expect((await handler(newcomer)).body).toEqual({ rows: [] });
    expect(code(await newcomer.post("/api/v1/boards/open", { id: "n", teamId: red }))).toBe("TEAM_REQUIRED");
    await organization(owner, "add-team-member", { teamId: red, userId: newcomer.userId });
    expect(refusal(await newcomer.get("/api/v1/boards"))).toEqual(noTeam);
    await organization(newcomer, "set-active-team", { teamId: red });
    expect(ids(await newcomer.get("/api/v1/boards"))).toContain("board-red");
    await organization(newcomer, "set-active-team", { teamId: null });
    expect(refusal(await newcomer.get("/api/v1/boards"))).toEqual(noTeam);
  });

  it("a PUBLIC route has nothing to show", async () => {
    const anonymous = new Client(worker.url);
    expect(refusal(await anonymous.get("/api/v1/cards"))).toEqual(noTeam);
    expect(refusal(await anonymous.get(`/api/v1/cards?organizationId=${acme}`))).toEqual(noTeam);
    expect(ids(await ann.get("/api/v1/cards"))).toContain("card-red");
  });
});

describe("a session's team", () => {
  const storedTeam = async (caller: Client) =>
    (
      await worker.query("AUTH_DB", `SELECT active_team_id FROM session WHERE user_id = '${caller.userId}'`)
    )[0]?.active_team_id;

  it("is one of the caller's own, as Better Auth sets it", async () => {
    const set = (teamId: string) => ann.post("/auth/v1/organization/set-active-team", { teamId });
    expect((await set(blue)).status).toBeGreaterThanOrEqual(400);
    expect((await set("none")).status).toBeGreaterThanOrEqual(400);
    expect(await storedTeam(ann)).toBe(red);
    expect((await set(red)).status).toBe(200);
  });

  it("ends at once for who is taken out of it", async () => {
    const carol = await teammate("carol", red);
    expect(ids(await carol.get("/api/v1/boards"))).toContain("board-red");
    await organization(owner, "remove-team-member", {
      teamId: red,
      userId: carol.userId,
      organizationId: acme,
    });
    expect(await storedTeam(carol)).toBe(red);
    await expectNoTeam(carol);
    expect((await handler(carol)).body).toEqual({ rows: [] });
    const bearer = { authorization: `Bearer ${carol.bearer}` };
    expect(refusal(await new Client(worker.url).get("/api/v1/boards", bearer))).toEqual(noTeam);
  });

  it("ends with the membership in the organization", async () => {
    const dan = await teammate("dan", red);
    expect((await dan.get("/api/v1/cards/card-red")).status).toBe(200);
    await organization(owner, "remove-member", { memberIdOrEmail: dan.email, organizationId: acme });
    await expectNoTeam(dan, noOrganization);
  });

  it("does not outlive its membership in the organization, even where the one in the team is left", async () => {
    const dora = await teammate("dora", red);
    await worker.query("AUTH_DB", `DELETE FROM member WHERE user_id = '${dora.userId}'`);
    await expectNoTeam(dora, noOrganization);
  });

  it("does not count in another organization", async () => {
    const frank = await teammate("frank", red);
    await eve.invite(frank, "member", evil);
    expect(await storedTeam(frank)).toBe(red);
    await expectNoTeam(frank);
    await organization(frank, "set-active", { organizationId: acme });
    expect(ids(await frank.get("/api/v1/boards"))).toContain("board-red");
  });

  it("does not count where the caller never was its member", async () => {
    const grace = await teammate("grace", red);
    const [{ team_id: theirs } = {}] = await worker.query(
      "DB",
      "SELECT team_id FROM boards WHERE id = 'board-evil'",
    );
    for (const team of [blue, theirs]) {
      await worker.query(
        "AUTH_DB",
        `UPDATE session SET active_team_id = '${team}' WHERE user_id = '${grace.userId}'`,
      );
      await expectNoTeam(grace);
    }
    await organization(grace, "set-active-team", { teamId: red });
    expect((await grace.get("/api/v1/boards")).status).toBe(200);
  });

  it("ends with the team", async () => {
    const green = await makeTeam("Green");
    const heidi = await teammate("heidi", green);
    expect((await heidi.post("/api/v1/boards", { id: "green", title: "x" })).status).toBe(201);
    await organization(owner, "remove-team", { teamId: green, organizationId: acme });
    expect(await storedTeam(heidi)).toBeNull();
    await expectNoTeam(heidi);
  });

  it("is not carried along by ?organizationId=", async () => {
    const ivan = await teammate("ivan", red);
    await eve.invite(ivan, "member", evil);
    await organization(ivan, "set-active", { organizationId: acme });
    await worker.query("AUTH_DB", `UPDATE user SET role = 'admin' WHERE id = '${ivan.userId}'`);
    expect((await ivan.get("/api/v1/boards")).status).toBe(200);
    expect(refusal(await ivan.get(`/api/v1/boards?organizationId=${evil}`))).toEqual(noTeam);
    expect(refusal(await ivan.get(`/api/v1/cards?organizationId=${evil}`))).toEqual(noTeam);
    expect(ids(await ivan.get(`/api/v1/boards?organizationId=${acme}`))).toContain("board-red");
  });
});

describe("statements", () => {
  const counts = (answer: Answer) => [
    Number(answer.headers.get("x-statements")),
    Number(answer.headers.get("x-auth-statements")),
  ];

  it.each([
    ["list", () => ann.get("/api/v1/boards")],
    ["create", () => ann.post("/api/v1/boards", { id: "counted", title: "x" })],
    ["update", () => ann.patch("/api/v1/boards/board-red", { title: "x" })],
    [
      "a bearer token",
      () => new Client(worker.url).get("/api/v1/boards", { authorization: `Bearer ${ann.bearer}` }),
    ],
  ] as [string, () => Promise<Answer>][])(
    "%s: one for the caller and one for the data",
    async (_name, call) => {
      const answer = await call();
      expectOk(answer);
      expect(counts(answer)).toEqual([2, 1]);
    },
  );

  it("a refusal for want of a team costs the caller's alone", async () => {
    const nobody = await person("nobody");
    const answer = await nobody.get("/api/v1/cards");
    expect(refusal(answer)).toEqual(noTeam);
    expect(counts(answer)).toEqual([1, 1]);
  });
});
