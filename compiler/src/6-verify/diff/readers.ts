import type { OperationAccess, TableAccess } from "../report-schema";
import { verdictFor } from "../rule-for-role";

/** The roles that at least one of some operations lets in, perhaps on a condition. */
export function admitted(operations: readonly OperationAccess[], roles: readonly string[]): string[] {
  return roles.filter((role) => operations.some(({ access }) => verdictFor(access, role).allowed !== "no"));
}

/** The roles that may read records of a table. */
export function readersOf({ operations }: TableAccess, roles: readonly string[]): string[] {
  return admitted(operations.filter(isReading), roles);
}

/** The operations that answer a field. */
export function answering({ operations }: TableAccess, field: string): OperationAccess[] {
  return operations.filter((own) => isReading(own) && (own.fields?.includes(field) ?? true));
}

function isReading({ operation }: OperationAccess): boolean {
  return /^(list|get|view .*)$/.test(operation);
}
