import { buildModel } from "../../compiler/src/2-model/build-model";
import { loadTexts } from "../../compiler/src/2-model/testing/load-texts";
import { checkModel } from "../../compiler/src/3-check/check-model";
import type { Texts } from "./broken-case";
import { compileTexts } from "./compile-texts";
import type { Diagnose } from "./judge";

/**
 * The model and the checks alone, in this process: hundreds of projects in seconds. Definitions that
 * throw are left to the whole compile.
 */
export const checkTexts: Diagnose = async (files) => {
  const loaded = loadedOrThrown(files);
  if (!loaded) return compileTexts(files);
  const { model, diagnostics } = buildModel(loaded);
  const found = [...diagnostics, ...(model ? checkModel(model) : [])];
  return { ok: !found.some(({ severity }) => severity === "error"), diagnostics: found };
};

function loadedOrThrown(files: Texts): ReturnType<typeof loadTexts> | undefined {
  const below = Object.entries(files).map(([path, text]) => [path.replace(/^quickback\//, ""), text]);
  try {
    return loadTexts(Object.fromEntries(below));
  } catch {
    return undefined;
  }
}
