import { describe, expect, it } from "vitest";
import { compileAccess } from "../../runtime/src/lib/access";
import type { RuntimeAccess } from "../../runtime/src/lib/types";
import { sampleModel } from "../2-model/testing/sample-model";
import { admitsAnonymous, routesOf } from "./route-table";

const line = ({ method, path, operationId, public: open }: ReturnType<typeof routesOf>[number]) =>
  `${method} ${path} ${operationId}${open ? " PUBLIC" : ""}`;

describe("routesOf", () => {
  const routes = routesOf(sampleModel());

  it("lists the routes of a table with its views and actions, static paths before /:id", () => {
    expect(routes.filter(({ table }) => table === "applications").map(line)).toEqual([
      "GET /api/v1/applications/stats applicationsStats",
      "POST /api/v1/applications/batch batchCreateApplications",
      "PATCH /api/v1/applications/batch batchUpdateApplications",
      "DELETE /api/v1/applications/batch batchDeleteApplications",
      "GET /api/v1/applications listApplications",
      "POST /api/v1/applications createApplications",
      "GET /api/v1/applications/:id getApplications",
      "PATCH /api/v1/applications/:id updateApplications",
      "DELETE /api/v1/applications/:id deleteApplications",
      "POST /api/v1/applications/:id/advance applicationsAdvance",
      "POST /api/v1/applications/:id/reject applicationsReject",
    ]);
    expect(routes.filter(({ view }) => view).map(line)).toEqual([
      "GET /api/v1/candidates/views/contact getCandidatesViewContact",
      "GET /api/v1/candidates/views/directory getCandidatesViewDirectory",
    ]);
  });

  it("marks the routes that a caller without a session may pass", () => {
    expect(routes.filter((route) => route.public).map(line)).toEqual([
      "POST /api/v1/job-postings/contact jobPostingsContact PUBLIC",
      "GET /api/v1/job-postings listJobPostings PUBLIC",
      "GET /api/v1/job-postings/:id getJobPostings PUBLIC",
    ]);
  });

  it("mounts a tableless feature's actions under the feature and gives internal tables no route", () => {
    expect(routes.filter(({ feature }) => feature === "reports").map(line)).toEqual([
      "GET /api/v1/reports/export reportsExport",
    ]);
    expect(routes.some(({ table }) => table === "scores")).toBe(false);
  });

  it("names every operation once", () => {
    expect(new Set(routes.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });
});

describe("admitsAnonymous", () => {
  it.each([
    [{ roles: ["PUBLIC"] }, true],
    [{ roles: ["PUBLIC"], record: { published: { equals: true } } }, true],
    [{ or: [{ roles: ["admin"] }, { roles: ["PUBLIC"] }] }, true],
    [{ and: [{ roles: ["PUBLIC"] }, { record: { published: { equals: true } } }] }, true],
    [{ roles: ["PUBLIC"], userRole: ["admin"] }, false],
    [{ and: [{ roles: ["PUBLIC"] }, { roles: ["member"] }] }, false],
    [{ record: { published: { equals: true } } }, false],
    [{ check: () => true }, false],
    [{ roles: ["admin"] }, false],
    [{}, false],
    [{ or: [] }, false],
  ])("%j → %s", (rule, expected) => {
    expect(admitsAnonymous(rule)).toBe(expected);
  });

  it("agrees with what the running app decides, over every rule of two levels", () => {
    const clauses: RuntimeAccess[] = [
      {},
      { roles: ["PUBLIC"] },
      { roles: ["admin"] },
      { userRole: ["admin"] },
      { record: { title: { equals: "x" } } },
      { check: () => true },
    ];
    const pairs = clauses.flatMap((one) => clauses.map((other) => [one, other]));
    const rules = pairs.flatMap(([one = {}, other = {}]) => [
      { ...one, ...other },
      { or: [one, other] },
      { and: [one, other] },
      { ...one, or: [other] },
      { ...one, and: [other, { or: [one, other] }] },
    ]);
    const disagree = rules.filter(
      (rule) => admitsAnonymous(rule) !== compileAccess(rule, undefined).admitsAnonymous,
    );
    expect(disagree).toEqual([]);
    expect(rules.filter(admitsAnonymous).length).toBeGreaterThan(20);
  });
});
