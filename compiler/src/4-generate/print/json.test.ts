import { describe, expect, it } from "vitest";
import { printDocument } from "./json";

describe("printDocument", () => {
  it("prints on one line what fits on one", () => {
    const long = "x".repeat(120);
    expect(printDocument({ a: { b: [1, 2] }, c: [{ d: long }], e: {}, f: [] })).toBe(
      `{\n  "a": { "b": [1, 2] },\n  "c": [\n    {\n      "d": "${long}"\n    }\n  ],\n  "e": {},\n  "f": []\n}\n`,
    );
  });

  it.each([
    [{ "a{": "}", b: ["[", "]", '"', "\n"], c: { "d [": "{" } }],
    [Array.from({ length: 40 }, (_, index) => ({ index, text: "}{][" }))],
    ["text"],
    [[]],
  ])("prints the same value: %j", (value) => {
    expect(JSON.parse(printDocument(value))).toEqual(value);
  });
});
