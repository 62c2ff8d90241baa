import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, Client, expectOk, field } from "../support/client";
import { compileOrThrow, type Project } from "../support/project";
import { notesPath, searchProject } from "../support/search-project";
import { bootServer } from "../support/server";
import type { RunningApp, Target } from "../support/target";
import { bootWorker } from "../support/worker";
import { code, rows } from "../support/world";

/** The project on its runtime; the rows outlive a restart. */
const start = ({ root }: Project, target: Target): Promise<RunningApp> =>
  target === "workerd" ? bootWorker(root, { persist: join(root, ".state") }) : bootServer(root);

const notes = "/api/v1/notes";
const put = (client: Client, id: string, body: object) => client.request("PUT", `${notes}/${id}`, body);
const ask = (client: Client, text: string, more = "") =>
  client.get(`${notes}?search=${encodeURIComponent(text)}${more}`);
const ids = (answer: Answer) => rows({ body: expectOk(answer) }).map(({ id }) => id);
const found = async (client: Client, text: string, more = "") => ids(await ask(client, text, more));

describe.each(["workerd", "bun", "node"] as const)("full-text search on %s", (target) => {
  let project: Project;
  let app: RunningApp;
  let owner: Client;
  let member: Client;
  let eve: Client;

  beforeAll(async () => {
    project = await searchProject(target);
    await compileOrThrow(project);
    app = await start(project, target);
    const person = (name: string) => new Client(app.url, `${name}@example.com`).signUp();
    [owner, member, eve] = [await person("owner"), await person("member"), await person("eve")];
    await owner.invite(member, "member", await owner.createOrganization("Acme"));
    await eve.createOrganization("Evil");
    for (const [id, title, body] of [
      ["n1", "Orange juice", "squeezed by hand"],
      ["n2", "Apple juice", "orange orange orange orange"],
      ["n3", "Café crème", 'it\'s "quoted" AND 100% NOT-so-simple'],
    ])
      expectOk(await put(owner, id ?? "", { title, body, salary: "platinum" }));
    expectOk(await put(member, "n4", { title: "Mine", diary: "heartache" }));
    expectOk(await put(eve, "e1", { title: "Orange of evil", salary: "platinum", body: "unheard" }));
  });
  afterAll(async () => {
    await app.stop();
    await project.remove();
  });

  it("finds all the words, in whatever columns and case, the last as a beginning", async () => {
    expect(await found(owner, "juice")).toEqual(["n2", "n1"]);
    expect(await found(owner, "JUICE squeezed")).toEqual(["n1"]);
    expect(await found(owner, "juice sque")).toEqual(["n1"]);
    expect(await found(owner, "sque juice")).toEqual([]);
    expect(await found(owner, "uice")).toEqual([]);
    expect(await found(owner, "cafe CRÈ")).toEqual(["n3"]);
  });

  it("keeps the order of the request: how often a word stands in a row says nothing", async () => {
    expect(await found(owner, "orange")).toEqual(["n2", "n1"]);
    expect(await found(owner, "orange", "&sort=-title")).toEqual(["n1", "n2"]);
    expect(await found(owner, "orange", "&sort=id")).toEqual(["n1", "n2"]);
    expect(await found(owner, "juice", "&title=Apple juice")).toEqual(["n2"]);
    const page = await ask(owner, "orange", "&limit=1&offset=1&total=true");
    expect(ids(page)).toEqual(["n1"]);
    expect(field(page.body, "pagination")).toEqual({ limit: 1, offset: 1, count: 1, total: 2 });
  });

  it("never looks at a column that the caller sees masked", async () => {
    expect(await found(owner, "platinum")).toEqual(["n2", "n3", "n1"]);
    expect(await found(member, "platinum")).toEqual([]);
    expect(await found(member, "orange platinum")).toEqual([]);
    // Not even its own author's: in other rows the column is masked.
    expect(await found(member, "heartache")).toEqual([]);
    expect(field((await ask(member, "plat", "&total=true")).body, "pagination")).toMatchObject({ total: 0 });
  });

  it("looks only at the columns of a view", async () => {
    const view = (text: string) => owner.get(`${notes}/views/titles?search=${text}`);
    expect(ids(await view("orange"))).toEqual(["n1"]);
    expect(ids(await view("squeezed"))).toEqual([]);
  });

  it("knows no rows of another tenant", async () => {
    expect(await found(eve, "orange")).toEqual(["e1"]);
    expect(await found(owner, "evil")).toEqual([]);
    expect(await found(owner, "unheard")).toEqual([]);
    expect(field((await ask(owner, "orange", "&total=true")).body, "pagination")).toMatchObject({ total: 2 });
  });

  it.each([
    '"',
    '""',
    'orange"',
    '"orange',
    "'",
    "orange*",
    "*",
    "^orange",
    "orange + juice",
    "orange -juice",
    "title : orange",
    "{title} : orange",
    "salary:platinum",
    '"} OR {salary} : ("platinum',
    "NEAR(orange juice, 2)",
    "NEAR",
    "AND",
    "OR",
    "NOT",
    "orange OR",
    "(orange",
    "orange)",
    "((((",
    "\\",
    "%",
    "\u0000",
    "orange\u0000juice",
    "!?., ;",
    "\u{1F600}",
    "\u0301",
    "-- drop",
    "notes_search",
    "rank",
  ])("takes %j for words and nothing else", async (text) => {
    const answer = await ask(member, text);
    expect(answer.status).toBe(200);
    expect(ids(answer)).not.toContain("e1");
    expect(ids(answer).length).toBeLessThan(3);
  });

  it("reads operators as the words they are", async () => {
    expect(await found(owner, "orange OR juice")).toEqual([]);
    expect(await found(owner, "quoted and")).toEqual(["n3"]);
    expect(await found(owner, "it's NOT so")).toEqual(["n3"]);
    expect(await found(owner, "title : orange")).toEqual([]);
    expect(await found(owner, "orange*")).toEqual(["n2", "n1"]);
    expect(await found(owner, "100%")).toEqual(["n3"]);
    expect(await found(owner, "?!")).toEqual([]);
    expect(await found(owner, "")).toHaveLength(4);
    expect(await found(owner, "x".repeat(4000))).toEqual([]);
  });

  it("refuses more words than it looks up", async () => {
    const words = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`).join(" ");
    expect(await found(owner, words(16))).toEqual([]);
    const refused = await ask(owner, words(17));
    expect([refused.status, code(refused)]).toEqual([400, "VALIDATION_FAILED"]);
  });

  it("follows every way of writing", async () => {
    const steps: [() => Promise<Answer>, string, string[]][] = [
      [() => put(owner, "w1", { title: "zebra", body: "first" }), "zebra", ["w1"]],
      [() => owner.patch(`${notes}/w1`, { title: "yak" }), "zebra", []],
      [() => owner.get(`${notes}/w1`), "yak first", ["w1"]],
      [() => put(owner, "w1", { title: "xerus" }), "yak", []],
      [() => owner.get(`${notes}/w1`), "first", []],
      [() => owner.get(`${notes}/w1`), "xerus", ["w1"]],
      [() => owner.patch(`${notes}/batch`, { records: [{ id: "w1", body: "vole" }] }), "vole", ["w1"]],
      [
        () => owner.request("PUT", `${notes}/batch`, { records: [{ id: "w2", title: "vole two" }] }),
        "vole",
        ["w2", "w1"],
      ],
      [() => owner.delete(`${notes}/w1`), "vole", ["w2"]],
      [() => owner.request("DELETE", `${notes}/batch`, { ids: ["w2"] }), "vole", []],
    ];
    for (const [write, text, expected] of steps) {
      expectOk(await write());
      expect(await found(owner, text)).toEqual(expected);
    }
  });

  it("forgets what a cascade deletes", async () => {
    const folder = String(
      field(expectOk(await owner.post("/api/v1/folders", { id: "f1", name: "F" })), "id"),
    );
    expectOk(await put(owner, "c1", { title: "walrus", folderId: folder }));
    expect(await found(owner, "walrus")).toEqual(["c1"]);
    expectOk(await owner.delete(`/api/v1/folders/${folder}`));
    expect(await found(owner, "walrus")).toEqual([]);
    const match = "SELECT rowid FROM notes_search WHERE notes_search MATCH 'walrus'";
    expect(await app.query("DB", match)).toEqual([]);
    await app.query("DB", "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)");
  });

  describe.skipIf(target === "bun")("after a change of the schema", () => {
    const migrate = async (change: (text: string) => string) => {
      await app.stop();
      await project.edit(notesPath, change);
      const { migrations } = await compileOrThrow(project);
      app = await start(project, target);
      [owner, member, eve] = [owner.at(app.url), member.at(app.url), eve.at(app.url)];
      return migrations.flatMap(({ statements }) => statements).join("\n");
    };
    const tables = async () =>
      (await app.query("DB", "SELECT name FROM sqlite_master WHERE name LIKE 'notes_search%'")).length;

    it("finds the same rows in a table that was built anew", async () => {
      const statements = await migrate((text) =>
        text.replace('body: text("body")', 'body: text("body").notNull().default("")'),
      );
      expect(statements).toMatch(/__new_notes.*rebuild/s);
      expect(await found(owner, "juice")).toEqual(["n2", "n1"]);
      expect(await found(member, "platinum")).toEqual([]);
      expectOk(await owner.patch(`${notes}/n1`, { title: "Lemonade" }));
      expect([await found(owner, "lemonade"), await found(owner, "juice")]).toEqual([["n1"], ["n2"]]);
    });

    it("looks elsewhere when the columns change, at every part of a text when it is switched off", async () => {
      await migrate((text) =>
        text.replace("search: { fullText: true }", 'search: { fields: ["title"], fullText: true }'),
      );
      expect([await found(owner, "lemonade"), await found(owner, "platinum")]).toEqual([["n1"], []]);
      await migrate((text) => text.replace(", fullText: true", ""));
      expect(await tables()).toBe(0);
      expect([await found(owner, "emonad"), await found(owner, "squeezed")]).toEqual([["n1"], []]);
    });

    it("has every row of a table that had rows when it was switched on", async () => {
      await migrate((text) => text.replace('search: { fields: ["title"] }', "search: { fullText: true }"));
      expect(await tables()).toBeGreaterThan(4);
      expect([await found(owner, "squeezed"), await found(owner, "emonad")]).toEqual([["n1"], []]);
      expect(await found(eve, "orange")).toEqual(["e1"]);
    });
  });
});
