import { packedDocs } from "./bundle.generated";
import type { DocsBundle } from "./page";

let loaded: DocsBundle | undefined;

/** The bundled pages, parsed on first use. */
export function loadDocs(): DocsBundle {
  // Our own build wrote it, from the same type.
  loaded ??= JSON.parse(packedDocs) as DocsBundle;
  return loaded;
}
