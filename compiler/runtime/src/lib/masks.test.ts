import { describe, expect, it } from "vitest";
import { anonymous, caller } from "../../testing/table-harness";
import { maskerFor, maskValue } from "./masks";
import type { MaskType } from "./policy";

const mask = (type: MaskType, value: unknown) => maskValue({ type, roles: [] }, value);

describe("maskValue", () => {
  it.each<[MaskType, unknown, unknown]>([
    ["email", "paul@example.com", "p***@e******.com"],
    ["email", "a@b.co.uk", "*@b***.uk"],
    ["email", "not an address", "[REDACTED]"],
    ["email", "a@localhost", "[REDACTED]"],
    ["email", "@example.com", "[REDACTED]"],
    ["email", "two@at@example.com", "[REDACTED]"],
    ["email", "", "[REDACTED]"],
    ["phone", "+1 (555) 123-4567", "*******4567"],
    ["phone", "123", "[REDACTED]"],
    ["phone", "1234", "****"],
    ["phone", "1234567", "*******"],
    ["phone", "call me", "[REDACTED]"],
    ["phone", 5551234567, "******4567"],
    ["ssn", "123-45-6789", "*****6789"],
    ["ssn", "12", "[REDACTED]"],
    ["creditCard", "4111 1111 1111 1111", "************1111"],
    ["creditCard", "", "[REDACTED]"],
    ["name", "John Doe", "J*** D**"],
    ["name", "X", "*"],
    ["name", "  ", "[REDACTED]"],
    ["redact", "anything", "[REDACTED]"],
    ["redact", 0, "[REDACTED]"],
    ["email", null, null],
    ["ssn", undefined, undefined],
  ])("%s of %o is %o", (type, value, expected) => {
    expect(mask(type, value)).toBe(expected);
  });

  it("never shows half of the digits or more", () => {
    for (let length = 0; length <= 20; length++) {
      const digits = "1234567890".repeat(2).slice(0, length);
      const shown = String(mask("phone", digits)).replace(/\D/g, "").length;
      expect(shown * 2, digits).toBeLessThanOrEqual(length);
    }
  });

  it("redacts what a custom mask cannot take, returns nothing for, or promises", () => {
    const custom = (fn: (value: unknown) => unknown) =>
      maskValue({ type: "custom", roles: [], mask: fn }, "not a url");
    expect(custom((value) => new URL(String(value)).origin)).toBe("[REDACTED]");
    expect(custom(() => undefined)).toBe("[REDACTED]");
    expect(custom(async () => "late")).toBe("[REDACTED]");
    expect(custom(() => "…")).toBe("…");
    expect(maskValue({ type: "custom", roles: [] }, "x")).toBe("[REDACTED]");
  });
});

describe("maskerFor", () => {
  const masking: Parameters<typeof maskerFor>[0] = {
    notes: { type: "redact", roles: ["admin"], ownerColumn: "createdBy" },
  };
  const seen = (ctx: Parameters<typeof maskerFor>[1], row: Record<string, unknown>) =>
    maskerFor(masking, ctx).row(row).notes;
  const mia = caller("mia", "o1", "member");

  it("shows a role and the owner the value, nobody else", () => {
    expect(seen(mia, { notes: "n", createdBy: "bob" })).toBe("[REDACTED]");
    expect(seen(mia, { notes: "n", createdBy: "mia" })).toBe("n");
    expect(seen(caller("x", "o1", "member", "admin"), { notes: "n", createdBy: "bob" })).toBe("n");
  });

  it("never matches an absent owner with an absent caller", () => {
    expect(seen(anonymous, { notes: "n" })).toBe("[REDACTED]");
    expect(seen(anonymous, { notes: "n", createdBy: undefined })).toBe("[REDACTED]");
    expect(seen(anonymous, { notes: "n", createdBy: null })).toBe("[REDACTED]");
    expect(seen(mia, { notes: "n" })).toBe("[REDACTED]");
  });

  it("leaves the row it was given alone and counts owner-masked columns as hidden", () => {
    const row = { notes: "n" };
    const masker = maskerFor(masking, mia);
    masker.row(row);
    expect(row.notes).toBe("n");
    expect([...masker.hidden]).toEqual(["notes"]);
    expect([...maskerFor(masking, caller("x", "o1", "admin")).hidden]).toEqual([]);
  });
});
