import type { ProjectModel } from "../2-model/project-model";
import { accessMatrix, type TableAccess } from "./access-matrix";
import { type Contract, contracts, type Violation } from "./contracts";

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
    >;
  };
  summary: {
    status: "pass" | "fail";
    totalViolations: number;
    violationsByDestination: { hono: number; rls: number };
    filesChecked: { hono: number; rls: number };
  };
  violations: {
    destination: "hono";
    contract: Contract;
    file: string;
    message: string;
    definition?: string;
  }[];
  /** Who may do what, table by table. */
  access: TableAccess[];
}

/** @param filesChecked number of generated files that were read */
export function securityReport(
  model: ProjectModel,
  violations: Violation[],
  filesChecked: number,
): SecurityReport {
  const enabled = Object.fromEntries(contracts.map((contract) => [contract, true])) as Record<
    Contract,
    boolean
  >;
  return {
    schemaVersion: "1",
    kind: "quickback-security-contract-report",
    compilerVersion: model.compilerVersion,
    failMode: model.contracts.failMode,
    contractsEnabled: true,
    destinationConfig: {
      hono: { enabled: true, ...enabled },
      rls: {
        enabled: true,
        requireDenyAnon: true,
        requireCrudPolicies: true,
        requireTenantPredicate: true,
        requireAuditTriggers: true,
      },
    },
    summary: {
      status: violations.length === 0 ? "pass" : "fail",
      totalViolations: violations.length,
      violationsByDestination: { hono: violations.length, rls: 0 },
      filesChecked: { hono: filesChecked, rls: 0 },
    },
    violations: violations.map(({ contract, file, problem, position }) => ({
      destination: "hono",
      contract,
      file,
      message: problem,
      ...(position && { definition: `${position.file}:${position.line}` }),
    })),
    access: accessMatrix(model),
  };
}
