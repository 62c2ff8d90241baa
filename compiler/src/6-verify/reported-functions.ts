import { createHash } from "node:crypto";
import type { AccessRule } from "../../runtime/src/lib/policy";
import type { FunctionRef } from "../2-model/project-model";
import type { EvidenceSource } from "./evidence";
import type { ReportedFunction } from "./report-schema";

/** A rule of the model as the report shows it: its functions with their place and a digest of their code. */
export function reportedRule(
  rule: AccessRule<FunctionRef>,
  feature: string,
  source: EvidenceSource,
): AccessRule<ReportedFunction> {
  const { check, or, and, ...plain } = rule;
  const nested = (branch: AccessRule<FunctionRef>) => reportedRule(branch, feature, source);
  return {
    ...plain,
    ...(check && { check: reportedFunction(check, feature, source) }),
    ...(or && { or: or.map(nested) }),
    ...(and && { and: and.map(nested) }),
  };
}

/** A function as the report shows it. */
export function reportedFunction(
  { name, position }: FunctionRef,
  feature: string,
  source: EvidenceSource,
): ReportedFunction {
  const code = codeOf(name, feature, source);
  return {
    name,
    ...(position && { definition: `${position.file}:${position.line}` }),
    ...(code !== undefined && { sha256: createHash("sha256").update(code).digest("hex") }),
  };
}

/** The function's text and that of the user's modules beside it, on which what it decides may rest. */
function codeOf(name: string, feature: string, { modules, tree }: EvidenceSource): string | undefined {
  const module = modules.get(`src/features/${feature}/functions.ts`);
  const own = module?.constants.get(name);
  if (!module || !own) return undefined;
  const sources = [...module.imports.values()].map((from) => `${from.split("#")[0]}.ts`);
  const helpers = [...new Set(sources)].filter((path) => path.startsWith("src/features/")).sort();
  return [module.text.slice(own.start, own.end), ...helpers.map((path) => tree.get(path) ?? "")].join("\n");
}
