import { describe, expect, it } from "vitest";
import { newId } from "./ids";

describe("newId", () => {
  it.each([
    ["uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ["prefixed", /^jbP_[0-9a-f]{32}$/],
    ["nanoid", /^[\w-]{21}$/],
    ["cuid", /^c[0-9a-z]{24,}$/],
  ] as const)("%s ids have their shape and do not repeat", (generate, shape) => {
    const ids = Array.from({ length: 1_000 }, () => newId(generate, "jbP"));
    for (const id of ids) expect(id).toMatch(shape);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("leaves the id to the database or the client", () => {
    expect(newId("serial")).toBeUndefined();
    expect(newId(false)).toBeUndefined();
  });
});
