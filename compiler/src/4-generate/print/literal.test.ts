import { describe, expect, it } from "vitest";
import { Code } from "./code";
import { type Literal, printLiteral } from "./literal";

/** What the printed text means when it runs. */
const evaluate = (text: string): unknown => new Function(`return (${text});`)();

describe("printLiteral", () => {
  it.each<[Literal, string]>([
    [{ a: 1, "b-c": [true, null] }, '{ a: 1, "b-c": [true, null] }'],
    [{}, "{}"],
    [[], "[]"],
    [{ gone: undefined, mask: new Code("maskUrl") }, "{ mask: maskUrl }"],
    ['say "hi"', "'say \"hi\"'"],
    ["it's", '"it\'s"'],
  ])("prints %j", (value, expected) => {
    expect(printLiteral(value)).toBe(expected);
  });

  it("breaks what is longer than a line, outermost first, with trailing commas", () => {
    const names = Array.from({ length: 12 }, (_, index) => `aColumnName${index}`);
    expect(printLiteral({ short: ["a"], names })).toBe(
      `{\n  short: ["a"],\n  names: [\n${names.map((name) => `    "${name}",\n`).join("")}  ],\n}`,
    );
  });

  it("breaks a list of objects with several keys", () => {
    expect(
      printLiteral([
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ]),
    ).toBe("[\n  { a: 1, b: 2 },\n  { a: 3, b: 4 },\n]");
  });

  it.each<[string, Literal]>([
    ["quotes, backslashes and line separators", { text: "a\"'\\`$\u007bx}\n\u2028\u0000" }],
    ["more double than single quotes", '\\"\\""\''],
    ["odd keys", { "a b": 1, 'c"d': 2, "1e3": 3, class: 4, "": 5 }],
  ])("prints %s so that they mean themselves", (_, value) => {
    expect(evaluate(printLiteral(value))).toEqual(value);
  });

  it("keeps __proto__ an ordinary key", () => {
    const value: Literal = JSON.parse('{"__proto__": {"admin": true}}');
    const printed = evaluate(printLiteral(value));
    expect(Object.getPrototypeOf(printed)).toBe(Object.prototype);
    expect(printed).toEqual(value);
  });
});
