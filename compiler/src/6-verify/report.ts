import { managedIn } from "../shared-files";
import { treeDigest } from "../tree-digest";
import { accessMatrix } from "./access-matrix";
import { type Contract, contracts } from "./contracts";
import type { EvidenceLine, EvidenceSource } from "./evidence";
import { rolesOf } from "./report-roles";
import type { SecurityReport, TableAccess } from "./report-schema";
import { reportedCredentials } from "./reported-credentials";

/** What was found, as the report that is written. */
export function securityReport(source: EvidenceSource): SecurityReport {
  const { model, violations, runtime, modules, tree } = source;
  const enabled = Object.fromEntries(contracts.map((contract) => [contract, true])) as Record<
    Contract,
    boolean
  >;
  const roles = rolesOf(model);
  const access = accessMatrix(source, roles);
  return {
    schemaVersion: "1",
    kind: "quickback-security-contract-report",
    compilerVersion: model.compilerVersion,
    failMode: model.contracts.failMode,
    contractsEnabled: true,
    destinationConfig: {
      hono: { enabled: true, ...enabled },
      rls: {
        enabled: false,
        requireDenyAnon: false,
        requireCrudPolicies: false,
        requireTenantPredicate: false,
        requireAuditTriggers: false,
        reason: `not applicable: ${model.target.database} has no row level security, so nothing is checked`,
      },
    },
    summary: {
      status: violations.length === 0 ? "pass" : "fail",
      totalViolations: violations.length,
      violationsByDestination: { hono: violations.length, rls: 0 },
      filesChecked: { hono: modules.size, rls: 0 },
      evidence: countEvidence(access),
    },
    tree: { ...treeDigest(tree), shared: managedIn(tree) },
    violations: violations.map(({ contract, file, problem, position }) => ({
      destination: "hono",
      contract,
      file,
      message: problem,
      ...(position && { definition: `${position.file}:${position.line}` }),
    })),
    runtime,
    roles,
    credentials: reportedCredentials(model),
    access,
  };
}

/** Every evidence line of the report, in its order. */
export function evidenceLines(access: readonly TableAccess[]): EvidenceLine[] {
  return access.flatMap(({ rules, operations, fields }) => [
    ...Object.values(rules).map(({ proof }) => proof),
    ...operations.flatMap(({ evidence }) => Object.values(evidence)),
    ...fields.flatMap(({ mask }) => (mask ? [mask.proof] : [])),
  ]);
}

function countEvidence(access: TableAccess[]): SecurityReport["summary"]["evidence"] {
  const lines = evidenceLines(access);
  const count = (status: string) => lines.filter((line) => line.startsWith(status)).length;
  return { pass: count("pass"), unproven: count("unproven"), fail: count("fail") };
}
