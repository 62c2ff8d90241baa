import { readDoc } from "@quickback/docs";
import { expect, it } from "vitest";
import { ERROR_META, errorResult } from "./error-result";
import { TOOL_ERROR_CODES, TOOL_ERROR_DOCS, ToolError } from "./tool-error";

it("a refusal leads with its code, in the text as in _meta, and has no structured content", () => {
  const result = errorResult(new ToolError("The name is taken.", "NAME_TAKEN"), "add_action");
  expect(result.content).toMatchObject([{ text: expect.stringMatching(/^error NAME_TAKEN: The name/) }]);
  expect(result._meta?.[ERROR_META]).toEqual({ code: "NAME_TAKEN", docs: TOOL_ERROR_DOCS });
  expect(result).not.toHaveProperty("structuredContent");
});

it("a fault of ours does not pass for the caller's", () => {
  expect(errorResult(new Error("boom"), "compile").content).toMatchObject([
    { text: expect.stringMatching(/^error INTERNAL: compile failed, which is a fault of Quickback.*boom/) },
  ]);
});

it("the docs explain every code where errors point", () => {
  const [topic = "", section = ""] = TOOL_ERROR_DOCS.split("#");
  const page = readDoc(topic, { section });
  for (const code of [...TOOL_ERROR_CODES, "INTERNAL"])
    expect(page.found ? page.markdown : "").toContain(`| \`${code}\` |`);
});
