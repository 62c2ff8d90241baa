import { Client, expectOk, field } from "../support/client";
import { compare, type Operation, send } from "./contest";
import { report } from "./figures";
import { type Stage, serverStage, workerdStage } from "./stages";

/**
 * The compiled app against a server written by hand for the same table: on Workers with D1, on Bun with
 * `bun:sqlite` and on Node with libSQL.
 */
export const requestBenches = {
  workerd: async () => perform("workerd", await workerdStage(), ["cookie", "bearer"]),
  bun: async () => perform("bun", await serverStage("bun"), ["cookie"]),
  node: async () => perform("node", await serverStage("node"), ["cookie"]),
};

type Identity = "cookie" | "bearer";

async function perform(where: string, stage: Stage, identities: Identity[]): Promise<void> {
  for (const operation of await operations(stage, identities)) {
    if (stage.counting) await statementsOf(stage.counting, operation);
    await compare(where, stage, operation);
    await stage.query("DELETE FROM candidates WHERE name = 'New'");
  }
  await stage.end();
}

/** Signs people up and fills the table; then what each of them asks. */
async function operations(stage: Stage, identities: Identity[]): Promise<Operation[]> {
  const client = (name: string) =>
    new Client(stage.compiled.url, `${name}@example.com`, stage.origin).signUp();
  const owner = await client("owner");
  const member = await client("member");
  await owner.invite(member, "member", await owner.createOrganization("Acme"));
  let candidate = "";
  for (let index = 0; index < 200; index++) {
    const body = {
      name: `Candidate ${index}`,
      email: `candidate${index}@example.com`,
      phone: "+1 555 123 4567",
      resumeUrl: `https://cv.example.com/${index}.pdf`,
      notes: "Called back on Tuesday",
    };
    candidate = String(field(expectOk(await owner.post("/api/v1/candidates", body)), "id"));
  }
  await stage.query("UPDATE candidates SET government_id = '123-45-6789'");

  const headersOf = {
    cookie: ({ cookie }: Client) => ({ cookie, origin: stage.origin }),
    bearer: ({ bearer }: Client) => ({ authorization: `Bearer ${bearer}` }),
  };
  const path = "/api/v1/candidates";
  const body = JSON.stringify({ name: "New", email: "new@example.com", source: "agency" });
  const ownerHeaders = identities.map((identity) => ({ identity, headers: headersOf[identity](owner) }));
  const reads = ownerHeaders.flatMap(({ identity, headers }): Operation[] => [
    { name: `list 20, ${identity}`, method: "GET", path: `${path}?limit=20`, headers, target: 0.85 },
    { name: `get, ${identity}`, method: "GET", path: `${path}/${candidate}`, headers, target: 0.85 },
  ]);
  const pages = Object.entries({ unmasked: owner, masked: member }).map(
    ([name, caller]): Operation => ({
      name: `list 100, ${name}`,
      method: "GET",
      path: `${path}?limit=100`,
      headers: headersOf.cookie(caller),
      target: 0.8,
    }),
  );
  const writes = ownerHeaders.map(
    ({ identity, headers }): Operation => ({
      name: `create, ${identity}`,
      method: "POST",
      path,
      headers: { ...headers, "content-type": "application/json" },
      body,
      target: 0.85,
    }),
  );
  // Writes last: some arrive after their measurement has ended.
  return [...reads, ...pages, ...writes];
}

async function statementsOf(url: string, operation: Operation): Promise<void> {
  const answer = await send(url, operation);
  report({
    name: `${operation.name}: statements`,
    value: Number(answer.headers.get("x-statements")),
    unit: "per request",
    target: "<= 2",
  });
}
