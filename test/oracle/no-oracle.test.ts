import { expect, it } from "vitest";
import { d1App } from "./app/d1";
import { findLeaks } from "./leaks";

it("answers stay byte-identical when only data changes that the identity may not see", async () => {
  const { compared, answered, leaks } = await findLeaks(d1App, 20260101, 6);
  expect(leaks).toEqual([]);
  // The comparison has something to compare.
  expect(answered).toBeGreaterThan(compared / 10);
}, 180_000);
