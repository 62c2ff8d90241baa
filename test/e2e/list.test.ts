import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { field } from "../support/client";
import { code, create, hiringWorld, rows, type World } from "../support/world";

let world: World;
const titles = ["Alpha", "Beta", "Gamma 100%", "Delta_1", "Epsilon"];

beforeAll(async () => {
  world = await hiringWorld();
  for (const [index, title] of titles.entries()) {
    await create(world.acme.owner, "jobs", {
      title,
      department: index % 2 ? "Odd" : "Even",
      salaryMin: index * 10,
    });
  }
});
afterAll(() => world.end());

const list = (query = "") => world.acme.owner.get(`/api/v1/jobs${query}`);
const names = async (query: string) => rows(await list(query)).map(({ title }) => title);

describe("pages", () => {
  it("answers data and pagination, total only on request", async () => {
    const answer = await list("?limit=2&offset=1");
    expect(field(answer.body, "pagination")).toEqual({ limit: 2, offset: 1, count: 2 });
    expect(field((await list("?total=true&limit=2")).body, "pagination")).toEqual({
      limit: 2,
      offset: 0,
      count: 2,
      total: 5,
    });
  });

  it("walks through every row once", async () => {
    const seen = [];
    for (let offset = 0; offset < 6; offset += 2) seen.push(...(await names(`?limit=2&offset=${offset}`)));
    expect(seen).toEqual([...titles].sort());
  });

  it("bounds the page size", async () => {
    expect(field(field((await list("?limit=100")).body, "pagination"), "limit")).toBe(100);
    expect(field(field((await list("?limit=5000")).body, "pagination"), "limit")).toBe(100);
    expect(field(field((await list("?limit=0")).body, "pagination"), "limit")).toBe(1);
    expect((await list("?limit=x")).status).toBe(400);
  });
});

describe("sort", () => {
  it("uses the declared default, and takes ascending, descending and several keys", async () => {
    expect(await names("")).toEqual([...titles].sort());
    expect(await names("?sort=-title")).toEqual([...titles].sort().reverse());
    // The older way to say which way.
    expect(await names("?sort=title&order=desc")).toEqual([...titles].sort().reverse());
    expect(await names("?order=desc")).toEqual([...titles].sort().reverse());
    expect((await list("?sort=title&order=down")).status).toBe(400);
    expect(await names("?sort=department,-salaryMin")).toEqual([
      "Epsilon",
      "Gamma 100%",
      "Alpha",
      "Delta_1",
      "Beta",
    ]);
  });

  it("falls back to newest first where nothing is declared", async () => {
    for (const name of ["First", "Second"]) {
      await create(world.acme.owner, "candidates", { name, email: `${name}@example.com` });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const sorted = rows(await world.acme.owner.get("/api/v1/candidates")).map(({ name }) => name);
    expect(sorted).toEqual(["Second", "First"]);
    const explicit = rows(await world.acme.owner.get("/api/v1/candidates?sort=-createdAt")).map(
      ({ name }) => name,
    );
    expect(explicit).toEqual(sorted);
  });
});

describe("filters", () => {
  it.each([
    ["?title=Beta", ["Beta"]],
    ["?title.ne=Beta", ["Alpha", "Delta_1", "Epsilon", "Gamma 100%"]],
    ["?salaryMin.gte=30", ["Delta_1", "Epsilon"]],
    ["?salaryMin.gt=30", ["Epsilon"]],
    ["?salaryMin.lt=10", ["Alpha"]],
    ["?salaryMin.lte=10", ["Alpha", "Beta"]],
    ["?title.in=Alpha,Beta", ["Alpha", "Beta"]],
    ["?title.like=elt", ["Delta_1"]],
    ["?title.like=%25", ["Gamma 100%"]],
    ["?title.like=_", ["Delta_1"]],
    ["?search=amm", ["Gamma 100%"]],
    ["?status=open", []],
  ])("%s", async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it("takes more values than D1 binds in one statement", async () => {
    const many = Array.from({ length: 150 }, (_, index) => `none${index}`).join(",");
    expect(await names(`?title.in=${many},Beta`)).toEqual(["Beta"]);
  });

  it.each([
    "?nope=1",
    "?title.regex=a",
    "?sort=nope",
    "?fields=nope",
    "?constructor=1",
    "?title.__proto__=1",
  ])("refuses %s and names what is valid", async (query) => {
    const answer = await list(query);
    expect(answer.status).toBe(400);
    expect(code(answer)).toBe("VALIDATION_FAILED");
  });

  it("never reads a value as SQL", async () => {
    expect(await names("?title=' OR 1=1 --")).toEqual([]);
    expect(await names("?search=' OR 1=1 --")).toEqual([]);
  });
});

describe("fields and views", () => {
  it("returns the fields asked for", async () => {
    const [row] = rows(await list("?fields=id,title&limit=1"));
    expect(Object.keys(row ?? {}).sort()).toEqual(["id", "title"]);
  });

  it("returns exactly a view's fields, with its name", async () => {
    const answer = await world.acme.owner.get("/api/v1/candidates/views/directory");
    expect(field(answer.body, "view")).toBe("directory");
    expect(Object.keys(rows(answer)[0] ?? {}).sort()).toEqual(["id", "name", "source"]);
    expect((await world.acme.owner.get("/api/v1/candidates/views/absent")).status).toBe(404);
  });

  it("keeps columns outside a view from filters and sorts", async () => {
    for (const query of ["?email=a", "?sort=createdAt", "?fields=email"]) {
      expect((await world.acme.owner.get(`/api/v1/candidates/views/directory${query}`)).status).toBe(400);
    }
    expect((await world.acme.owner.get("/api/v1/candidates/views/directory?sort=name")).status).toBe(200);
  });
});
