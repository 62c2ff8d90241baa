import { expect, it } from "vitest";
import {
  applications,
  applicationsPolicy,
  candidates,
  candidatesPolicy,
  jobs,
  jobsPolicy,
} from "../../testing/hiring-tables";
import { keyedRows } from "./batch-keys";
import { createEngine } from "./table-engine";
import { createTableRegistry } from "./table-registry";

it("keys come in the table's order, whichever record names one first: of two that are broken the first is told", () => {
  const registry = createTableRegistry([
    { table: jobs, policy: jobsPolicy },
    { table: candidates, policy: candidatesPolicy },
    { table: applications, policy: applicationsPolicy },
  ]);
  const engine = createEngine(applications, undefined, { registry, etag: false });
  const records = [{ candidateId: "absent" }, { jobId: "absent", candidateId: "absent" }, { jobId: null }];
  const { clientKeys } = keyedRows(
    engine,
    records.map((fields) => ({ fields, row: fields })),
  );
  expect(clientKeys.map(({ key }) => key.columns)).toEqual([["jobId"], ["candidateId"]]);
});
