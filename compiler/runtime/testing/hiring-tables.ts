import { type AnySQLiteColumn, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import type { RuntimeTablePolicy } from "../src/lib/types";

/** What the app fills in every table. */
const systemManaged = ["id", "createdAt", "createdBy", "modifiedAt", "modifiedBy", "deletedAt", "deletedBy"];

/** A small hiring app, written as the compiler writes it, for tests of the runtime. */

const audit = {
  createdAt: text("created_at").notNull(),
  createdBy: text("created_by"),
  modifiedAt: text("modified_at").notNull(),
  modifiedBy: text("modified_by"),
  deletedAt: text("deleted_at"),
  deletedBy: text("deleted_by"),
};

export const jobs = sqliteTable("jobs", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  status: text("status").notNull().default("draft"),
  salary: integer("salary"),
  remote: integer("remote", { mode: "boolean" }),
  opensAt: integer("opens_at", { mode: "timestamp" }),
  code: text("code").unique(),
  parentId: text("parent_id").references((): AnySQLiteColumn => jobs.id),
  ...audit,
});

export const candidates = sqliteTable("candidates", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  email: text("email").notNull(),
  notes: text("notes"),
  stage: text("stage").notNull().default("new"),
  ...audit,
});

export const applications = sqliteTable("applications", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  jobId: text("job_id")
    .notNull()
    .references(() => jobs.id),
  candidateId: text("candidate_id").references(() => candidates.id),
  stage: text("stage").notNull().default("applied"),
  ...audit,
});

export const scores = sqliteTable("scores", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  applicationId: text("application_id")
    .notNull()
    .references(() => applications.id),
  score: integer("score").notNull(),
  ...audit,
});

export const interviews = sqliteTable("interviews", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  ownerId: text("owner_id").notNull(),
  feedback: text("feedback"),
  ...audit,
});

export const postings = sqliteTable("postings", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  published: integer("published", { mode: "boolean" }).notNull().default(false),
  ...audit,
});

export const DDL = `
create table jobs (id text primary key, organization_id text not null, title text not null, status text not null default 'draft',
  salary integer, remote integer, opens_at integer, code text unique, parent_id text references jobs(id), AUDIT);
create table candidates (id text primary key, organization_id text not null, name text not null, email text not null, notes text,
  stage text not null default 'new', AUDIT);
create table applications (id text primary key, organization_id text not null, job_id text not null references jobs(id),
  candidate_id text references candidates(id), stage text not null default 'applied', AUDIT);
create table scores (id text primary key, organization_id text not null, application_id text not null references applications(id),
  score integer not null, AUDIT);
create table interviews (id text primary key, organization_id text not null, owner_id text not null, feedback text, AUDIT);
create table postings (id text primary key, title text not null, published integer not null default 0, AUDIT);
create table secrets (id text primary key, value text)`.replaceAll(
  "AUDIT",
  `created_at text not null, created_by text, modified_at text not null, modified_by text, deleted_at text, deleted_by text`,
);

const organization = { kind: "organization", column: "organizationId", source: "activeOrgId" } as const;
const staff = { roles: ["owner", "admin", "recruiter"] };
const members = { roles: ["owner", "admin", "recruiter", "member"] };
const batch = { maxBatchSize: 100, allowAtomic: true };
const all = (access: { roles: string[] }) => ({
  list: { access, pageSize: 50, maxPageSize: 100 },
  get: { access },
  create: { access },
  update: { access },
  delete: { access, mode: "soft" as const },
  batchCreate: batch,
  batchUpdate: batch,
  batchDelete: batch,
});

function policy(
  name: string,
  prefix: string,
  rest: Partial<RuntimeTablePolicy> & Pick<RuntimeTablePolicy, "crud">,
): RuntimeTablePolicy {
  return {
    name,
    path: name,
    id: { column: "id", generate: "prefixed", prefix },
    firewall: { scopes: [organization], softDelete: "deletedAt", errorMode: "reveal", exception: false },
    guards: { createable: [], updatable: [], immutable: [], protected: {}, systemManaged },
    masking: {},
    views: {},
    labels: [],
    defaultSort: [{ field: "createdAt", order: "desc" }],
    searchable: [],
    audit: true,
    ...rest,
  };
}

