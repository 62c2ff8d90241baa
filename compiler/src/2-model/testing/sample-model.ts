import type { FeatureModel, ProjectModel, TableModel } from "../project-model";
import { action, auditNames, column, project, references, table } from "./builders";
import { sampleModules } from "./sample-modules";

const everyone = { roles: ["owner", "admin", "recruiter", "member"] };
const staff = { roles: ["owner", "admin", "recruiter"] };
const managers = { roles: ["owner", "admin"] };
const platformAdmin = { userRole: ["admin"] };
const batch = { maxBatchSize: 100, allowAtomic: true };
const published = {
  or: [{ roles: ["PUBLIC"], record: { published: { equals: true } } }, platformAdmin],
};

/** Protected fields, an enum, validation, foreign keys, record and standalone actions. */
function applications(): TableModel {
  return table(
    "hiring",
    "applications",
    [
      column("candidateId", {
        notNull: true,
        references: references("candidates", "applications_candidate_id"),
      }),
      column("stage", {
        notNull: true,
        hasDefault: true,
        sqlDefault: "'applied'",
        enumValues: ["applied", "offer", "hired", "rejected"],
      }),
      column("rating", { sqlType: "integer", dataType: "number" }),
      column("appliedAt", { sqlType: "integer", dataType: "date" }),
      column("answers", { dataType: "json" }),
    ],
    {
      crud: {
        list: { access: everyone, pageSize: 50, maxPageSize: 100 },
        get: { access: everyone },
        create: { access: staff },
        update: { access: staff },
        delete: { access: managers, mode: "soft" },
        batchCreate: batch,
        batchUpdate: { ...batch, access: managers },
        batchDelete: { maxBatchSize: 20, allowAtomic: false },
      },
      guards: {
        createable: ["candidateId", "rating", "appliedAt", "answers"],
        updatable: ["rating", "answers"],
        immutable: [],
        protected: { stage: ["advance", "reject"] },
        systemManaged: [...auditNames, "organizationId"],
      },
      validation: { rating: { min: 1, max: 5 } },
      references: { candidateId: "candidates" },
      searchable: ["stage"],
    },
  );
}

/** Every mask, views, a function as access, `or` access with a record condition, list fields. */
function candidates(): TableModel {
  return table(
    "hiring",
    "candidates",
    [
      column("name", { notNull: true }),
      column("email", { notNull: true, unique: true, uniqueName: "candidates_email_unique" }),
      column("phone"),
      column("governmentId"),
      column("cardNumber"),
      column("notes"),
      column("resumeUrl"),
      column("source", {
        notNull: true,
        hasDefault: true,
        sqlDefault: "'website'",
        enumValues: ["referral", "website"],
      }),
    ],
    {
      crud: {
        list: {
          access: everyone,
          pageSize: 20,
          maxPageSize: 100,
          fields: ["id", "name", "email", "phone", "source"],
        },
        get: { access: { check: { name: "candidatesGetAccess" } } },
        create: { access: staff },
        update: {
          access: {
            or: [managers, { roles: ["recruiter"], record: { createdBy: { equals: "$ctx.userId" } } }],
          },
        },
        delete: { access: managers, mode: "soft" },
      },
      guards: {
        createable: ["name", "email", "phone", "cardNumber", "notes", "resumeUrl", "source"],
        updatable: ["name", "phone", "notes", "resumeUrl"],
        immutable: ["governmentId"],
        protected: {},
        systemManaged: [...auditNames, "organizationId"],
      },
      masking: {
        name: { type: "name", roles: everyone.roles, automatic: false },
        email: { type: "email", roles: staff.roles, automatic: true },
        phone: { type: "phone", roles: staff.roles, automatic: false },
        governmentId: { type: "ssn", roles: managers.roles, automatic: false },
        cardNumber: { type: "creditCard", roles: [], automatic: true },
        notes: { type: "redact", roles: managers.roles, ownerColumn: "createdBy", automatic: false },
        resumeUrl: {
          type: "custom",
          roles: staff.roles,
          mask: { name: "candidatesResumeUrlMask" },
          automatic: false,
        },
      },
      views: {
        contact: { fields: ["id", "name", "email", "phone"], access: staff },
        directory: { fields: ["id", "name", "source"], access: everyone },
      },
      validation: {
        email: { email: true },
        governmentId: { pattern: "^\\d{3}-\\d{2}-\\d{4}$" },
        name: { minLength: 2, maxLength: 120 },
        resumeUrl: { url: true },
      },
      displayColumn: "name",
      declaredSort: { field: "name", order: "asc" },
      defaultSort: [{ field: "name", order: "asc" }],
      searchable: ["name", "email", "phone", "notes"],
      inputHints: { notes: "textarea" },
      layouts: {
        default: {
          sections: [{ label: "Contact", fields: ["name", "email"], columns: 2, collapsed: false }],
        },
      },
      indexes: [{ name: "candidates_name_idx", columns: ["name"], unique: false }],
    },
  );
}

