import { z } from "zod";

/** What the hand-written server on Bun and Node is told. */
export const environment = z
  .object({
    PORT: z.string(),
    /** Path of the SQLite file. */
    DATABASE: z.string(),
    BETTER_AUTH_SECRET: z.string(),
    BETTER_AUTH_URL: z.string(),
  })
  .parse(process.env);
