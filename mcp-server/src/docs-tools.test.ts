import { expect, it } from "vitest";
import { createHost } from "./host";
import { findTool } from "./tools";

async function text(name: string, input: object): Promise<string> {
  const answer = await findTool(name)?.call(input, createHost("/"));
  if (!answer) throw new Error(`there is no tool ${name}`);
  return answer.text;
}

it("a long page says which sections are left, so that one of them is read alone", async () => {
  const page = await text("read_doc", { topic: "compiler/definitions/actions" });
  const [, named = ""] =
    /goes on with these sections: (.*)\. Read one by section, or all with cursor "\d+"/.exec(page) ?? [];
  const headings = named.split(" | ");
  expect(headings.at(-1)).toBe("unsafe");
  for (const section of headings)
    expect(await text("read_doc", { topic: "compiler/definitions/actions", section })).toContain(
      `## ${section}\n`,
    );
});

it("a search names each section as read_doc takes it", async () => {
  const [heading = ""] = (await text("search_docs", { query: "owner mode optional" })).split("\n");
  expect(heading).toBe("compiler/definitions/firewall#owner-mode");
  expect(await text("read_doc", { topic: heading })).toMatch(/^## Owner mode\n/);
});
