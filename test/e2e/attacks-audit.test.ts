import { afterAll, beforeAll, expect, it } from "vitest";
import { Client, expectOk, field } from "../support/client";
import { hiringWorld, type World } from "../support/world";

let world: World;
const path = "/api/v1/job-postings/contact";
const question = "Is this remote?";

beforeAll(async () => {
  world = await hiringWorld();
});
afterAll(() => world.end());

/** Sends a body as it is. */
async function send(body: string, headers: Record<string, string> = {}): Promise<number> {
  const answer = await fetch(world.worker.url + path, { method: "POST", body, headers });
  await answer.arrayBuffer();
  return answer.status;
}

/** The audit rows that `act` leaves. */
async function rowsOf(act: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  await world.worker.query("AUDIT_DB", "DELETE FROM audit_events");
  await act();
  return world.worker.query("AUDIT_DB", "SELECT * FROM audit_events");
}

it.each([
  ["malformed JSON", "{", "INVALID_JSON", 400],
  ["deep JSON", "[".repeat(50_000) + "]".repeat(50_000), "VALIDATION_FAILED", 400],
  ["a body over the limit", `{"question":"${"x".repeat(1 << 20)}"}`, "PAYLOAD_TOO_LARGE", 413],
])("a refused call leaves one row: %s", async (_name, body, code, status) => {
  const rows = await rowsOf(async () => expect(await send(body)).toBe(status));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ action_name: "contact", result: "denied", error_code: code });
});

it("a call by cookie from a foreign page is refused and leaves a row with whose session it was", async () => {
  const { cookie, userId } = world.acme.owner;
  const body = JSON.stringify({ email: "a@example.com", question });
  const refused = await rowsOf(async () =>
    expect(await send(body, { cookie, origin: "https://evil.example" })).toBe(403),
  );
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ error_code: "ACCESS_ORIGIN_FORBIDDEN", actor_user_id: userId });
  const served = await rowsOf(async () => expect(await send(body, { cookie })).toBe(200));
  expect(served).toHaveLength(1);
  expect(served[0]).toMatchObject({ result: "success", actor_user_id: userId });
});

it("keeps secrets, forged addresses and broken JSON out of the row", async () => {
  const secrets = {
    password: "s3cret1",
    passwordConfirmation: "s3cret2",
    pwd: "s3cret3",
    nested: [{ api_key: "s3cret4", accessToken: "s3cret5" }],
  };
  const input = { email: "a@example.com", question, ...secrets };
  const [row] = await rowsOf(() => send(JSON.stringify(input), { "x-forwarded-for": "6.6.6.6" }));
  expect(row?.metadata).not.toMatch(/s3cret|6\.6\.6\.6/);
  expect(field(JSON.parse(String(row?.metadata)), "input")).toMatchObject({ question });

  const long = JSON.stringify({ email: "a@example.com", question: "\u0001".repeat(50_000) });
  const [large] = await rowsOf(() => send(long));
  expect(String(large?.metadata).length).toBeLessThan(20_000);
  expect(field(JSON.parse(String(large?.metadata)), "method")).toBe("POST");
});

it("takes a request id only where it is plain", async () => {
  const body = JSON.stringify({ email: "a@example.com", question });
  const [plain] = await rowsOf(() => send(body, { "x-request-id": "abc-123" }));
  expect(plain?.request_id).toBe("abc-123");
  const [odd] = await rowsOf(() => send(body, { "x-request-id": "' OR 1=1 --" }));
  expect(odd?.request_id).toMatch(/^[0-9a-f-]{36}$/);
});

it("answers nothing when the row cannot be written", async () => {
  const anonymous = new Client(world.worker.url);
  const body = { email: "a@example.com", question };
  expectOk(await anonymous.post(path, body));
  await world.worker.query("AUDIT_DB", "ALTER TABLE audit_events RENAME TO elsewhere");
  const answer = await anonymous.post(path, body);
  expect(answer.status).toBe(500);
  expect(field(answer.body, "code")).toBe("ACCESS_AUDIT_LOG_FAILED");
  expect(await send(`{"question":"${"x".repeat(1 << 20)}"}`)).toBe(500);
});