/** Optional owner mode, `hide`, hard delete. */
function interviews(): TableModel {
  return table(
    "hiring",
    "interviews",
    [
      column("applicationId", {
        notNull: true,
        references: references("applications", "interviews_application_id"),
      }),
      column("feedback"),
    ],
    {
      firewall: {
        scopes: [
          { kind: "organization", column: "organizationId", source: "activeOrgId" },
          { kind: "owner", column: "ownerId", source: "userId", exceptRoles: ["admin", "owner"] },
        ],
        errorMode: "hide",
        exception: false,
      },
      crud: {
        list: { access: everyone, pageSize: 50, maxPageSize: 100 },
        get: { access: everyone },
        create: { access: everyone },
        update: { access: everyone },
        delete: { access: everyone, mode: "hard" },
      },
      guards: {
        createable: ["applicationId", "feedback"],
        updatable: ["feedback"],
        immutable: [],
        protected: {},
        systemManaged: [...auditNames, "organizationId", "ownerId"],
      },
    },
  );
}

/** In the schema and the migrations only. */
function scores(): TableModel {
  return table(
    "hiring",
    "scores",
    [
      column("applicationId", {
        notNull: true,
        references: references("applications", "scores_application_id"),
      }),
      column("score", { sqlType: "integer", dataType: "number", notNull: true }),
    ],
    { internal: true },
  );
}

/** No scope, PUBLIC reading under a record condition, booleans and decimals. */
function jobPostings(): TableModel {
  const fields = ["title", "location", "published", "salary"];
  return table(
    "careers",
    "jobPostings",
    [
      column("title", { notNull: true }),
      column("location", { notNull: true }),
      column("published", {
        sqlType: "integer",
        dataType: "boolean",
        notNull: true,
        hasDefault: true,
        sqlDefault: false,
      }),
      column("salary", { sqlType: "real", dataType: "number" }),
    ],
    {
      firewall: { scopes: [], softDelete: "deletedAt", errorMode: "reveal", exception: true },
      crud: {
        list: { access: published, pageSize: 50, maxPageSize: 100 },
        get: { access: published },
        create: { access: platformAdmin },
        update: { access: platformAdmin },
        delete: { access: platformAdmin, mode: "soft" },
        put: { access: platformAdmin },
        batchPut: batch,
      },
      guards: {
        createable: fields,
        updatable: fields,
        immutable: [],
        protected: {},
        systemManaged: auditNames,
      },
      searchable: ["title", "location"],
    },
  );
}

function hiring(): FeatureModel {
  return {
    name: "hiring",
    tables: [applications(), candidates(), interviews(), scores()],
    actions: [
      action("hiring", "advance", { table: "applications", access: staff }),
      action("hiring", "reject", {
        table: "applications",
        access: { ...staff, record: { stage: { notIn: ["hired", "rejected"] } } },
        input: {
          type: "object",
          properties: { reason: { type: "string", minLength: 3, maxLength: 500 } },
          required: ["reason"],
          additionalProperties: false,
        },
        handler: { kind: "file", module: "features/hiring/handlers/reject", exportName: "execute" },
      }),
      action("hiring", "stats", { table: "applications", standalone: true, method: "GET", access: staff }),
    ],
    modules: sampleModules.hiring,
  };
}

function careers(): FeatureModel {
  return {
    name: "careers",
    tables: [jobPostings()],
    actions: [
      action("careers", "contact", {
        table: "jobPostings",
        standalone: true,
        access: { roles: ["PUBLIC"] },
        audited: true,
        input: {
          type: "object",
          properties: { email: { type: "string", format: "email" } },
          required: ["email"],
          additionalProperties: false,
        },
      }),
    ],
    modules: sampleModules.careers,
  };
}

/** A tableless feature with an unsafe action that answers a file. */
function reports(): FeatureModel {
  return {
    name: "reports",
    tables: [],
    actions: [
      action("reports", "export", {
        standalone: true,
        method: "GET",
        access: platformAdmin,
        responseType: "file",
        audited: true,
        unsafe: {
          reason: "Billing reads every tenant",
          adminOnly: true,
          crossTenant: true,
          targetScope: "all",
        },
        input: {
          type: "object",
          properties: { month: { type: "string" }, limit: { type: "integer" } },
          required: ["month"],
          additionalProperties: false,
        },
      }),
    ],
    modules: sampleModules.reports,
  };
}

/**
 * A small project that uses every kind of policy, with the carried modules it needs, so that what is
 * generated from it is a whole app. A new object each time: a test may change it.
 */
export function sampleModel(over: Partial<ProjectModel> = {}): ProjectModel {
  return project([careers(), hiring(), reports()], over);
}

/** A project of `count` tables in features of ten, for tests of scale. */
export function largeModel(count: number): ProjectModel {
  const features: FeatureModel[] = [];
  for (let start = 0; start < count; start += 10) {
    const feature = `feature${start / 10}`;
    const size = Math.min(10, count - start);
    const tables = Array.from({ length: size }, (_, index) => ({
      ...candidates(),
      feature,
      name: `table${start + index}`,
      dbName: `table_${start + index}`,
      path: `table${start + index}`,
      file: `quickback/features/${feature}/table${start + index}.ts`,
    }));
    features.push({ name: feature, tables, actions: [], modules: [] });
  }
  return project(features);
}
