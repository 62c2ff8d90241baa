import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { ContractOptions } from "../2-model/project-model";
import { type SecuritySignature, securitySignatureSchema } from "./report-schema";

export type Environment = Record<string, string | undefined>;

/**
 * The key that signs the report: given in the config, or by the environment variable it names. Space around
 * it is not part of it, so that a key from a file with a last line break is the same; nothing is no key.
 */
export function signingKey(
  { key, keyEnv }: ContractOptions["signature"],
  env: Environment,
): string | undefined {
  return key?.trim() || env[keyEnv]?.trim() || undefined;
}

/**
 * Signs the report's text: HMAC-SHA256 with a key; its bare SHA-256 and a warning without.
 * @param reportPath relative to `quickback/`
 */
export function signReport(
  reportText: string,
  reportPath: string,
  options: ContractOptions["signature"],
  env: Environment,
): SecuritySignature {
  const key = signingKey(options, env);
  const reportSha256 = createHash("sha256").update(reportText).digest("hex");
  const base = {
    schemaVersion: "1" as const,
    kind: "quickback-security-contract-signature" as const,
    reportPath,
    reportSha256,
  };
  if (key === undefined) {
    const warning = `No signing key in ${options.keyEnv}: the digest shows accidental change only, not who made the report.`;
    return { ...base, signatureAlgorithm: "sha256", signature: reportSha256, signed: false, warning };
  }
  return {
    ...base,
    signatureAlgorithm: "hmac-sha256",
    signature: hmac(reportText, key),
    signed: true,
    ...(options.keyId !== undefined && { keyId: options.keyId }),
  };
}

/**
 * Whether a report is the one that was signed.
 * @param key the signing key; with it, a signature without key does not pass
 * @returns why not, or `undefined` when the signature holds
 */
export function verifySignature(
  reportText: string,
  signatureText: string,
  key: string | undefined,
): string | undefined {
  const signature = readSignature(signatureText);
  if (!signature) return "The signature file cannot be read.";
  if (!equal(createHash("sha256").update(reportText).digest("hex"), signature.reportSha256))
    return "The report was changed after it was signed.";
  if (signature.signatureAlgorithm === "sha256") {
    if (key !== undefined) return "The report is not signed, although there is a key.";
    return equal(signature.signature, signature.reportSha256)
      ? undefined
      : "The digest does not fit the report.";
  }
  if (key === undefined) return "The report is signed, but there is no key to check it with.";
  return equal(hmac(reportText, key), signature.signature)
    ? undefined
    : `The signature was not made with this key${signature.keyId === undefined ? "" : `, but with ${signature.keyId}`}.`;
}

/** The envelope, or `undefined` where the text is none. */
export function readSignature(text: string): SecuritySignature | undefined {
  try {
    return securitySignatureSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function hmac(text: string, key: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
