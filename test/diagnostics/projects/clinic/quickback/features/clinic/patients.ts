import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { staff } from "./roles";

export const patients = sqliteTable("patients", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  fullName: text("full_name").notNull(),
  email: text("email"),
  mobile: text("mobile"),
  ssn: text("ssn"),
  iban: text("iban"),
  birthYear: integer("birth_year"),
  allergies: text("allergies", { mode: "json" }),
});

const writable = ["fullName", "email", "mobile", "birthYear", "allergies"] as const;
const doctors = { roles: ["owner", "doctor"] };

export default defineTable(patients, {
  firewall: { organization: {}, softDelete: {}, errorMode: "hide" },
  guards: { createable: [...writable, "ssn", "iban"], updatable: writable },
  masking: {
    fullName: { type: "name", show: doctors },
    email: { type: "email", show: doctors },
    mobile: { type: "phone", show: doctors },
    ssn: { type: "ssn" },
    iban: { type: "creditCard", show: { roles: ["owner"] } },
    birthYear: { type: "custom", mask: (value) => (typeof value === "number" ? value - (value % 10) : null) },
    allergies: { type: "redact", show: { roles: ["everyone"] } },
  },
  validation: { email: { email: true }, birthYear: { min: 1900, max: 2100 } },
  displayColumn: "fullName",
  crud: {
    list: { access: { roles: staff } },
    get: { access: { roles: staff } },
    create: { access: { roles: staff } },
    update: { access: doctors },
    delete: { access: { and: [{ roles: ["owner"] }, { userRole: ["admin"] }] } },
  },
});
