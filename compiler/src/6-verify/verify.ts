import { diffPathOf } from "../1-load/read-report";
import type { ProjectModel } from "../2-model/project-model";
import { hasAuditDatabase } from "../4-generate/app/databases";
import { routesOf } from "../4-generate/route-table";
import type { SecuritySummary } from "../compile-result";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { FileTree } from "../files";
import type { ProbeResult } from "../probe-result";
import { codeDigest } from "../tree-digest";
import { CallGraph } from "./call-graph";
import type { Violation } from "./contracts";
import { type Comparison, compare } from "./diff/compare";
import type { EvidenceSource } from "./evidence";
import { ModuleData } from "./module-data";
import { checkPins } from "./pinned-code";
import { securityReport } from "./report";
import type { SecurityReport } from "./report-schema";
import { reportText } from "./report-text";
import { checkRuntime } from "./runtime-contracts";
import { runtimeEvidence } from "./runtime-evidence";
import { type Environment, signingKey, signReport } from "./signature";
import { checkTable } from "./table-contracts";
import { checkEntry, checkFeature } from "./wiring-contracts";

export interface Verification {
  report: SecurityReport;
  /** Report and signature, where they are enabled. */
  files: FileTree;
  diagnostics: Diagnostic[];
  summary: SecuritySummary;
}

/**
 * Proves on the generated code that every route of the model is wired with the policy the model
 * demands and that the runtime applies it; writes what was found down as a signed report.
 * @param tree the generated tree, as it will be written
 * @param env where the signing key may be
 * @param comparison the report to compare with, and whether a wider one may follow it
 * @param probes what probes have shown; of other code than this it says nothing
 */
export function verify(
  model: ProjectModel,
  tree: FileTree,
  env: Environment,
  comparison?: Comparison,
  probes?: ProbeResult,
): Verification {
  const { failMode, report: reportOptions, signature: signatureOptions } = model.contracts;
  const fitting = probes && probes.digest === codeDigest(tree) ? probes : undefined;
  const checked = { ...check(model, tree), ...(fitting && { probes: fitting }) };
  const { violations } = checked;
  const report = securityReport(checked);
  const severity = failMode === "warn" ? "warning" : "error";
  const compared = comparison && compare(report, comparison, model.contracts, env);
  const found: Diagnostic[] = violations.map(({ contract, problem, file, position }) => {
    const hint = `See \`${file}\`; this is a fault of the compiler if the definitions are right.`;
    return { ...diagnostics.CONTRACT_VIOLATION({ contract, problem, hint }, position), severity };
  });

  const files: FileTree = new Map();
  const signed = signatureOptions.enabled && signingKey(signatureOptions, env) !== undefined;
  if (reportOptions.enabled) {
    const text = reportText(report);
    files.set(reportOptions.path, text);
    if (signatureOptions.enabled) {
      const below = (path: string) => path.replace(/^quickback\//, "");
      const signature = signReport(
        { path: below(reportOptions.path), text },
        { path: below(diffPathOf(reportOptions.path)), text: compared?.stored },
        signatureOptions,
        env,
      );
      files.set(signatureOptions.path, `${JSON.stringify(signature, null, 2)}\n`);
    }
  }
  if (reportOptions.enabled && compared?.stored !== undefined)
    files.set(diffPathOf(reportOptions.path), compared.stored);
  found.push(...(compared?.diagnostics ?? []));
  if (signatureOptions.required && !signed) {
    const position = model.positions["compiler.securityContracts.report.signature"];
    found.push({
      ...diagnostics.SIGNATURE_KEY_MISSING({ env: signatureOptions.keyEnv }, position),
      severity,
    });
  }
  return {
    report,
    files,
    diagnostics: found,
    summary: {
      ...summaryOf(model, report, reportOptions.enabled, signed),
      ...(compared && { diff: compared.summary }),
    },
  };
}

/** Reads the generated modules and checks every contract on them. */
export function check(model: ProjectModel, tree: FileTree): EvidenceSource {
  const violations: Violation[] = [];
  const modules = new Map<string, ModuleData>();
  const inspect = (path: string, find: (module: ModuleData) => Violation[]) => {
    const text = tree.get(path);
    if (text === undefined)
      return violations.push({ contract: "requireAuthGate", file: path, problem: "the file is missing" });
    const module = new ModuleData(path, text);
    modules.set(path, module);
    return violations.push(...find(module));
  };
  for (const feature of model.features) {
    const folder = `src/features/${feature.name}`;
    for (const table of feature.tables)
      inspect(`${folder}/policies/${table.name}.ts`, (module) => checkTable(table, module));
    inspect(`${folder}/routes.ts`, (module) => checkFeature(feature, module));
    // Read for handlers and functions, in which no contract is broken but something may remain unproven.
    const handlers = feature.actions.map(({ module }) => `src/${module}.ts`);
    const functions = `${folder}/functions.ts`;
    for (const path of new Set([...handlers, ...(tree.has(functions) ? [functions] : [])]))
      inspect(path, () => []);
  }
  inspect("src/index.ts", (module) => checkEntry(model, module));
  const graph = new CallGraph(tree);
  violations.push(...checkRuntime(model, graph), ...checkPins(graph), ...checkAuditDatabase(model, tree));
  return { model, tree, modules, violations, runtime: runtimeEvidence(model, graph) };
}

/** An audited action needs its table: the schema and a migration that creates it. */
function checkAuditDatabase(model: ProjectModel, tree: FileTree): Violation[] {
  const audited = model.features.flatMap(({ actions }) => actions).find((action) => action.audited);
  if (!audited) return [];
  const position = audited.positions[audited.name];
  const folder = hasAuditDatabase(model) ? "quickback/drizzle/audit" : "quickback/drizzle";
  const wanted = ["src/db/audit-schema.ts", `${folder}/meta/_journal.json`];
  return wanted
    .filter((path) => !tree.has(path))
    .map((file) => ({
      contract: "requireUnsafeAuditTrail",
      file,
      problem: `action \`${audited.name}\` is audited, but \`${file}\` is missing`,
      ...(position && { position }),
    }));
}

function summaryOf(
  model: ProjectModel,
  report: SecurityReport,
  written: boolean,
  signed: boolean,
): SecuritySummary {
  const routes = routesOf(model);
  const tables = model.features.flatMap((feature) => feature.tables);
  return {
    status: report.summary.status,
    violations: report.summary.totalViolations,
    tables: tables.length,
    routes: routes.length,
    publicRoutes: routes.filter((route) => route.public).map(({ method, path }) => `${method} ${path}`),
    unproven: report.summary.evidence.unproven,
    maskedFields: tables.reduce((count, { masking }) => count + Object.keys(masking).length, 0),
    ...(written && { reportPath: model.contracts.report.path }),
    signed,
  };
}
