import { afterAll, describe, expect, it } from "vitest";
import { createSandbox } from "../jail/sandbox";
import { runConformance } from "./conformance";
import { checkLines, fuzz } from "./fuzz";
import type { Message } from "./messages";
import { eras, wireSchemas } from "./wire-schemas";

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

it.each(eras)("%s: random messages are answered as the published schema says", async (era) => {
  const figures = await fuzz(sandbox.root, era, 7, 400);
  expect(figures.problems).toEqual([]);
  expect(figures.results).toBeGreaterThan(100);
});

it.each(eras)("%s: the official scenarios pass, but for those of the baseline", async (era) => {
  const { code, output } = await runConformance(sandbox.root, era);
  expect(code, output.slice(-3000)).toBe(0);
});

describe("checkLines", () => {
  const schema = wireSchemas()["2026-07-28"];
  const ask: Message = { line: "", id: 1, method: "tools/list" };
  const good =
    '{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","ttlMs":0,"cacheScope":"private","tools":[]}}';
  const check = (...lines: string[]) => checkLines(lines, new Map([[1, ask]]), schema).problems;

  it("accepts an answer that fits", () => expect(check(good)).toEqual([]));

  it.each([
    ["a line that is not JSON", [good, "Compiling…"]],
    ["a request of the server", [good, '{"jsonrpc":"2.0","id":9,"method":"roots/list"}']],
    ["a second answer", [good, good]],
    ["an answer to nothing", [good, good.replace('"id":1', '"id":2')]],
    ["a result that misses what its era demands", [good.replace('"cacheScope":"private",', "")]],
    ["no answer", []],
  ])("sees %s", (_what, lines) => expect(check(...lines)).toHaveLength(1));
});
