import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compileOrThrow, createProject, hiring, type Project } from "../support/project";

const page = `import { definePage } from "@quickback/compiler";

export default definePage({
  slug: "triage",
  title: "Triage",
  access: { roles: ["recruiter"] },
  dataSources: {
    open: { table: "applications", defaultSort: { field: "createdAt", order: "desc" } },
    people: { table: "candidates", displayColumns: ["name"] },
  },
  layout: {
    type: "split-panel",
    panels: [
      { id: "a", dataSource: "open", position: "left", features: ["drag-source"] },
      { id: "b", dataSource: "people", position: "right", features: ["drop-target"] },
    ],
  },
  matching: {
    rules: [
      {
        name: "same person",
        weight: 1,
        condition: { left: "open.candidateId", right: "people.id", operator: "fuzzy-match" },
      },
    ],
  },
  pageActions: { reject: { table: "applications", action: "reject" } },
});
`;

let plain: Project;
let paged: Project;
beforeAll(async () => {
  [plain, paged] = await Promise.all([createProject(hiring), createProject(hiring)]);
  await Promise.all([
    paged.write("quickback/features/hiring/pages/triage.ts", page),
    // A feature may have pages alone.
    paged.write("quickback/features/desk/pages/overview.ts", page.replace('"triage"', '"overview"')),
  ]);
  await Promise.all([compileOrThrow(plain), compileOrThrow(paged)]);
});
afterAll(() => Promise.all([plain.remove(), paged.remove()]));

it("the registry has every page with its defaults, by slug and by feature", async () => {
  const registry = JSON.parse(await readFile(join(paged.root, "schema-registry.json"), "utf8"));
  expect(Object.keys(registry.pages)).toEqual(["overview", "triage"]);
  expect(registry.pagesByFeature).toEqual({ desk: ["overview"], hiring: ["triage"] });
  expect(registry.pages.triage).toEqual({
    slug: "triage",
    feature: "hiring",
    title: "Triage",
    access: { roles: ["recruiter"] },
    dataSources: {
      open: { table: "applications", defaultSort: { field: "createdAt", order: "desc" } },
      people: { table: "candidates", displayColumns: ["name"] },
    },
    layout: {
      type: "split-panel",
      panels: [
        { id: "a", dataSource: "open", position: "left", features: ["drag-source"] },
        { id: "b", dataSource: "people", position: "right", features: ["drop-target"] },
      ],
    },
    matching: {
      enabled: true,
      confidenceThreshold: 0.5,
      rules: [
        {
          name: "same person",
          weight: 1,
          condition: { left: "open.candidateId", right: "people.id", operator: "fuzzy-match" },
        },
      ],
    },
    pageActions: { reject: { table: "applications", action: "reject" } },
  });
});

it("a page opens nothing: the API and its code are the same without it", async () => {
  const read = (project: Project, path: string) => readFile(join(project.root, path), "utf8");
  const same = [
    "openapi.json",
    "src/index.ts",
    "src/features/hiring/routes.ts",
    "src/features/hiring/policies/jobs.ts",
  ];
  for (const path of same) expect(await read(paged, path), path).toBe(await read(plain, path));
  const report = async (project: Project) =>
    JSON.parse(await read(project, "quickback/reports/security-contracts.report.json")).access;
  expect(await report(paged)).toEqual(await report(plain));
});
