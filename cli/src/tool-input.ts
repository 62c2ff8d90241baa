import { z } from "zod";
import { type CommandOption, UsageError } from "./command";

const property = z.object({
  // A property of several types is read from JSON, or as text.
  type: z.enum(["string", "integer", "number", "boolean", "array", "object"]).catch("object"),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  get items() {
    return z
      .object({
        properties: z.record(z.string(), property).optional(),
        required: z.array(z.string()).optional(),
      })
      .optional();
  },
});

/** One property of a tool's input, as its JSON Schema has it. */
type ToolProperty = z.output<typeof property>;

const schema = z.object({
  properties: z.record(z.string(), property),
  required: z.array(z.string()).default([]),
});

/** A tool's input as a command line needs to know it. */
export type ToolInput = z.output<typeof schema>;

/** Reads a tool's input schema. */
export function toolInput(inputSchema: unknown): ToolInput {
  return schema.parse(inputSchema);
}

/** Text properties that may also be given by position, in order: up to the last required one, or all. */
export function positionalsOf({ properties, required }: ToolInput): string[] {
  const names = Object.keys(properties).filter(
    (name) => properties[name]?.type === "string" && !properties[name].enum,
  );
  const last = names.findLastIndex((name) => required.includes(name));
  return last === -1 ? names : names.slice(0, last + 1);
}

/** The options of a tool's command: one per property, a list's under its singular. */
export function optionsOf(input: ToolInput): CommandOption[] {
  const positionals = positionalsOf(input);
  return Object.entries(input.properties).map(([name, property]) => ({
    flags:
      property.type === "boolean"
        ? `--${kebab(name)}`
        : `--${kebab(optionName(name, property))} <${valueName(property)}>`,
    description: describe(name, property) || (positionals.includes(name) ? `the same as [${name}]` : ""),
  }));
}

/**
 * The input of a tool from a command line. Its meaning is checked by the tool itself.
 * @throws UsageError for JSON that cannot be read
 */
export function inputFrom(
  shape: ToolInput,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  positionalsOf(shape).forEach((name, index) => {
    if (args[index] !== undefined) input[name] = args[index];
  });
  for (const [name, property] of Object.entries(shape.properties)) {
    const value = options[optionName(name, property)];
    if (value !== undefined) input[name] = read(property, value, `--${kebab(optionName(name, property))}`);
  }
  return input;
}

function read(property: ToolProperty, value: unknown, flag: string): unknown {
  if (property.type === "array")
    return [value].flat().flatMap((item) => readItems(property, String(item), flag));
  if (property.type === "object")
    return Object.fromEntries([value].flat().map((item) => readEntry(item, flag)));
  if (Array.isArray(value)) throw new UsageError(`${flag} is given twice.`);
  return property.type === "string" ? String(value) : value;
}

function readItems({ items }: ToolProperty, text: string, flag: string): unknown[] {
  if (text.startsWith("[") || text.startsWith("{")) return [readJson(text, flag)].flat();
  if (items?.properties) return [readSpec(text, items.properties, items.required ?? [])];
  return text.split(",");
}

/** `path=value`, the value as JSON where it is some, else as text. */
function readEntry(item: unknown, flag: string): [key: string, value: unknown] {
  const [, key, value = ""] = /^([^=]+)=(.*)$/s.exec(String(item)) ?? [];
  if (key === undefined) throw new UsageError(`${flag} takes path=value, e.g. crud.delete.mode=hard.`);
  return [key, jsonOrText(value)];
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readJson(text: string, flag: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${flag} starts like JSON but is not: ${text.slice(0, 60)}`);
  }
}

/** `stage:enum:required:enum=a,b` → an object: required parts by position, then flags and `key=value`. */
function readSpec(
  text: string,
  properties: ToolInput["properties"],
  required: string[],
): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  const places = [...required];
  for (const part of text.split(":")) {
    const [key = "", value] = part.split("=", 2);
    const place = value === undefined && properties[part]?.type !== "boolean" ? places.shift() : undefined;
    if (place !== undefined) item[place] = part;
    else if (value === undefined) item[part] = true;
    else item[key] = readPart(properties[key]?.type, value);
  }
  return item;
}

function readPart(type: ToolProperty["type"] | undefined, value: string): unknown {
  if (type === "array") return value.split(",");
  return type === "string" ? value : jsonOrText(value);
}

function describe(
  name: string,
  { type, description, items, enum: values, default: preset }: ToolProperty,
): string {
  const parts = [description ?? ""];
  if (values) parts.push(values.join(", "));
  if (items?.properties)
    parts.push(`repeat for each of ${name}: ${specOf(items.properties, items.required ?? [])}, or JSON`);
  else if (type === "array") parts.push("repeat, or separate by commas");
  else if (type === "object") parts.push("repeat for each");
  if (preset !== undefined && preset !== false && typeof preset !== "object")
    parts.push(`default ${String(preset)}`);
  return parts.filter((part) => part !== "").join("; ");
}

function specOf(properties: ToolInput["properties"], required: string[]): string {
  const optional = Object.entries(properties).filter(([name]) => !required.includes(name));
  return [
    required.join(":"),
    ...optional.map(([name, { type }]) =>
      type === "boolean" ? `[:${name}]` : `[:${name}=${type === "array" ? "a,b" : "…"}]`,
    ),
  ].join("");
}

function optionName(name: string, { type }: ToolProperty): string {
  return type === "array" && name.endsWith("s") ? name.slice(0, -1) : name;
}

function valueName({ type, items }: ToolProperty): string {
  if (type === "integer") return "n";
  if (type === "object") return "path=value";
  return items?.properties ? "spec" : "text";
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
