import { describe, expect, it } from "vitest";
import { applyEdits, diagnosticsOf, expectMarked, scopedJobs } from "../2-model/testing/marked";

const list = `  crud: { list: { access: { roles: ["admin"] } } },`;
const path = "features/work/pages/board.ts";

/** A page over `jobs`; each part is a line that a test may spoil. */
function page(over: Record<string, string> = {}, file = path, table = list) {
  const lines = {
    slug: `slug: "board",`,
    title: `title: "Board",`,
    feature: `feature: "work",`,
    access: `access: { roles: ["admin"] },`,
    open: `open: { table: "jobs", defaultSort: { field: "title" }, displayColumns: ["title"] },`,
    closed: `closed: { table: "jobs" },`,
    left: `{ id: "a", dataSource: "open", position: "left", features: ["drag-source"] },`,
    right: `{ id: "b", dataSource: "closed", position: "right", features: ["drop-target"] },`,
    rule: `{ name: "same", weight: 1, condition: { left: "open.salary", right: "closed.salary", operator: "abs-equals" } },`,
    action: `done: { table: "jobs", action: "close" },`,
    ...over,
  };
  return {
    ...scopedJobs(table),
    "features/work/actions.ts": `import { defineActions } from "@quickback/compiler";
import { z } from "zod";
import { jobs } from "./jobs";
export default defineActions(jobs, {
  close: { description: "Close it", input: z.object({}), access: { roles: ["admin"] }, execute: () => null },
});
`,
    [file]: `import { definePage } from "@quickback/compiler";
export default definePage({
  ${lines.slug}
  ${lines.title}
  ${lines.feature}
  ${lines.access}
  dataSources: {
    ${lines.open}
    ${lines.closed}
  },
  layout: { type: "split-panel", panels: [
    ${lines.left}
    ${lines.right}
  ] },
  matching: { rules: [
    ${lines.rule}
  ] },
  pageActions: {
    ${lines.action}
  },
});
`,
  };
}

describe("pages", () => {
  it("are fine as they should be", () => expectMarked(page()));

  it.each([
    ["title", `titel: "Board", // !UNKNOWN_KEY`],
    ["access", `access: { roles: ["*"] }, // !ACCESS_WILDCARD`],
    ["feature", `feature: "other", // !PAGE_FEATURE_MISMATCH`],
    ["open", `open: { table: "jbos" }, // !PAGE_NAME_UNKNOWN`],
    ["open", `open: { table: "jobs", defaultSort: { field: "titel" } }, // !COLUMN_UNKNOWN`],
    ["open", `open: { table: "jobs", displayColumns: ["title", "titel"] }, // !COLUMN_UNKNOWN`],
    ["left", `{ id: "a", dataSource: "opne", position: "left" }, // !PAGE_NAME_UNKNOWN`],
    [
      "rule",
      `{ name: "x", weight: 1, condition: { left: "opne.salary", right: "closed.salary", operator: "abs-equals" } }, // !PAGE_NAME_UNKNOWN`,
    ],
    ["action", `done: { table: "jobs", action: "clsoe" }, // !PAGE_NAME_UNKNOWN`],
    ["action", `done: { table: "jbos", action: "close" }, // !PAGE_NAME_UNKNOWN`],
  ])("%s: %s, with an edit that mends it", (line, text) => {
    const broken = page({ [line]: text });
    expect(diagnosticsOf(applyEdits(broken, expectMarked(broken)))).toEqual([]);
  });

  it.each([
    [
      "rule",
      `{ name: "x", weight: 0, condition: { left: "open.id", right: "closed.id", operator: "abs-equals" } }, // !INVALID_VALUE`,
    ],
    [
      "rule",
      `{ name: "x", weight: 1, condition: { left: "open.salry", right: "closed.salary", operator: "abs-equals" } }, // !COLUMN_UNKNOWN`,
    ],
    ["left", `{ id: "a", dataSource: "open", position: "top" }, // !INVALID_VALUE`],
    ["slug", `slug: "Board", // !NAME_INVALID`],
    ["title", "// the title is missing"],
  ])("%s: %s", (line, text) => {
    const found = diagnosticsOf(page({ [line]: text }));
    expect(found).toHaveLength(1);
    if (text.includes("!")) expectMarked(page({ [line]: text }));
    else expect(found[0]?.code).toBe("MISSING_KEY");
  });

  it("are in a file of their name, each with a name of its own", () => {
    const moved = page({ slug: `slug: "boards", // !PAGE_FILE_MISMATCH` });
    expect(diagnosticsOf(applyEdits(moved, expectMarked(moved)))).toEqual([]);
    const twice = page({ feature: "" });
    const other = page(
      { feature: "", slug: `slug: "board", // !PAGE_DUPLICATE` },
      "features/zoo/pages/board.ts",
    );
    expectMarked({ ...twice, ...other });
  });

  it("show only tables that can be listed, and no internal ones", () => {
    const open = `open: { table: "jobs" }, // !PAGE_SOURCE_UNREADABLE`;
    const closed = `closed: { table: "jobs" }, // !PAGE_SOURCE_UNREADABLE`;
    expectMarked(page({ open, closed }, path, ""));
  });
});
