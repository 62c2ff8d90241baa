import { describe, expect, it } from "vitest";
import { readFrom } from "./read";
import { currentDocs } from "./testing";

const read = (topic: string, section?: string) =>
  readFrom(currentDocs, topic, section === undefined ? {} : { section });

describe("readFrom", () => {
  it.each([
    ["compiler/definitions/firewall", "compiler/definitions/firewall"],
    ["firewall", "compiler/definitions/firewall"],
    ["definitions/actions", "compiler/definitions/actions"],
    ["actions", "compiler/definitions/actions"],
    ["/compiler/config/output.md", "compiler/config/output"],
    ["https://docs.example.com/stack/auth", "stack/auth"],
    ["Getting Started", "compiler/getting-started"],
    ["query params", "compiler/using-the-api/query-params"],
    ["firewal", "compiler/definitions/firewall"],
    ["scaffold_table", "plugins-tools/mcp-server/scaffold-table"],
    ["diagnostics/firewall", "compiler/definitions/diagnostics/firewall"],
    ["index", "index"],
  ])("reads %s", (topic, slug) => {
    expect(read(topic)).toMatchObject({ found: true, slug });
  });

  it("suggests the nearest pages for an unknown topic", () => {
    expect(read("maskings-and-guards")).toMatchObject({ found: false });
    expect(read("gard")).toEqual({
      found: false,
      suggestions: expect.arrayContaining(["compiler/definitions/guards"]),
    });
    expect(read("")).toMatchObject({ found: false });
  });

  it("reads one section with its subsections only", () => {
    const result = read("firewall", "Owner mode");
    expect(result).toMatchObject({ found: true });
    if (!result.found) return;
    expect(result.markdown.startsWith("## Owner mode\n")).toBe(true);
    expect(result.markdown).not.toContain("## Soft delete");
    expect(read("firewall#owner-mode")).toEqual(result);
  });

  it("reads the section that a topic names, where one page alone has it", () => {
    expect(read("owner mode")).toEqual(read("firewall#owner-mode"));
    // Many pages have a section "Limits".
    expect(read("limits")).toMatchObject({ found: false });
  });

  it("takes an empty section for none", () => {
    expect(read("firewall", "")).toEqual(read("firewall"));
  });

  it("finds a section that moved from an index to a page below it, by its whole anchor only", () => {
    const result = read("compiler/definitions/diagnostics#firewall_missing");
    expect(result).toMatchObject({ found: true, slug: "compiler/definitions/diagnostics/firewall" });
    expect(read("compiler/definitions/diagnostics#firewall_")).toMatchObject({ found: false });
  });

  it("suggests sections for an unknown one", () => {
    const result = read("firewall", "ownership mode");
    expect(result).toEqual({
      found: false,
      suggestions: expect.arrayContaining(["compiler/definitions/firewall#owner-mode"]),
    });
  });

  it("renders a page from its title on", () => {
    const result = read("firewall");
    expect(result.found && result.markdown).toMatch(/^# Firewall - Data Isolation\n\n> /);
  });
});
