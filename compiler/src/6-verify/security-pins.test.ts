import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { FileTree } from "../files";
import { CallGraph } from "./call-graph";
import { checkPins } from "./pinned-code";
import { securityPins } from "./security-pins";

const runtime = join(import.meta.dirname, "../../runtime");
const files = new Set(securityPins.map((pin) => `${pin.function.split("#")[0]}.ts`));
const whole: FileTree = new Map([...files].map((path) => [path, readFileSync(join(runtime, path), "utf8")]));

it("every pin is about a function that there is, and holds in it", () => {
  const graph = new CallGraph(whole);
  for (const { function: name } of securityPins)
    expect([name, graph.find(name)]).toEqual([name, expect.anything()]);
  expect(checkPins(graph)).toEqual([]);
});

it.each(securityPins.map((pin) => [pin.function, pin] as const))(
  "%s: without its body every pin is missed",
  (name, pin) => {
    const [file, local = ""] = name.split("#");
    const path = `${file}.ts`;
    const text = whole.get(path) ?? "";
    const body = new CallGraph(whole).find(name)?.body;
    const emptied = `${text.slice(0, body?.start)} 0 ${text.slice(body?.end)}`;
    const broken = new Map([
      ...whole,
      [
        path,
        emptied
          .replace("export async 0", "export const gone = 0")
          .replace(/export\s+0/, "export const gone = 0"),
      ],
    ]);
    const found = checkPins(new CallGraph(broken)).filter(({ problem }) => problem.includes(`\`${local}\``));
    expect(found.length).toBeGreaterThanOrEqual(pin.code.length);
    expect(found[0]).toMatchObject({ contract: pin.contract, file: path });
  },
);

it("layout, comments and parentheses do not matter, operators and names do", () => {
  const path = "src/lib/access.ts";
  const text = whole.get(path) ?? "";
  const changed = (from: string, to: string) => {
    expect(text).toContain(from);
    return checkPins(new CallGraph(new Map([...whole, [path, text.replace(from, to)]]))).length;
  };
  const line = "return answer === true;";
  expect(changed(line, "return (answer\n  === true); // whoever says so")).toBe(0);
  expect(changed(line, "return answer !== false;")).toBe(1);
  expect(changed(line, "return check === true;")).toBe(1);
});
