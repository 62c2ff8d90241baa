import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, Client, expectOk, field } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { countingEntry, countStatements } from "../support/statements";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code, create, rows } from "../support/world";
import { labelsProject } from "./labels-project";

let project: Project;
let worker: RunningWorker;
let owner: Client;
let member: Client;
let admin: Client;
let stranger: Client;
let acme: string;
/** Ids of a row of each target, and of the bookings that point at them. */
const ids: Record<string, string> = {};

const targets = ["room", "person", "vault", "draft", "gate", "hall", "badge"];
const path = "/api/v1/bookings";

beforeAll(async () => {
  project = await createProject(labelsProject);
  await compileOrThrow(project);
  await countStatements(project.root);
  worker = await bootWorker(project.root, { entry: countingEntry });
  const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
  owner = await person("owner");
  member = await person("member");
  admin = await person("admin");
  stranger = await person("stranger");
  acme = await owner.createOrganization("Acme");
  await owner.invite(member, "member", acme);
  await owner.invite(admin, "admin", acme);
  await stranger.createOrganization("Elsewhere");
  for (const target of targets) {
    const plural = target === "person" ? "people" : `${target}s`;
    ids[target] = await create(owner, plural, { name: `The ${target}` });
  }
  ids.spare = await create(owner, "rooms", { name: "Spare" });
  const keys = Object.fromEntries(targets.map((target) => [`${target}Id`, ids[target]]));
  ids.whole = await create(owner, "bookings", {
    name: "Whole",
    ...keys,
    spareRoom: ids.spare,
    secretId: ids.room,
  });
  ids.child = await create(owner, "bookings", { name: "Child", parentId: ids.whole, roomId: ids.spare });
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

async function booking(caller: Client, query = "", name = "Whole"): Promise<Record<string, unknown>> {
  const answer = await caller.get(`${path}?name=${name}${query}`);
  const [row] = rows(answer);
  if (!row) throw new Error(JSON.stringify(answer.body));
  return row;
}

const sql = (text: string) => worker.query("DB", text);

describe("a label", () => {
  it("stands beside each key, two to one table and a self reference among them", async () => {
    expect(await booking(owner)).toMatchObject({
      room_label: "The room",
      spareRoom_label: "Spare",
      secret_label: "The room",
      person_label: "The person",
      vault_label: "The vault",
      draft_label: "The draft",
      hall_label: "The hall",
      parent_label: null,
    });
    expect(await booking(owner, "", "Child")).toMatchObject({
      parent_label: "Whole",
      room_label: "Spare",
      person_label: null,
    });
  });

  it("is there exactly where its column is: list, get, views, and a selection of fields", async () => {
    const labelsOf = (row: unknown) => Object.keys(Object(row)).filter((key) => key.endsWith("_label"));
    expect(labelsOf(await booking(owner))).toHaveLength(10);
    const got = await owner.get(`${path}/${ids.whole}`);
    expect(got.body).toEqual({ id: ids.whole, roomId: ids.room, name: "Whole", room_label: "The room" });
    expect(rows(await owner.get(`${path}/views/plan?id=${ids.child}`))).toEqual([
      { id: ids.child, roomId: ids.spare, parentId: ids.whole, room_label: "Spare", parent_label: "Whole" },
    ]);
    expect(labelsOf(rows(await owner.get(`${path}/views/names`))[0])).toEqual([]);
    expect(labelsOf(await booking(owner, "&fields=id,hallId"))).toEqual(["hall_label"]);
    expect(labelsOf(await booking(owner, "&fields=name"))).toEqual([]);
  });

  it.each(["room_label=The%20room", "room_label.like=T", "sort=room_label", "fields=id,room_label"])(
    "is no column: %s is refused",
    async (query) => {
      const answer = await owner.get(`${path}?${query}`);
      expect([answer.status, code(answer)]).toEqual([400, "VALIDATION_FAILED"]);
    },
  );

  it("is not searched, and answers to writes carry none", async () => {
    expect(rows(await owner.get(`${path}?search=The%20room`))).toEqual([]);
    expect(rows(await owner.get(`${path}?search=Whole`))).toHaveLength(1);
    const created = await owner.post(path, { name: "New", roomId: ids.room });
    const updated = await owner.patch(`${path}/${ids.whole}`, { name: "Whole" });
    const many = await owner.post(`${path}/batch`, { records: [{ name: "Many", roomId: ids.room }] });
    expect([created.status, updated.status, many.status]).toEqual([201, 200, 201]);
    expect(JSON.stringify([created.body, updated.body, many.body])).not.toContain("_label");
    expect((await owner.post(path, { name: "New", room_label: "x" })).status).toBe(400);
  });

  it("belongs to the ETag", async () => {
    const tag = async () => (await owner.get(`${path}/${ids.whole}`)).headers.get("etag") ?? "";
    const before = await tag();
    expect((await owner.get(`${path}/${ids.whole}`, { "if-none-match": before })).status).toBe(304);
    expectOk(await owner.patch(`/api/v1/rooms/${ids.room}`, { name: "Renamed" }));
    expect(await tag()).not.toBe(before);
    expectOk(await owner.patch(`/api/v1/rooms/${ids.room}`, { name: "The room" }));
    expect(await tag()).toBe(before);
  });
});

describe("the target's rules decide", () => {
  it("its firewall: foreign, deleted and absent rows have the same null", async () => {
    const foreign = await create(stranger, "rooms", { name: "Foreign" });
    const deleted = await create(owner, "rooms", { name: "Deleted" });
    const pointing = await create(owner, "bookings", { name: "Pointing", spareRoom: deleted });
    const label = async () => (await booking(owner, "", "Pointing")).spareRoom_label;
    expect(await label()).toBe("Deleted");
    expectOk(await owner.delete(`/api/v1/rooms/${deleted}`));
    expect(await label()).toBeNull();
    for (const id of [foreign, "none"]) {
      await sql(`UPDATE bookings SET spare_room = '${id}' WHERE id = '${pointing}'`);
      expect(await label()).toBeNull();
    }
  });

  it("its access: roles, record conditions, and never a function", async () => {
    expect(await booking(owner)).toMatchObject({
      vault_label: "The vault",
      draft_label: "The draft",
      gate_label: null,
    });
    expect(await booking(member)).toMatchObject({
      vault_label: null,
      draft_label: "The draft",
      room_label: "The room",
    });
    expect(await booking(admin)).toMatchObject({ draft_label: null, room_label: "The room" });
    await sql(`UPDATE drafts SET name = 'Draft' WHERE id = '${ids.draft}'`);
    expect(await booking(owner)).toMatchObject({ draft_label: null });
    await sql(`UPDATE drafts SET name = 'The draft' WHERE id = '${ids.draft}'`);
  });

  it("its fields: a name that no route answers with the id labels nothing", async () => {
    expect(await booking(owner)).toMatchObject({ badgeId: ids.badge, badge_label: null });
  });

  it("its masks, with the owner of the target's row", async () => {
    expect((await booking(owner)).person_label).toBe("The person");
    expect((await booking(member)).person_label).toBe("T** p*****");
    await sql(`UPDATE people SET created_by = '${member.userId}' WHERE id = '${ids.person}'`);
    expect((await booking(member)).person_label).toBe("The person");
    expect((await booking(admin)).person_label).toBe("T** p*****");
  });

  it("the mask of the key itself: who may not see the key does not see where it leads", async () => {
    expect(await booking(member)).toMatchObject({ secretId: "[REDACTED]", secret_label: null });
    await sql(`UPDATE bookings SET created_by = '${member.userId}' WHERE id = '${ids.whole}'`);
    expect(await booking(member)).toMatchObject({ secretId: ids.room, secret_label: "The room" });
  });

  it("strangers on a PUBLIC list read only what PUBLIC rules show", async () => {
    const visit = `&organizationId=${acme}`;
    for (const caller of [stranger, new Client(worker.url)]) {
      const row = await booking(caller, visit);
      expect(row.roomId).toBe(ids.room);
      const labels = Object.entries(row).filter(([name]) => name.endsWith("_label"));
      expect(labels.filter(([, value]) => value !== null)).toEqual([]);
    }
    // A rule that admits every user admits the members of the organization.
    expect((await booking(member)).hall_label).toBe("The hall");
  });
});

describe("one statement", () => {
  const statements = ({ headers }: Answer) => Number(headers.get("x-statements"));

  it("reads a page of a hundred rows with ten labels each", async () => {
    const records = Array.from({ length: 100 }, (_, n) => ({
      name: `Row ${n}`,
      roomId: ids.room,
      hallId: ids.hall,
    }));
    expectOk(await owner.post(`${path}/batch`, { records }));
    const answer = await owner.get(`${path}?limit=100&sort=-createdAt&total=true`);
    expect(rows(answer)).toHaveLength(100);
    expect(
      rows(answer).filter((row) => row.room_label === "The room" && row.hall_label === "The hall").length,
    ).toBeGreaterThan(90);
    expect(statements(answer)).toBe(2);
    expect(statements(await owner.get(`${path}/${ids.whole}`))).toBe(2);
    expect(statements(await owner.get(`${path}/views/plan`))).toBe(2);
  });

  it("is not taken for that of another caller, whoever comes first", async () => {
    const callers = [stranger, member, owner, admin, member, stranger, owner];
    const seen: unknown[] = [];
    for (const caller of callers) {
      const row = await booking(caller, caller === stranger ? `&organizationId=${acme}` : "&limit=7");
      seen.push([row.room_label, row.vault_label]);
    }
    const [none, some, all] = [
      [null, null],
      ["The room", null],
      ["The room", "The vault"],
    ];
    expect(seen).toEqual([none, some, all, some, some, none, all]);
  });

  it("holds next to as many filters as a list takes", async () => {
    const columns = ["room", "person", "vault", "draft", "gate", "hall", "badge"].map((name) => `${name}Id`);
    const filters = columns.flatMap((column) => [
      `${column}.ne=x`,
      `${column}.in=${ids[column.replace("Id", "")]}`,
    ]);
    const answer = await owner.get(`${path}?${filters.join("&")}&name=Whole&search=Whole`);
    expect(rows(answer)).toHaveLength(1);
  });
});

describe("what is said of labels", () => {
  it("OpenAPI has them on reads and not on writes", async () => {
    const { body } = await owner.get("/openapi.json");
    const text = (method: string, route: string) =>
      JSON.stringify(field(field(field(field(body, "paths"), route), method), "responses"));
    expect(text("get", path)).toContain('"spareRoom_label"');
    expect(text("get", `${path}/{id}`)).toContain('"room_label"');
    expect(text("get", `${path}/{id}`)).not.toContain('"vault_label"');
    expect(text("get", `${path}/views/names`)).not.toContain("_label");
    expect(text("post", path)).not.toContain("_label");
    expect(JSON.stringify(field(field(body, "components"), "schemas"))).not.toContain("_label");
  });
});
