import type { JsonSchema, JsonValue } from "../../2-model/project-model";

/**
 * An action's input as components: its `$defs` become components of their own, since a `$ref` inside an
 * OpenAPI document starts at the document.
 * @param name of the input among the components
 */
export function inputSchemas(name: string, input: JsonSchema): Record<string, JsonSchema> {
  const { $defs, $schema: _dialect, ...schema } = input;
  const schemas: Record<string, JsonSchema> = { [name]: relocate(schema, name) };
  if (isObject($defs)) {
    for (const [key, definition] of Object.entries($defs)) {
      if (isObject(definition)) schemas[`${name}.${key}`] = relocate(definition, name);
    }
  }
  return schemas;
}

function relocate(schema: JsonSchema, name: string): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "$ref" && typeof value === "string" ? relocatedRef(value, name) : relocateValue(value, name),
    ]),
  );
}

function relocateValue(value: JsonValue, name: string): JsonValue {
  if (Array.isArray(value)) return value.map((item) => relocateValue(item, name));
  return isObject(value) ? relocate(value, name) : value;
}

function relocatedRef(target: string, name: string): string {
  const definition = /^#\/\$defs\/([^/]+)(.*)$/.exec(target);
  if (definition) return `#/components/schemas/${name}.${definition[1]}${definition[2]}`;
  return target.startsWith("#") ? `#/components/schemas/${name}${target.slice(1)}` : target;
}

const isObject = (value: JsonValue | undefined): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
