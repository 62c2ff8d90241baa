import type { Cell, MaskSpec, Row, TableSpec } from "../spec";
import { ownerColumn } from "../spec";
import type { Standing } from "./standing";

/** Column names that are masked without being asked for. */
const sensitive: [RegExp, MaskSpec["type"]][] = [
  [/email$/i, "email"],
  [/(phone|mobile)$/i, "phone"],
  [/ssn$/i, "ssn"],
  [/iban$/i, "creditCard"],
  [/(secret|token)$/i, "redact"],
];

/** The masks that hold: those written, less the ones shown to everyone, and those a name calls for. */
function masksOf(table: TableSpec): [string, MaskSpec][] {
  const written = Object.entries(table.masking).filter(([, { show }]) => !show?.roles?.includes("everyone"));
  const automatic = table.columns
    .filter(({ key, kind }) => !(key in table.masking) && kind !== "boolean")
    .flatMap(({ key, kind }): [string, MaskSpec][] => {
      const type = sensitive.find(([name]) => name.test(key))?.[1];
      return type ? [[key, { type: kind === "integer" || kind === "real" ? "redact" : type }]] : [];
    });
  return [...written, ...automatic];
}

/** Columns of which the caller sees some values masked: no filter, sort or search. */
export function hiddenFrom(table: TableSpec, who: Standing): Set<string> {
  return new Set(
    masksOf(table)
      .filter(([, { show }]) => !show?.roles?.some((role) => who.roles.includes(role)))
      .map(([column]) => column),
  );
}

/** The row as the caller may see it. */
export function maskRow(table: TableSpec, row: Row, who: Standing): Row {
  const seen = { ...row };
  const hidden = maskedIn(table, row, who);
  for (const [column, { type }] of masksOf(table)) {
    if (hidden.has(column)) seen[column] = mask(type, row[column] ?? null);
  }
  return seen;
}

/** Columns of which the caller sees this row's value masked. */
export function maskedIn(table: TableSpec, row: Row, who: Standing): Set<string> {
  const hidden = hiddenFrom(table, who);
  const owner = row[ownerColumn(table) ?? "createdBy"];
  const owns = who.userId !== undefined && owner === who.userId;
  for (const [column, { show }] of masksOf(table)) if (show?.or === "owner" && owns) hidden.delete(column);
  return hidden;
}

const redacted = "[REDACTED]";
const stars = (count: number) => "*".repeat(count);

function mask(type: MaskSpec["type"], value: Cell): Cell {
  if (value === null) return null;
  const text = String(value);
  switch (type) {
    case "email":
      return maskEmail(text);
    case "name":
      return text.trim() === "" ? redacted : text.trim().split(/(\s+)/).map(keepFirst).join("");
    case "redact":
      return redacted;
    case "custom":
      return text.slice(0, 2);
    default:
      return maskDigits(text);
  }
}

/** First character and stars; of a single character nothing. White space stays. */
function keepFirst(word: string): string {
  if (word.trim() === "") return word;
  const letters = [...word];
  return letters.length < 2 ? "*" : `${letters[0]}${stars(letters.length - 1)}`;
}

/** What is no address is hidden entirely. */
function maskEmail(text: string): string {
  const [local, domain, ...more] = text.trim().split("@");
  const dot = domain?.lastIndexOf(".") ?? -1;
  if (!local || !domain || more.length > 0 || /\s/.test(text.trim())) return redacted;
  if (dot < 1 || dot === domain.length - 1) return redacted;
  return `${keepFirst(local)}@${keepFirst(domain.slice(0, dot))}${domain.slice(dot)}`;
}

function maskDigits(text: string): string {
  const digits = text.replace(/[^0-9]/g, "");
  if (digits.length < 4) return redacted;
  return digits.length < 8 ? stars(digits.length) : stars(digits.length - 4) + digits.slice(-4);
}
