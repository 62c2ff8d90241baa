import { type Expression, type ObjectExpression, parseSync, Visitor } from "oxc-parser";
import type { Sources } from "./source-edit";

const CONFIG = "quickback/quickback.config.ts";

/** Whether the configuration says `features: { organizations: false }`; what it computes is not followed. */
export function isSingleTenant(sources: Sources): boolean {
  const text = sources.get(CONFIG);
  if (text === undefined || !text.includes("organizations")) return false;
  let off = false;
  new Visitor({
    ObjectExpression: (object) => {
      const features = propertyValue(object, "features");
      if (features?.type !== "ObjectExpression") return;
      const organizations = propertyValue(features, "organizations");
      off ||= organizations?.type === "Literal" && organizations.value === false;
    },
  }).visit(parseSync(CONFIG, text, { preserveParens: false }).program);
  return off;
}

function propertyValue({ properties }: ObjectExpression, name: string): Expression | undefined {
  for (const property of properties) {
    if (property.type !== "Property" || property.computed) continue;
    const { key } = property;
    const written = key.type === "Identifier" ? key.name : key.type === "Literal" && key.value;
    if (written === name) return property.value;
  }
  return undefined;
}
