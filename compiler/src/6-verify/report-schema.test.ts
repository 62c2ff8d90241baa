import { expect, test } from "vitest";
import { sampleModel } from "../2-model/testing/sample-model";
import { generate } from "../4-generate";
import { publishedSchema, securityReportSchema, securitySignatureSchema } from "./report-schema";
import { verify } from "./verify";

const folder = "../../schemas";

// `vitest -u` accepts a change of the format; a field that goes or changes its meaning needs a new schemaVersion.
test("the published JSON Schemas are those of the code", async () => {
  const report = publishedSchema(securityReportSchema, "Quickback security report");
  await expect(report).toMatchFileSnapshot(`${folder}/security-contracts.report.schema.json`);
  const signature = publishedSchema(securitySignatureSchema, "Quickback security report signature");
  await expect(signature).toMatchFileSnapshot(`${folder}/security-contracts.signature.schema.json`);
});

test("what a compile writes has the published form, and nothing beyond it", async () => {
  const model = sampleModel();
  const { files } = verify(model, await generate(model), {});
  const { report, signature } = model.contracts;
  for (const [path, schema] of [
    [report.path, securityReportSchema],
    [signature.path, securitySignatureSchema],
  ] as const) {
    const written: unknown = JSON.parse(files.get(path) ?? "");
    // Unknown keys are dropped by parsing.
    expect(schema.parse(written)).toEqual(written);
  }
});
