import { expect, test } from "vitest";
import { mergeJson } from "./merge-json";

const merged = (existing: string, generated: unknown, former: string[] = []) =>
  mergeJson(existing, JSON.stringify(generated), former).text;

test("comments, order, indentation and trailing commas stay", () => {
  const existing = `// mine
{
    "z": [1, 2], // first
    "compilerOptions": {
        "strict": false, /* no */
        "paths": { "~/*": ["./x/*"] },
    },
}
`;
  expect(merged(existing, { compilerOptions: { strict: true, types: ["node"] } })).toBe(`// mine
{
    "z": [1, 2], // first
    "compilerOptions": {
        "strict": true, /* no */
        "paths": { "~/*": ["./x/*"] },
        "types": [
            "node"
        ],
    },
}
`);
});

test("an equal value is left as it is written", () => {
  const existing = '{ "files": [ "a",\n "b" ], "n": 1 }';
  expect(merged(existing, { files: ["a", "b"], n: 1 })).toBe(existing);
});

test("keys are added to an empty file and in empty objects", () => {
  expect(merged("{}", { scripts: { dev: "x", test: "y" } })).toBe(
    '{\n  "scripts": {\n    "dev": "x",\n    "test": "y"\n  }\n}',
  );
});

test("a value where an object should be is replaced by it", () => {
  expect(JSON.parse(merged('{"scripts": "none", "a": 1}', { scripts: { dev: "x" } }))).toEqual({
    scripts: { dev: "x" },
    a: 1,
  });
});

test("name and version are the user's once they are there", () => {
  const generated = { name: "g", version: "1.0.0", type: "module" };
  expect(JSON.parse(merged('{"name":"mine"}', generated))).toEqual({
    name: "mine",
    version: "1.0.0",
    type: "module",
  });
});

test.each([
  ["first", '{"a":{"x":1,"y":2}}', { a: { y: 2 } }],
  ["last", '{"a":{"y":2,"x":1}}', { a: { y: 2 } }],
  ["only", '{"a":{"x":1},"b":1}', { b: 1 }],
  ["absent", '{"b":1}', { b: 1 }],
])("a key managed no more is removed (%s)", (_name, existing, expected) => {
  expect(JSON.parse(merged(existing, {}, ['["a","x"]']))).toEqual(expected);
});

test.each(["[]", "{", '"text"', "{} {}", ""])("%j is refused", (existing) => {
  expect(() => merged(existing, { a: 1 })).toThrow("not a JSON object");
});
