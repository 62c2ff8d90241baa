import { resolve } from "node:path";
import { expect, it } from "vitest";
import { loadProject } from "../1-load/load-project";
import { checkModel } from "../3-check/check-model";
import { buildModel } from "./build-model";

const hiring = resolve(import.meta.dirname, "../../../examples/hiring");

it("builds examples/hiring without a diagnostic", async () => {
  const { model, diagnostics } = buildModel(await loadProject(hiring));
  expect(diagnostics).toEqual([]);
  expect(model && checkModel(model)).toEqual([]);
});

it("builds the same model from the same project", async () => {
  const [first, second] = [await loadProject(hiring), await loadProject(hiring)].map(buildModel);
  expect(first?.model).toBeDefined();
  expect(JSON.stringify(second?.model)).toBe(JSON.stringify(first?.model));
});
