import { accessMatrix, type TableAccess } from "./access-matrix";
import { type Contract, contracts } from "./contracts";
import type { EvidenceLine, EvidenceSource } from "./evidence";
import type { RuntimeEvidence } from "./runtime-evidence";

/**
 * `security-contracts.report.json`. It has no `generatedAt`: the same definitions give the same bytes,
 * so a change of the report in version control always is a change of security.
 */
export interface SecurityReport {
  schemaVersion: "1";
  kind: "quickback-security-contract-report";
  compilerVersion: string;
  failMode: "error" | "warn";
  contractsEnabled: boolean;
  destinationConfig: {
    hono: { enabled: boolean } & Record<Contract, boolean>;
    rls: Record<
      | "enabled"
      | "requireDenyAnon"
      | "requireCrudPolicies"
      | "requireTenantPredicate"
      | "requireAuditTriggers",
      boolean
    > & { reason: string };
  };
  summary: {
    status: "pass" | "fail";
    totalViolations: number;
    violationsByDestination: { hono: number; rls: number };
    filesChecked: { hono: number; rls: number };
    /** How many evidence lines say what. */
    evidence: { pass: number; unproven: number; fail: number };
  };
  violations: {
    destination: "hono";
    contract: Contract;
    file: string;
    message: string;
    definition?: string;
  }[];
  /** The calls that evidence refers to as `runtime.<operation>`, by contract. */
  runtime: RuntimeEvidence;
  /** Who may do what, table by table. */
  access: TableAccess[];
}

/** @param filesChecked number of generated files that were read */
export function securityReport(source: EvidenceSource, filesChecked: number): SecurityReport {
  const { model, violations, runtime } = source;
  const enabled = Object.fromEntries(contracts.map((contract) => [contract, true])) as Record<
    Contract,
    boolean
  >;
  const access = accessMatrix(source);
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
      filesChecked: { hono: filesChecked, rls: 0 },
      evidence: countEvidence(access),
    },
    violations: violations.map(({ contract, file, problem, position }) => ({
      destination: "hono",
      contract,
      file,
      message: problem,
      ...(position && { definition: `${position.file}:${position.line}` }),
    })),
    runtime,
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
