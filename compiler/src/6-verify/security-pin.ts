import type { Contract } from "./contracts";

/** What a function of the runtime must do for others to be right, where no answer of an app would show its absence. */
export interface SecurityPin {
  function: string;
  contract: Contract;
  /** Ends the sentence "it has to see to it that …". */
  says: string;
  /** Statements or expressions that must stand in it; `_` stands for anything. */
  code: string[];
}

/** Makes the pins of a contract. */
export const pin =
  (contract: Contract) =>
  (name: string, says: string, ...code: string[]): SecurityPin => ({
    function: `src/${name}`,
    contract,
    says,
    code,
  });

export const gate = pin("requireAuthGate");
export const scope = pin("requireFirewallScope");
export const mask = pin("requireMaskingUsage");
export const audit = pin("requireUnsafeAuditTrail");
export const guard = pin("requireGuardWiring");
