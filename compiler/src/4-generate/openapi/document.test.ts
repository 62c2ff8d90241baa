import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonSchema } from "../../2-model/project-model";
import { action, column, project, table } from "../../2-model/testing/builders";
import { sampleModel } from "../../2-model/testing/sample-model";
import { routesOf } from "../route-table";
import { openApiDocument } from "./document";

const types = ["string", "number", "integer", "boolean", "null", "array", "object"] as const;

/** A JSON Schema of 2020-12: known keywords only, each with the kind of argument the standard wants. */
const jsonSchema: z.ZodType = z.lazy(() =>
  z.strictObject({
    $ref: z.string().startsWith("#/").optional(),
    type: z.union([z.enum(types), z.array(z.enum(types)).nonempty()]).optional(),
    enum: z.array(z.json()).nonempty().optional(),
    const: z.json().optional(),
    default: z.json().optional(),
    description: z.string().optional(),
    format: z.string().optional(),
    pattern: z
      .string()
      .refine((text) => new RegExp(text))
      .optional(),
    contentEncoding: z.literal("base64").optional(),
    minLength: z.int().min(0).optional(),
    maxLength: z.int().min(0).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minProperties: z.int().min(0).optional(),
    maxItems: z.int().min(0).optional(),
    items: jsonSchema.optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), jsonSchema]).optional(),
    allOf: z.array(jsonSchema).nonempty().optional(),
    anyOf: z.array(jsonSchema).nonempty().optional(),
  }),
);

const ref = z.strictObject({ $ref: z.string().startsWith("#/components/") });
const orRef = <Type extends z.ZodType>(type: Type) => z.union([ref, type]);
const content = z.record(z.string(), z.strictObject({ schema: jsonSchema.optional() }));
const header = z.strictObject({ description: z.string(), schema: jsonSchema });
const parameter = z.strictObject({
  name: z.string().min(1),
  in: z.enum(["query", "path"]),
  description: z.string().optional(),
  required: z.boolean().optional(),
  style: z.literal("form").optional(),
  explode: z.boolean().optional(),
  schema: jsonSchema,
});
const response = z.strictObject({
  description: z.string().min(1),
  headers: z.record(z.string(), orRef(header)).optional(),
  content: content.optional(),
});
const componentNames = z.string().regex(/^[\w.-]+$/);
const components = <Type extends z.ZodType>(type: Type) => z.record(componentNames, type);

const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z]\w*$/i),
  tags: z.array(z.string()).length(1),
  summary: z.string().optional(),
  security: z.array(z.never()).optional(),
  parameters: z.array(orRef(parameter)).optional(),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^(\d{3}|default)$/), orRef(response)),
  "x-access": z.record(z.string(), z.json()).optional(),
  "x-max-batch-size": z.int().min(1).max(100).optional(),
});
const methods = z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operation);

/** OpenAPI 3.1, as far as the compiler uses it. */
const openApi = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.tuple([z.strictObject({ url: z.literal("/") })]),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  tags: z.array(z.strictObject({ name: z.string() })),
  paths: z.record(z.string().startsWith("/"), methods),
  components: z.strictObject({
    schemas: components(jsonSchema),
    parameters: components(parameter),
    headers: components(header),
    responses: components(response),
    securitySchemes: components(z.looseObject({ type: z.string() })),
  }),
});

type Document = z.infer<typeof openApi>;
type Operation = z.infer<typeof operation>;

const describeApp = (model = sampleModel()): Document => openApi.parse(openApiDocument(model));

const operationsOf = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, found]) => ({ path, method, operation: operation.parse(found) })),
  );

function find(document: Document, operationId: string): Operation {
  const found = operationsOf(document).find((entry) => entry.operation.operationId === operationId);
  if (!found) throw new Error(`No operation ${operationId}`);
  return found.operation;
}

/** What a JSON pointer points at; `undefined` where it leads nowhere. */
function resolve(document: Document, pointer: string): unknown {
  return pointer
    .slice(2)
    .split("/")
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (value, key) => (Object.hasOwn(Object(value), key) ? Object(value)[key] : undefined),
      document,
    );
}

