import { parseSync, Visitor } from "oxc-parser";
import { CONFIG } from "./config-path";
import { findProperty } from "./insert-property";
import type { Sources } from "./source-edit";

/** Whether the configuration says `features: { organizations: false }`; what it computes is not followed. */
export function isSingleTenant(sources: Sources): boolean {
  const text = sources.get(CONFIG);
  if (text === undefined || !text.includes("organizations")) return false;
  let off = false;
  new Visitor({
    ObjectExpression: (object) => {
      const features = findProperty(object, "features")?.value;
      if (features?.type !== "ObjectExpression") return;
      const organizations = findProperty(features, "organizations")?.value;
      off ||= organizations?.type === "Literal" && organizations.value === false;
    },
  }).visit(parseSync(CONFIG, text, { preserveParens: false }).program);
  return off;
}
