import { expect, it } from "vitest";
import { createHost } from "./host";
import { findTool } from "./tools";

async function text(name: string, input: object): Promise<string> {
  const answer = await findTool(name)?.call(input, createHost("/"));
  if (!answer) throw new Error(`there is no tool ${name}`);
  return answer.text;
}

it("a search names each section as read_doc takes it", async () => {
  const [heading = ""] = (await text("search_docs", { query: "owner mode optional" })).split("\n");
  expect(heading).toBe("compiler/definitions/firewall#owner-mode");
  expect(await text("read_doc", { topic: heading })).toMatch(/^## Owner mode\n/);
});
