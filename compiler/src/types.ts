/** What handler files import: types only, nothing of it is left at run time. */
export type { ActionParams, ScopedDb } from "../runtime/src/lib/actions";
export type { Services } from "../runtime/src/lib/services";
export type { RequestContext } from "../runtime/src/lib/types";
export type { ActionExecutor } from "./definitions/actions";
export type { AuditRecord, RecordOf } from "./definitions/columns";