function parametersOf(document: Document, operationId: string): z.infer<typeof parameter>[] {
  return (find(document, operationId).parameters ?? []).map((given) =>
    "$ref" in given ? parameter.parse(resolve(document, given.$ref)) : given,
  );
}

/** Status → error codes of an operation. */
function codesOf(document: Document, operationId: string): Record<string, unknown> {
  const errors = z.object({
    content: z.object({
      "application/json": z.object({
        schema: z.object({
          allOf: z.tuple([
            z.unknown(),
            z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) }),
          ]),
        }),
      }),
    }),
  });
  return Object.fromEntries(
    Object.entries(find(document, operationId).responses)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, given]) => {
        const found = errors.parse("$ref" in given ? resolve(document, given.$ref) : given);
        return [status, found.content["application/json"].schema.allOf[1].properties.code.enum];
      }),
  );
}

describe("the OpenAPI document", () => {
  it("says of every operation what an app without its variables answers", () => {
    const document = describeApp();
    const reference = "#/components/responses/Error503.MISSING_ENV";
    for (const { operation } of operationsOf(document))
      expect(operation.responses[503], operation.operationId).toEqual({ $ref: reference });
    expect(resolve(document, `${reference}/content/application~1json/schema/allOf/1/properties`)).toEqual({
      code: { enum: ["MISSING_ENV"] },
      missing: { type: "array", items: { type: "string" } },
    });
  });

  const document = describeApp();

  it("has no reference that leads nowhere", () => {
    const pointers = Array.from(
      JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g),
      ([, target]) => target ?? "",
    );
    expect(pointers.length).toBeGreaterThan(50);
    expect(pointers.filter((target) => resolve(document, target) === undefined)).toEqual([]);
  });

  it("names every operation once and declares every path parameter", () => {
    const operations = operationsOf(document);
    expect(new Set(operations.map((entry) => entry.operation.operationId)).size).toBe(operations.length);
    for (const {
      path,
      operation: { operationId },
    } of operations) {
      const declared = parametersOf(document, operationId).filter((given) => given.in === "path");
      expect(declared.map(({ name }) => name)).toEqual(
        Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name),
      );
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  });

  it("gives no operation two parameters of one name", () => {
    for (const {
      operation: { operationId },
    } of operationsOf(document)) {
      const names = parametersOf(document, operationId).map((given) => `${given.in} ${given.name}`);
      expect(names.length).toBe(new Set(names).size);
    }
  });

  it("describes the routes of the route table, no more below /api/v1 and no fewer", () => {
    const described = operationsOf(document)
      .filter(({ path }) => /^\/api\/v1\/(?!schema$|system\/)/.test(path))
      .map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    const routes = routesOf(sampleModel()).map(
      ({ method, path }) => `${method} ${path.replace(":id", "{id}")}`,
    );
    expect(described.sort()).toEqual(routes.sort());
  });

  it("describes what a batch takes and answers", () => {
    const update = find(document, "batchUpdateApplications");
    expect(update).toMatchObject({
      "x-max-batch-size": 100,
      "x-access": { roles: ["owner", "admin"] },
      requestBody: {
        content: {
          "application/json": {
            schema: {
              properties: {
                records: { maxItems: 100, items: { $ref: "#/components/schemas/ApplicationsBatchUpdate" } },
                options: { properties: { atomic: { type: "boolean" } }, additionalProperties: false },
              },
              required: ["records"],
              additionalProperties: false,
            },
          },
        },
      },
    });
    expect(Object.keys(update.responses)).toEqual(
      expect.arrayContaining(["200", "207", "400", "401", "403", "413"]),
    );
    expect(document.components.schemas.ApplicationsBatchUpdate).toMatchObject({
      properties: { id: { type: "string" }, rating: { minimum: 1, maximum: 5 } },
      required: ["id"],
      minProperties: 2,
    });
    expect(codesOf(document, "batchUpdateApplications")[400]).toEqual(
      expect.arrayContaining(["BATCH_ATOMIC_FAILED", "BATCH_MISSING_IDS", "BATCH_SIZE_EXCEEDED"]),
    );
    expect(find(document, "batchDeleteApplications").requestBody?.content).toMatchObject({
      "application/json": {
        schema: {
          properties: { ids: { maxItems: 20 }, options: { properties: { atomic: { const: false } } } },
        },
      },
    });
    expect(Object.keys(find(document, "putJobPostings").responses)).toEqual(
      expect.arrayContaining(["200", "201"]),
    );
  });

  it("asks for no credentials exactly where a route is PUBLIC", () => {
    const open = operationsOf(document).filter((entry) => entry.operation.security);
    expect(
      open.filter(({ path }) => path.startsWith("/api/v1/")).map((entry) => entry.operation.operationId),
    ).toEqual(["jobPostingsContact", "listJobPostings", "getJobPostings", "getEmailStatus"]);
    expect(document.security).toEqual([{ bearerAuth: [] }, { cookieAuth: [] }]);
  });

  it("offers filters by type, none for columns that everyone sees masked", () => {
    const names = parametersOf(document, "listCandidates").map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["limit", "sort", "name", "name.like", "source", "source.in"]),
    );
    expect(names.filter((name) => name.startsWith("cardNumber"))).toEqual([]);
    const rating = parametersOf(document, "listApplications").filter(({ name }) => name.startsWith("rating"));
    expect(rating.map(({ name }) => name)).toEqual([
      "rating",
      "rating.ne",
      "rating.gt",
      "rating.gte",
      "rating.lt",
      "rating.lte",
      "rating.in",
    ]);
    expect(rating[0]?.schema).toEqual({ type: "integer" });
    expect(parametersOf(document, "listJobPostings").map(({ name }) => name)).not.toContain("published.like");
    expect(parametersOf(document, "listApplications").map(({ name }) => name)).not.toContain("answers");
  });

  it("offers a view only the filters of its own columns", () => {
    const names = parametersOf(document, "getCandidatesViewDirectory").map(({ name }) => name);
    expect(names).toContain("source");
    expect(names).not.toContain("email");
  });

  it("says what a masked value may look like", () => {
    const properties = z.object({ properties: z.record(z.string(), z.json()) });
    const candidate = properties.parse(document.components.schemas.Candidates).properties;
    expect(candidate.email).toEqual({ type: "string", description: "Masked for some callers" });
    expect(candidate.source).toEqual({ type: "string", enum: ["referral", "website"] });
  });

  it("names the codes each route can refuse with", () => {
    expect(codesOf(document, "updateApplications")).toEqual({
      400: [
        "FK_NOT_FOUND",
        "GUARD_FIELD_NOT_UPDATABLE",
        "GUARD_FIELD_PROTECTED",
        "GUARD_SYSTEM_MANAGED",
        "INVALID_JSON",
        "NOT_NULL_VIOLATION",
        "ORG_REQUIRED",
        "VALIDATION_FAILED",
      ],
      401: ["AUTH_EXPIRED", "AUTH_INVALID_TOKEN", "AUTH_MISSING"],
      403: [
        "ACCESS_CROSS_TENANT_FORBIDDEN",
        "ACCESS_ORIGIN_FORBIDDEN",
        "ACCESS_ROLE_REQUIRED",
        "FIREWALL_NOT_FOUND",
      ],
      409: ["UNIQUE_VIOLATION"],
      413: ["PAYLOAD_TOO_LARGE"],
      500: ["INTERNAL_SERVER_ERROR"],
      503: ["MISSING_ENV"],
    });
    expect(codesOf(document, "getInterviews")).toMatchObject({ 404: ["NOT_FOUND"] });
    expect(codesOf(document, "listJobPostings")).not.toHaveProperty("401");
    expect(codesOf(document, "applicationsReject")[403]).toContain("ACCESS_CONDITION_FAILED");
  });

  it("answers 304 on reads where ETags are on", () => {
    expect(find(document, "listCandidates").responses).toHaveProperty("304");
    expect(find(document, "getCandidates").responses).toHaveProperty("304");
    expect(find(document, "createCandidates").responses).not.toHaveProperty("304");
    expect(find(describeApp(sampleModel({ etag: false })), "getCandidates").responses).not.toHaveProperty(
      "304",
    );
  });

  it("takes a GET action's input from the query and another's from the body", () => {
    expect(parametersOf(document, "reportsExport").map(({ name, required }) => [name, required])).toEqual([
      ["month", true],
      ["limit", undefined],
    ]);
    expect(find(document, "applicationsReject").requestBody).toEqual({
      required: true,
      content: { "application/json": { schema: { $ref: "#/components/schemas/ApplicationsRejectInput" } } },
    });
    expect(find(document, "applicationsAdvance").requestBody?.required).toBe(false);
  });

  it("shows access rules, a function by its name", () => {
    expect(find(document, "listJobPostings")["x-access"]).toEqual({
      or: [{ roles: ["PUBLIC"], record: { published: { equals: true } } }, { userRole: ["admin"] }],
    });
    expect(find(document, "getCandidates")["x-access"]).toEqual({ check: "candidatesGetAccess" });
  });

  it("has organizations only where the project does", () => {
    const single = describeApp(sampleModel({ organizations: false }));
    expect(parametersOf(single, "listCandidates").map(({ name }) => name)).not.toContain("organizationId");
    expect(codesOf(single, "getCandidates")[403]).not.toContain("ACCESS_CROSS_TENANT_FORBIDDEN");
  });
});