const guards = (fields: string[], more: Partial<RuntimeTablePolicy["guards"]> = {}) => ({
  createable: fields,
  updatable: fields,
  immutable: [],
  protected: {},
  systemManaged,
  ...more,
});

export const jobsPolicy = policy("jobs", "jbs", {
  crud: {
    ...all(staff),
    list: { access: members, pageSize: 50, maxPageSize: 100 },
    get: { access: members },
  },
  guards: guards(["title", "status", "salary", "remote", "opensAt", "code", "parentId"]),
  searchable: ["title", "status"],
});

export const candidatesPolicy = policy("candidates", "cnd", {
  crud: {
    ...all(staff),
    list: { access: members, pageSize: 20, maxPageSize: 100 },
    get: { access: members },
    update: {
      access: {
        or: [
          { roles: ["owner", "admin"] },
          { roles: ["recruiter"], record: { createdBy: { equals: "$ctx.userId" } } },
        ],
      },
    },
    delete: { access: { roles: ["admin"], record: { stage: { notEquals: "hired" } } }, mode: "soft" },
  },
  guards: {
    createable: ["name", "notes"],
    updatable: ["name", "notes"],
    immutable: ["email"],
    protected: { stage: ["advance", "reject"] },
    systemManaged,
  },
  masking: {
    email: { type: "email", roles: ["owner", "admin", "recruiter"] },
    notes: { type: "redact", roles: ["owner", "admin"], ownerColumn: "createdBy" },
  },
  views: {
    directory: { fields: ["id", "name"], access: members },
    contact: { fields: ["id", "name", "email"], access: staff },
  },
  searchable: ["name", "email", "notes"],
});

export const applicationsPolicy = policy("applications", "app", {
  crud: all(staff),
  guards: guards(["jobId", "candidateId"]),
});

export const scoresPolicy = policy("scores", "scr", { crud: {} });

export const interviewsPolicy = policy("interviews", "int", {
  firewall: {
    scopes: [
      organization,
      { kind: "owner", column: "ownerId", source: "userId", exceptRoles: ["owner", "admin"] },
    ],
    errorMode: "hide",
    exception: false,
  },
  crud: { ...all(members), delete: { access: members, mode: "hard" } },
  guards: guards(["feedback"]),
});

const published = {
  or: [{ roles: ["PUBLIC"], record: { published: { equals: true } } }, { userRole: ["admin"] }],
};

export const postingsPolicy = policy("postings", "pst", {
  firewall: { scopes: [], softDelete: "deletedAt", errorMode: "reveal", exception: true },
  crud: {
    list: { access: published, pageSize: 50, maxPageSize: 100 },
    get: { access: published },
    create: { access: { userRole: ["admin"] } },
    update: { access: { check: (ctx, record) => ctx.userId === "boss" && record?.published === false } },
    batchUpdate: { ...batch, maxBatchSize: 2, allowAtomic: false },
  },
  guards: guards(["title", "published"]),
});

export const bodies = {
  jobs: () => ({
    title: z.string().min(3),
    status: z.string().optional(),
    salary: z.int().nullable().optional(),
    remote: z.boolean().nullable().optional(),
    opensAt: z.iso
      .datetime()
      .transform((at) => new Date(at))
      .nullable()
      .optional(),
    code: z.string().nullable().optional(),
    parentId: z.string().nullable().optional(),
  }),
  candidates: () => ({ name: z.string(), email: z.email(), notes: z.string().nullable().optional() }),
  applications: () => ({ jobId: z.string(), candidateId: z.string().nullable().optional() }),
  interviews: () => ({ feedback: z.string().nullable().optional() }),
  postings: () => ({ title: z.string(), published: z.boolean().optional() }),
};

export const bodiesOf = (name: keyof typeof bodies) => ({
  create: () => z.strictObject(bodies[name]()),
  update: () => z.strictObject(bodies[name]()).partial(),
});
