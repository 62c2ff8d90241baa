import { expect, it } from "vitest";
import { localOrigin, trustedOrigins } from "./trusted-origins";

it("trusts the configured origins and the app's own, once each", () => {
  const own = "https://api.example.com";
  expect(trustedOrigins(["https://a.example", own], `${own}/auth`)).toEqual(["https://a.example", own]);
  expect(trustedOrigins(["https://a.example"], "not a URL")).toEqual(["https://a.example"]);
});

it.each([
  ["http://localhost:8787", "http://localhost:9000/auth/v1/sign-in", ["http://localhost:9000"]],
  ["http://localhost:8787", "http://127.0.0.1:8787/x", ["http://127.0.0.1:8787"]],
  ["http://localhost:8787", "https://api.example.com/x", []],
  ["https://api.example.com", "http://localhost:9000/x", []],
  ["https://api.example.com", "https://other.example.com/x", []],
  ["not a URL", "http://localhost:9000/x", []],
])("where the app is at %s, a request to %s makes %j trusted", (baseUrl, url, expected) => {
  expect(localOrigin(baseUrl, new Request(url))).toEqual(expected);
});
