import { describe, expect, it } from "vitest";
import { buildModel } from "../../2-model/build-model";
import { loadTexts } from "../../2-model/testing/load-texts";
import { jobsWithActions } from "../../2-model/testing/marked";
import { sampleModel } from "../../2-model/testing/sample-model";
import { schemaRegistry } from "./registry";

describe("schemaRegistry", () => {
  const registry = schemaRegistry(sampleModel());

  it("holds the top level the CMS reads, and no time", () => {
    expect(Object.keys(registry)).toEqual([
      "generatedBy",
      "version",
      "features",
      "tables",
      "tablesByFeature",
      "featureActions",
      "pages",
      "pagesByFeature",
    ]);
    expect(registry).toMatchObject({
      generatedBy: "quickback-compiler",
      version: "0.7.3",
      tablesByFeature: {
        careers: ["jobPostings"],
        hiring: ["applications", "candidates", "interviews", "scores"],
      },
      featureActions: { reports: [{ name: "export", responseType: "file" }] },
      pages: {},
    });
  });

  it("describes a table with its rules", () => {
    expect(registry).toMatchObject({
      tables: {
        applications: {
          dbName: "applications",
          apiPath: "/api/v1/applications",
          feature: "hiring",
          guards: { protected: { stage: ["advance", "reject"] } },
          validation: { rating: { min: 1, max: 5 } },
          crud: {
            delete: { access: { roles: ["owner", "admin"] }, mode: "soft" },
            // Its operation's rule, and one of its own.
            batchCreate: {
              access: { roles: ["owner", "admin", "recruiter"] },
              maxBatchSize: 100,
              allowAtomic: true,
            },
            batchUpdate: { access: { roles: ["owner", "admin"] } },
            batchDelete: { access: { roles: ["owner", "admin"] }, maxBatchSize: 20, allowAtomic: false },
          },
          actions: [
            { name: "advance", inputFields: [] },
            {
              name: "reject",
              inputFields: [{ name: "reason", type: "string", required: true }],
              path: "/:id/reject",
            },
            { name: "stats", standalone: true, method: "GET" },
          ],
        },
        candidates: {
          displayColumn: "name",
          defaultSort: { field: "name", order: "asc" },
          masking: {
            notes: { type: "redact", show: { roles: ["owner", "admin"], or: "owner" }, automatic: false },
          },
          inputHints: { notes: "textarea" },
        },
        scores: { internal: true },
      },
    });
  });

  it("keeps every column, with type, default and target", () => {
    expect(registry).toMatchObject({
      tables: {
        applications: {
          columns: expect.arrayContaining([
            {
              name: "candidateId",
              dbName: "candidate_id",
              type: "string",
              primaryKey: false,
              notNull: true,
              fkTarget: "candidates",
              label: { field: "candidate_label", displayColumn: "name" },
            },
            { name: "appliedAt", dbName: "applied_at", type: "date", primaryKey: false, notNull: false },
            expect.objectContaining({
              name: "stage",
              defaultValue: "'applied'",
              enumValues: expect.any(Array),
            }),
            expect.objectContaining({ name: "deletedBy" }),
          ]),
        },
      },
    });
  });

  it("holds layouts, side effects and the presentation of actions as the definitions have them", () => {
    const definition = loadTexts(
      jobsWithActions(
        `  close: {
    description: "Close the job", input: z.object({}), access: { roles: ["owner"] }, execute: () => null,
    sideEffects: "async", cms: { confirm: "Really?", icon: "lock" },
  },
  open: { description: "Open the job", input: z.object({}), access: { roles: ["owner"] }, execute: () => null },`,
        `  inputHints: { status: "select" },
  layouts: {
    short: { sections: [
      { label: "Job", fields: ["title", "createdAt"], columns: 2 },
      { label: "Pay", fields: ["salary"], collapsed: true },
    ] },
  },`,
      ),
    );
    const { model } = buildModel(definition);
    if (!model) throw new Error("no model");
    const { tables } = schemaRegistry(model);
    expect(tables).toMatchObject({
      jobs: {
        inputHints: { status: "select" },
        layouts: {
          short: {
            sections: [
              { label: "Job", fields: ["title", "createdAt"], columns: 2, collapsed: false },
              { label: "Pay", fields: ["salary"], columns: 1, collapsed: true },
            ],
          },
        },
        actions: [
          { name: "close", sideEffects: "async", cms: { confirm: "Really?", icon: "lock" } },
          { name: "open" },
        ],
      },
    });
    expect(JSON.stringify(tables).match(/sideEffects|"cms"/g)).toEqual(["sideEffects", '"cms"']);
  });

  it("says when the project has a single tenant", () => {
    expect(schemaRegistry(sampleModel({ organizations: false }))).toHaveProperty("singleTenant", true);
    expect(registry).not.toHaveProperty("singleTenant");
  });
});
