import type { JsonSchema, ProjectModel } from "../../2-model/project-model";
import { authTables, unreturnedFields } from "../auth/auth-tables";
import { fieldSchema } from "../features/field-schema";
import { orNull, valueSchema } from "./field-json-schema";
import { ref } from "./references";

const names: Record<string, string> = {
  user: "AuthUser",
  session: "AuthSession",
  organization: "AuthOrganization",
  member: "AuthMember",
  invitation: "AuthInvitation",
  team: "AuthTeam",
  teamMember: "AuthTeamMember",
  apikey: "AuthApiKey",
};

const orNothing: JsonSchema = { type: ["object", "null"] };

/** Columns that answers give in another form than the table has them. */
const answered: Record<string, Record<string, JsonSchema>> = {
  apikey: { metadata: orNothing, permissions: orNothing },
};

/** The hash of a key; the key itself is answered once, where it is made. */
const withheld = new Set(["apikey.key"]);

/** What Better Auth's routes answer with: its records, as its own tables have them, and its errors. */
export function authSchemas({ auth, database }: ProjectModel): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = { AuthError: errorSchema };
  const tables = authTables(auth, { ...database, usePlurals: false });
  const hasTeams = tables.some(({ name }) => name === "team");
  const unreturned = unreturnedFields(auth);
  for (const { name: table, columns: all } of tables) {
    const name = names[table];
    if (name === undefined) continue;
    const columns = all.filter((column) => !withheld.has(`${table}.${column.name}`));
    const properties = columns.map((column): [string, JsonSchema] => {
      const schema = valueSchema(fieldSchema(column));
      return [column.name, column.notNull ? schema : orNull(schema)];
    });
    schemas[name] = {
      type: "object",
      properties: {
        ...Object.fromEntries(properties),
        ...answered[table],
        ...joined[table],
        ...(table === "organization" && hasTeams && { teams: { type: "array", items: ref("AuthTeam") } }),
      },
      // A field that Better Auth keeps to itself still comes along where it joins records.
      required: columns
        .filter((column) => column.notNull && !unreturned.has(`${table}.${column.name}`))
        .map((column) => column.name),
    };
  }
  return schemas;
}

/** What answers say of a record beyond its columns. */
const joined: Record<string, Record<string, JsonSchema>> = {
  member: {
    user: {
      type: "object",
      properties: {
        id: { type: "string" },
        name: { type: "string" },
        email: { type: "string" },
        image: { type: ["string", "null"] },
      },
      required: ["id", "name", "email"],
    },
  },
  organization: {
    members: { type: "array", items: ref("AuthMember") },
    invitations: { type: "array", items: ref("AuthInvitation") },
  },
};

/** The envelope of Better Auth's own errors. */
const errorSchema: JsonSchema = {
  type: "object",
  properties: { code: { type: "string" }, message: { type: "string" } },
};
