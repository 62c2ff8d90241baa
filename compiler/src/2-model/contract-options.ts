import type { LoadedProject } from "../1-load/loaded-project";
import { configSchema } from "../definitions/config.schema";
import type { ContractOptions } from "./project-model";
import type { RawConfig } from "./raw";

type RawContracts = NonNullable<RawConfig["compiler"]>["securityContracts"];

/** Where the report and its signature go, and whether a violation stops the compile. */
export function contractOptions(raw: RawContracts): ContractOptions {
  const {
    enabled = true,
    path = "reports/security-contracts.report.json",
    signature = {},
  } = raw?.report ?? {};
  const { keyEnv = "QUICKBACK_SECURITY_REPORT_SIGNING_KEY", key, keyId } = signature;
  return {
    failMode: raw?.failMode ?? "error",
    report: { enabled, path: belowQuickback(path) },
    signature: {
      enabled: signature.enabled ?? true,
      required: signature.required ?? false,
      keyEnv,
      ...(key !== undefined && { key }),
      ...(keyId !== undefined && { keyId }),
      path: belowQuickback(signature.path ?? path.replace(/\.json$/, ".sig.json")),
    },
  };
}

/** The options of a project whose definitions may be broken otherwise; `undefined` where its config is. */
export function contractOptionsOf({ config }: LoadedProject): ContractOptions | undefined {
  const { data } = configSchema.safeParse(config.value);
  return data && contractOptions(data.compiler?.securityContracts);
}

/** State artifacts live in `quickback/`, so paths are written relative to it. */
function belowQuickback(path: string): string {
  return path.startsWith("quickback/") ? path : `quickback/${path}`;
}
