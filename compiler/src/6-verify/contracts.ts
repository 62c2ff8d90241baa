import type { SourcePosition } from "../diagnostics/diagnostic";

/** What every compiled Hono app must keep. */
export const contracts = [
  "requireAuthGate",
  "requireFirewallScope",
  "requireGuardWiring",
  "requireMaskingUsage",
  "requireActionValidation",
  "requireUnsafeAuditTrail",
] as const;

export type Contract = (typeof contracts)[number];

/** A place where the generated code does not keep what the definitions promise. */
export interface Violation {
  contract: Contract;
  /** Generated file. */
  file: string;
  problem: string;
  /** What it concerns; absent: everything that the contract covers. */
  subject?: {
    table?: string;
    /** A whole operation (`view contact`, `action hire`) or its kind (`list`, `action`). */
    operation?: string;
  };
  /** The definition that is not kept. */
  position?: SourcePosition;
}
