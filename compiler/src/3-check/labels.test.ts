import { expect, it } from "vitest";
import { diagnosticsOf, expectMarked, scopedJobs } from "../2-model/testing/marked";

const self = '  references: { kin: "jobs", kinId: "jobs" },';
const columns = (text: string) => scopedJobs('  references: { kin: "jobs" },', text);

it("warns of a key whose label has the name of a column", () => {
  const files = columns('\n  kin: text("kin"),\n  kin_label: text("kin_label"),');
  const found = diagnosticsOf(files);
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([["LABEL_NAME_TAKEN", "warning"]]);
  const line =
    Object.values(files)[0]
      ?.split("\n")
      .findIndex((text) => text.includes("references:")) ?? 0;
  expect(found[0]?.position?.line).toBe(line + 1);
  expect(found[0]?.message).toContain("`kin_label`");
  expect(expectMarked(columns('\n  kin: text("kin"),\n  kinLabel: text("kin_label"),'))).toEqual([]);
});

it("warns of both keys whose labels would share a name, where they stand", () => {
  const twins = (config: string) => scopedJobs(config, '\n  kin: text("kin"),\n  kinId: text("kin_id"),');
  const found = diagnosticsOf(twins(self));
  expect(found.map(({ code }) => code)).toEqual(["LABEL_NAME_TAKEN", "LABEL_NAME_TAKEN"]);
  expect(diagnosticsOf(twins('  references: { kin: "jobs" },'))).toEqual([]);
});

it("warns of keys that the statement has no room for", () => {
  const names = Array.from({ length: 95 }, (_, index) => `k${index}`);
  const files = scopedJobs(
    `  displayColumn: "title",\n  references: { ${names.map((name) => `${name}: "jobs"`).join(", ")} },`,
    names.map((name) => `\n  ${name}: text("${name}"),`).join(""),
  );
  expect(diagnosticsOf(files).every(({ code }) => code === "LABEL_TOO_MANY")).toBe(true);
  expect(diagnosticsOf(files).length).toBeGreaterThan(80);
});
