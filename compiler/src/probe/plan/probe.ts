import type { ActionModel, TableModel } from "../../2-model/project-model";
import type { RouteModel } from "../../4-generate/route-table";
import type { Shown } from "./cells";
import type { Identity, Standing } from "./identities";
import type { PlantedRow } from "./planter";

/** What a probe tries. */
export type Family =
  | "access"
  | "firewall"
  | "masking"
  | "oracle"
  | "guards"
  | "batch"
  | "keys"
  | "doors"
  | "sessions";

/** A route of the app, and where its rule stands. */
export interface Target {
  /** `GET /api/v1/candidates/:id`. */
  route: string;
  /** `list`, `view contact`, `action advance`, …; `none`: a route that must not be there. */
  operation: string;
  /** `file:line` of its rule. */
  definition: string;
  model?: RouteModel;
  table?: TableModel;
  action?: ActionModel;
}

/** The session's token as a bearer token, a key of the user's for the session's organization, or a stateless token. */
export type Credential = "bearer" | "key" | "token";

export interface ProbeRequest {
  method: string;
  path: string;
  /** Sent as JSON; a string as it stands. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The credential to send instead of the session cookie. */
  by?: Credential;
  /** Send the app's own origin as the page's. */
  ownOrigin?: boolean;
  /** Send the ETag of the answer before as `If-None-Match`. */
  unlessTagged?: boolean;
}

/** A record as the caller must see it: exactly these fields. */
export type ExpectedRecord = Record<string, Shown>;

export interface ExpectedRow {
  id: string | number;
  record: ExpectedRecord;
}

/** What the model promises of an answer. */
export type Expectation =
  | { kind: "refused"; status: number[]; codes: string[] }
  /** Exactly these rows; of more than fit on a page, no others and their number. */
  | { kind: "rows"; key: string; rows: ExpectedRow[]; limit: number }
  | { kind: "record"; status: number; record: ExpectedRecord }
  | { kind: "done" }
  | { kind: "batch"; status: number; done: ExpectedRecord[]; refused: { index: number; codes: string[] }[] }
  /** The action's handler ran. */
  | { kind: "reached" }
  /** Both requests get the same answer but for the ids they name, and that is a refusal. */
  | { kind: "same"; ids: [string, string] }
  /** Neither a success nor a fault of the server. */
  | { kind: "closed" }
  /** Whatever it is, it tells nothing of a row out of reach. */
  | { kind: "blind" }
  /** The answer before holds for this request still, and so none comes again. */
  | { kind: "not modified" }
  /** A page without rows that tells how many there are. */
  | { kind: "counted"; total: number }
  /** The answer carries a header; absent: it does not. */
  | { kind: "header"; status: number; name: string; says: string | undefined }
  /** Rows in this order of a column. */
  | { kind: "sorted"; key: string; order: "asc" | "desc" };

/** What the database must hold afterwards. */
export type Effect =
  | {
      kind: "unchanged" | "gone";
      row: PlantedRow;
      /** Nothing but this effect is about the row: without it the probe says everything else. */
      spare?: true;
    }
  /** Marked as deleted by this user. */
  | { kind: "deleted"; table: TableModel; row: PlantedRow; by: string | undefined }
  | {
      kind: "changed";
      table: TableModel;
      row: PlantedRow;
      column: string;
      value: unknown;
      by: string | undefined;
    }
  /** If handlers have changed the row, it is signed with this user or with another caller. */
  | { kind: "signed"; table: TableModel; row: PlantedRow; by: string | undefined }
  /** No key of these points at the row. */
  | { kind: "unpointed"; row: PlantedRow; keys: { table: string; column: string }[] }
  /** No row but the planted ones has the value in the column. */
  | {
      kind: "uninhabited";
      table: TableModel;
      column: string;
      value: string;
      /** Texts of the planted rows' ids. */
      planted: ReadonlySet<string>;
    }
  /** The call left its row in the audit trail, without these texts. */
  | { kind: "audited"; action: string; actor: string | undefined; secrets: string[] }
  /** No row of the table has this text in the column; or one has, with these cells. */
  | { kind: "absent"; table: TableModel; column: string; marker: string }
  | { kind: "present"; table: TableModel; column: string; marker: string; cells: Record<string, unknown> };

/** One question to the app, with the answer that the model promises. */
export interface Probe {
  family: Family;
  target: Target;
  identity: Identity;
  /** Whom the app must take the caller for in this request. */
  standing: Standing;
  /** What it asks, in a few words. */
  says: string;
  /** In this order; of two, the answer to the second is judged, or both are compared. */
  requests: [ProbeRequest] | [ProbeRequest, ProbeRequest];
  expect: Expectation;
  effects: Effect[];
  /** Rows without which it says nothing. */
  rows: PlantedRow[];
}

/** What cannot be shown, and why. */
export interface Unproven {
  route: string;
  operation: string;
  definition: string;
  identity: string;
  why: string;
}

/** A part of a plan: what is planted, then asked at once. */
export interface Stage {
  rows: PlantedRow[];
  probes: Probe[];
}

export interface Plan {
  identities: Identity[];
  stages: Stage[];
  unproven: Unproven[];
}
