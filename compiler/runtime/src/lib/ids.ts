import type { IdGenerator } from "./policy";

const ALPHABET = "useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict";

/**
 * A new id.
 *
 * @param prefix the letters before `_` of a `prefixed` id
 * @returns `undefined` where the database (`serial`) or the client (`false`) gives the id
 */
export function newId(generate: IdGenerator, prefix = "id"): string | undefined {
  switch (generate) {
    case "uuid":
      return crypto.randomUUID();
    case "prefixed":
      return `${prefix}_${crypto.randomUUID().replaceAll("-", "")}`;
    case "nanoid":
      return nanoid();
    case "cuid":
      return cuid();
    default:
      return undefined;
  }
}

/** 21 characters of 6 random bits each. */
function nanoid(): string {
  let id = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(21))) id += ALPHABET[byte & 63];
  return id;
}

/** Shaped like a cuid: `c`, the time in base 36 so that ids sort by age, then 80 random bits. */
function cuid(): string {
  let random = 0n;
  for (const byte of crypto.getRandomValues(new Uint8Array(10))) random = (random << 8n) | BigInt(byte);
  return `c${Date.now().toString(36)}${random.toString(36).padStart(16, "0")}`;
}