describe("teams", () => {
  const boards = table("work", "boards", [], {
    firewall: {
      scopes: [{ kind: "team", column: "teamId", source: "activeTeamId" }],
      errorMode: "reveal",
      exception: false,
    },
    crud: { list: { access: { roles: ["member"] }, pageSize: 50, maxPageSize: 100 } },
  });
  const features = [{ name: "work", tables: [boards], actions: [], modules: [] }];

  it("bring their routes and their refusal, and are absent elsewhere", () => {
    const { auth } = project([]);
    const plugins = [{ name: "organization" as const, options: { teams: { enabled: true } } }];
    const document = describeApp(project(features, { auth: { ...auth, plugins } }));
    expect(Object.keys(document.paths)).toContain("/auth/v1/organization/set-active-team");
    expect(codesOf(document, "listBoards")[400]).toEqual(["TEAM_REQUIRED", "VALIDATION_FAILED"]);
    expect(Object.keys(describeApp().paths).join()).not.toContain("team");
    expect(codesOf(describeApp(), "listCandidates")[400]).not.toContain("TEAM_REQUIRED");
  });
});

describe("what projects may hold", () => {
  const withAction = (input: JsonSchema) =>
    project([
      {
        name: "shop",
        tables: [],
        actions: [action("shop", "sum", { standalone: true, input })],
        modules: [],
      },
    ]);

  it("moves the definitions of a recursive input to the components", () => {
    const document = describeApp(
      withAction({
        $schema: "https://json-schema.org/draft/2020-12/schema",
        type: "object",
        properties: { root: { $ref: "#/$defs/node" }, self: { $ref: "#" } },
        $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" } } } },
      }),
    );
    expect(document.components.schemas.ShopSumInput).toEqual({
      type: "object",
      properties: {
        root: { $ref: "#/components/schemas/ShopSumInput.node" },
        self: { $ref: "#/components/schemas/ShopSumInput" },
      },
    });
    expect(document.components.schemas["ShopSumInput.node"]).toEqual({
      type: "object",
      properties: { next: { $ref: "#/components/schemas/ShopSumInput.node" } },
    });
  });

  it("keeps apart parameters of one name and other types, and columns named like parameters", () => {
    const crud = { list: { access: {}, pageSize: 50, maxPageSize: 100 } };
    const one = table("shop", "ones", [column("code"), column("Total"), column("limit")], { crud });
    const two = table("shop", "twos", [column("code", { dataType: "number", sqlType: "integer" })], { crud });
    const document = describeApp(project([{ name: "shop", tables: [one, two], actions: [], modules: [] }]));
    const schemaOf = (operationId: string, name: string) =>
      parametersOf(document, operationId)
        .filter((given) => given.name === name)
        .map(({ schema }) => schema);
    expect(schemaOf("listOnes", "code")).toEqual([{ type: "string" }]);
    expect(schemaOf("listTwos", "code")).toEqual([{ type: "integer" }]);
    expect(schemaOf("listOnes", "Total")).toEqual([{ type: "string" }]);
    expect(schemaOf("listOnes", "total")).toEqual([{ type: "boolean", default: false }]);
    expect(schemaOf("listOnes", "limit")).toMatchObject([{ type: "integer" }]);
  });
});
