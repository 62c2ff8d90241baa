export type { RequestContext } from "../runtime/src/lib/types";
