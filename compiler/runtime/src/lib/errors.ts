import type { ContentfulStatusCode } from "hono/utils/http-status";

export type ErrorLayer =
  | "authentication"
  | "firewall"
  | "access"
  | "guards"
  | "validation"
  | "masking"
  | "database";

/** What every error answer looks like. `details` never repeats a value the caller may not see. */
export interface ErrorEnvelope {
  error: string;
  layer?: ErrorLayer;
  code: string;
  details?: Record<string, unknown>;
  hint?: string;
  requestId?: string;
}

/** An expected refusal, thrown by any layer and turned into its envelope by the app's error handler. */
export class ApiError extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly envelope: ErrorEnvelope,
  ) {
    super(envelope.error);
    this.name = "ApiError";
  }
}

/** Thrown by an action's handler to answer `{ error, code, details }` with its status. */
export class ActionError extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly statusCode: ContentfulStatusCode = 400,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
    this.name = "ActionError";
  }
}
