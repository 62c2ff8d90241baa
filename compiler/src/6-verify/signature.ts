import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { ContractOptions } from "../2-model/project-model";
import { type SecuritySignature, securitySignatureSchema } from "./report-schema";

export type Environment = Record<string, string | undefined>;

/**
 * The key that signs the report: in the environment variable that the config names, else the one written in
 * the config, so that nobody replaces CI's key by editing definitions. Space around it is not part of it: a
 * key from a file with a last line break is the same; nothing is no key.
 */
export function signingKey(
  { key, keyEnv }: ContractOptions["signature"],
  env: Environment,
): string | undefined {
  return env[keyEnv]?.trim() || key?.trim() || undefined;
}

/** A text with its path relative to `quickback/`; `undefined` where there is none. */
interface Artifact<Text extends string | undefined> {
  path: string;
  text: Text;
}

/** Signs the report's text and the diff beside it: HMAC-SHA256 with a key; bare SHA-256 and a warning without. */
export function signReport(
  { path: reportPath, text: reportText }: Artifact<string>,
  diff: Artifact<string | undefined>,
  options: ContractOptions["signature"],
  env: Environment,
): SecuritySignature {
  const key = signingKey(options, env);
  const reportSha256 = digest(reportText);
  const sha256 = diff.text === undefined ? null : digest(diff.text);
  const statement = diffStatement(diff.path, reportSha256, sha256);
  const sign = (text: string) => (key === undefined ? digest(text) : hmac(text, key));
  const signedDiff = { diff: { path: diff.path, sha256, signature: sign(statement) } };
  const base = {
    schemaVersion: "1" as const,
    kind: "quickback-security-contract-signature" as const,
    reportPath,
    reportSha256,
  };
  if (key === undefined) {
    const warning = `No signing key in ${options.keyEnv}: the digest shows accidental change only, not who made the report.`;
    const unsigned = { signatureAlgorithm: "sha256" as const, signature: sign(reportText), signed: false };
    return { ...base, ...unsigned, warning, ...signedDiff };
  }
  return {
    ...base,
    signatureAlgorithm: "hmac-sha256",
    signature: sign(reportText),
    signed: true,
    ...(options.keyId !== undefined && { keyId: options.keyId }),
    ...signedDiff,
  };
}

const noKey = "there is no key to check it with.";

/** Whether a signature is refused only for want of a key, which is no sign of a change. */
export function isUnchecked(problem: string): boolean {
  return problem.endsWith(noKey);
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
  if (!equal(digest(reportText), signature.reportSha256))
    return "The report was changed after it was signed.";
  if (signature.signatureAlgorithm === "sha256") {
    if (key !== undefined) return "The report is not signed, although there is a key.";
    return equal(signature.signature, signature.reportSha256)
      ? undefined
      : "The digest does not fit the report.";
  }
  if (key === undefined) return `The report is signed, but ${noKey}`;
  return equal(hmac(reportText, key), signature.signature)
    ? undefined
    : `The signature was not made with this key${signature.keyId === undefined ? "" : `, but with ${signature.keyId}`}.`;
}

/**
 * Whether a security diff is the one that was signed together with a report.
 * @param diffText `undefined` where there is none, which is signed too
 * @returns why not, or `undefined` when the signature holds
 */
export function verifyDiff(
  reportText: string,
  diffText: string | undefined,
  signatureText: string,
  key: string | undefined,
): string | undefined {
  const signature = readSignature(signatureText);
  if (!signature?.diff) return "The signature says nothing of the security diff.";
  const { path, sha256, signature: signed } = signature.diff;
  if (diffText === undefined && sha256 !== null) return "The security diff is missing.";
  if (diffText !== undefined && sha256 === null) return "Quickback did not write this security diff.";
  if (diffText !== undefined && !equal(digest(diffText), sha256 ?? ""))
    return "The security diff was changed after it was signed.";
  const statement = diffStatement(path, digest(reportText), sha256);
  if (signature.signatureAlgorithm === "sha256" ? key !== undefined : key === undefined)
    return key === undefined
      ? `The security diff is signed, but ${noKey}`
      : "The security diff is not signed, although there is a key.";
  return equal(key === undefined ? digest(statement) : hmac(statement, key), signed)
    ? undefined
    : "The signature of the security diff was made with another key or for another report.";
}

function diffStatement(path: string, reportSha256: string, sha256: string | null): string {
  return ["quickback-security-diff", path, reportSha256, sha256 ?? "none"].join("\n");
}

/** The envelope, or `undefined` where the text is none. */
export function readSignature(text: string): SecuritySignature | undefined {
  try {
    return securitySignatureSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(text: string, key: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
