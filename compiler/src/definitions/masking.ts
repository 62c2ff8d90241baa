import type { MaskFunction } from "../../runtime/src/lib/types";

/** Who sees the value itself. Without it nobody does. */
export interface ShowDefinition {
  /** Roles in the organization; one is enough. `["everyone"]` turns an automatic mask off. */
  roles?: readonly string[];
  /** The row's owner sees it too: the firewall's owner column, else `createdBy`. */
  or?: "owner";
}

/**
 * How a value is hidden: `email` p***@e******.com, `phone`, `ssn` and `creditCard` ******4567,
 * `name` J*** D**, `redact` [REDACTED], `custom` by a function of the value.
 */
export type MaskDefinition =
  | { type: "email" | "phone" | "ssn" | "creditCard" | "name" | "redact"; show?: ShowDefinition }
  | { type: "custom"; mask: MaskFunction; show?: ShowDefinition };
