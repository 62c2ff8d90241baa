import { createHash } from "node:crypto";
import { type Answer, type AppUnderTest, send } from "./app/app-under-test";
import type { Caller, RequestSpec } from "./spec";

const reads = ["list", "view", "get"];

/** Whether an answer must carry an ETag. */
export const isTagged = ({ operation }: RequestSpec, { status }: Answer): boolean =>
  status === 200 && reads.includes(operation);

/** What is wrong with the answer's ETag, which is made of the body as this caller sees it. */
export function differsTag(request: RequestSpec, answer: Answer): string | undefined {
  const hex = createHash("sha256").update(answer.text).digest("hex").slice(0, 16);
  const wanted = isTagged(request, answer) ? `W/"${hex}"` : null;
  const tag = answer.headers.get("etag");
  return tag === wanted ? undefined : `ETag ${tag} instead of ${wanted}`;
}

/** Asks again with the tag, alone and among others, and with a foreign one. @returns what is wrong */
export async function differsConditional(
  app: AppUnderTest,
  caller: Caller,
  request: RequestSpec,
  answer: Answer,
): Promise<string | undefined> {
  const tag = answer.headers.get("etag") ?? "";
  const cases: [string, number][] = [
    [tag, 304],
    [`"other", ${tag.slice(2)}`, 304],
    ['W/"0123456789abcdef"', 200],
  ];
  for (const [header, status] of cases) {
    const again = await send(app, caller, request, { "if-none-match": header });
    const text = status === 304 ? "" : answer.text;
    if (again.status !== status || again.text !== text || again.headers.get("etag") !== tag)
      return `If-None-Match ${header}: ${again.status} ${again.text} instead of ${status}`;
  }
  return undefined;
}
