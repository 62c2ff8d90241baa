import { ApiError } from "./errors";
import type { GuardPolicy } from "./policy";

/** Checks the field names of a body, prepared once per table. */
export interface Guards {
  /** @throws ApiError 400 GUARD_SYSTEM_MANAGED, GUARD_FIELD_PROTECTED or GUARD_FIELD_NOT_CREATEABLE */
  create(fields: string[]): void;
  /** @throws ApiError 400, further GUARD_FIELD_IMMUTABLE or GUARD_FIELD_NOT_UPDATABLE */
  update(fields: string[]): void;
}

/** Prepares a guard policy. `scopeColumns` are system-managed whatever the policy says. */
export function compileGuards(policy: GuardPolicy, scopeColumns: string[]): Guards {
  const system = new Set([...policy.systemManaged, ...scopeColumns]);
  const immutable = new Set(policy.immutable);
  const createable = new Set([...policy.createable, ...policy.immutable]);
  const updatable = new Set(policy.updatable);
  const isProtected = (field: string) => Object.hasOwn(policy.protected, field);

  const refuseSystem = (fields: string[]) =>
    refuse(
      fields.filter((field) => system.has(field)),
      "GUARD_SYSTEM_MANAGED",
      "Fields that the system manages cannot be written",
    );
  const refuseProtected = (fields: string[]) => {
    const field = fields.find(isProtected);
    if (field === undefined) return;
    refuse([field], "GUARD_FIELD_PROTECTED", "This field changes only through its actions", {
      actions: policy.protected[field] ?? [],
    });
  };

  return {
    create(fields) {
      refuseSystem(fields);
      refuseProtected(fields);
      refuse(
        fields.filter((field) => !createable.has(field)),
        "GUARD_FIELD_NOT_CREATEABLE",
        "These fields cannot be set on create",
      );
    },
    update(fields) {
      refuseSystem(fields);
      refuse(
        fields.filter((field) => immutable.has(field)),
        "GUARD_FIELD_IMMUTABLE",
        "These fields cannot change after create",
      );
      refuseProtected(fields);
      refuse(
        fields.filter((field) => !updatable.has(field)),
        "GUARD_FIELD_NOT_UPDATABLE",
        "These fields cannot be updated",
      );
    },
  };
}

function refuse(fields: string[], code: string, error: string, more: Record<string, unknown> = {}): void {
  if (fields.length > 0)
    throw new ApiError(400, { error, layer: "guards", code, details: { fields, ...more } });
}
