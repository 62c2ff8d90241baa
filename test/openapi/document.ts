import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { z } from "zod";

/** A JSON Schema, or any object of an OpenAPI document. */
export type Json = Record<string, unknown>;

const content = z.record(z.string(), z.looseObject({ schema: z.record(z.string(), z.unknown()).optional() }));
const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(["query", "path"]),
  required: z.boolean().default(false),
  explode: z.boolean().default(true),
  schema: z.record(z.string(), z.unknown()),
});
const operation = z.looseObject({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(parameter).default([]),
  requestBody: z.looseObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: content.default({}) })),
});
const paths = z.record(
  z.string(),
  z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operation),
);

export type Parameter = z.infer<typeof parameter>;

/** One operation of a document, its references followed. */
export interface Operation extends z.infer<typeof operation> {
  method: string;
  /** With parameters in braces. */
  path: string;
  /** Schema of its JSON body. */
  body: Json | undefined;
}

/** A compiled project's `openapi.json`, as what answers and bodies are held against. */
export class Document {
  readonly #ajv = addFormats(new Ajv2020({ strict: true, strictTypes: false }));
  /** By schema and by its text: many operations have equal ones, and compiling one takes long. */
  readonly #validators = {
    open: { known: new WeakMap<Json, ValidateFunction>(), byText: new Map<string, ValidateFunction>() },
    closed: { known: new WeakMap<Json, ValidateFunction>(), byText: new Map<string, ValidateFunction>() },
  };
  readonly operations: Operation[];

  private constructor(readonly json: Json) {
    const found = paths.parse(this.inlined(json.paths));
    this.operations = Object.entries(found).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, given]) => {
        const body = given.requestBody?.content["application/json"]?.schema;
        return { ...given, method: method.toUpperCase(), path, body };
      }),
    );
  }

  static async of(root: string): Promise<Document> {
    return new Document(JSON.parse(await readFile(join(root, "openapi.json"), "utf8")));
  }

  /** The operation that serves a request; paths without parameters win. */
  operation(method: string, url: string): Operation | undefined {
    const [path = ""] = url.split("?");
    const fits = this.operations.filter((given) => given.method === method && pattern(given.path).test(path));
    return fits.find((given) => given.path === path) ?? fits[0];
  }

  /** Whether a value is what a schema of the document describes. */
  allows(schema: Json, value: unknown): boolean {
    return this.#validator("open", schema)(value) === true;
  }

  /**
   * What is wrong with an answer: a status that the operation does not name, a body of another type, a
   * value that its schema refuses or a property that it does not know. Empty where all is well.
   */
  problems(given: Operation, status: number, type: string, body: unknown): string {
    const named = given.responses[String(status)];
    // `default` stands for the errors of an action, which have no layer of ours, and for Better Auth's.
    const own = typeof body === "object" && body !== null && "layer" in body;
    const described = named ?? (own || status < 400 ? undefined : given.responses.default);
    if (!described) return `status ${status} is not documented`;
    const mediaTypes = Object.keys(described.content);
    if (mediaTypes.length === 0) return body === "" ? "" : "a body is not documented";
    const mediaType = mediaTypes.find((name) => name === type || name === "*/*");
    if (mediaType === undefined) return `type ${type} is not documented`;
    const { schema } = described.content[mediaType] ?? {};
    if (!schema) return "";
    const validate = this.#validator("closed", schema);
    return validate(body) ? "" : this.#ajv.errorsText(validate.errors, { dataVar: "body" });
  }

  #validator(kind: "open" | "closed", schema: Json): ValidateFunction {
    const { known, byText } = this.#validators[kind];
    const found = known.get(schema);
    if (found) return found;
    const text = JSON.stringify(schema);
    const made = byText.get(text) ?? this.#ajv.compile(kind === "open" ? schema : closed(schema));
    known.set(schema, made);
    byText.set(text, made);
    return made;
  }

  /** A part of the document with every reference replaced by what it leads to. */
  private inlined(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.inlined(item));
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...rest } = value as Json;
    const target = typeof $ref === "string" ? this.inlined(this.#resolve($ref)) : {};
    return {
      ...(target as Json),
      ...Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, this.inlined(inner)])),
    };
  }

  #resolve(pointer: string): unknown {
    return pointer
      .slice(2)
      .split("/")
      .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<unknown>((value, key) => (value as Json)[key], this.json);
  }
}

const pattern = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);

/** A schema that refuses properties it does not name, at every level. */
function closed(schema: Json): Json {
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closers[key]?.(value) ?? value]),
  );
  const open = inner.properties === undefined && inner.allOf === undefined;
  return open || inner.additionalProperties !== undefined
    ? inner
    : { ...inner, unevaluatedProperties: false };
}

const each = (value: unknown): unknown => (value as Json[]).map(closed);
const closers: Record<string, (value: unknown) => unknown> = {
  properties: (value) =>
    Object.fromEntries(Object.entries(value as Record<string, Json>).map(([key, one]) => [key, closed(one)])),
  items: (value) => closed(value as Json),
  anyOf: each,
  oneOf: each,
  // The parts see each other's properties; the whole is closed.
  allOf: (value) => (value as Json[]).map((part) => ({ ...closed(part), unevaluatedProperties: undefined })),
};
