import { expect, it } from "vitest";
import { createHost } from "./host";
import { findTool } from "./tools";

const read = async (args: unknown) => findTool("read_doc")?.call(args, createHost("."));

it("a page without such a section is told from no page", async () => {
  await expect(read({ topic: "firewall", section: "zebra" })).rejects.toThrow(
    /^Page "firewall" has no such section "firewall#zebra"/,
  );
  await expect(read({ topic: "zebras-of-the-world" })).rejects.toThrow(/^There is no docs page/);
});
