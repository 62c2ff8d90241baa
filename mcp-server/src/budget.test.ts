import { expect, it } from "vitest";
import { instructions } from "./instructions";
import { listTools } from "./list-tools";
import { tools } from "./tools";

const listed = listTools(tools);

// `vitest -u` accepts a change of the tools; read its diff first: agents depend on them.
it("the tools are the ones in the committed snapshot", async () => {
  await expect(`${JSON.stringify(listed, null, 2)}\n`).toMatchFileSnapshot("tools.snapshot.json");
});

it("tools/list stays under 1,500 tokens", () => {
  // Four characters make about one token of JSON.
  expect(JSON.stringify({ tools: listed }).length / 4).toBeLessThan(1500);
});

it("instructions stay under 2 KB", () => {
  expect(Buffer.byteLength(instructions)).toBeLessThan(2048);
});

it.each(listed)("$name states its title, all four hints and refuses unknown input", (tool) => {
  expect(tool.title).not.toBe("");
  expect(Object.keys(tool.annotations).sort()).toEqual([
    "destructiveHint",
    "idempotentHint",
    "openWorldHint",
    "readOnlyHint",
  ]);
  expect(tool.inputSchema.additionalProperties).toBe(false);
});
