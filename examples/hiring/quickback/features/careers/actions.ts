import { defineActions } from "@quickback/compiler";
import { z } from "zod";
import { jobPostings } from "./job-postings";

export default defineActions(jobPostings, {
  contact: {
    description: "Ask a question about a posting, without an account",
    standalone: true,
    path: "/contact",
    input: z.object({ email: z.email(), question: z.string().min(5).max(1000) }),
    access: { roles: ["PUBLIC"] },
    execute: async ({ input }) => ({ received: true, characters: input.question.length }),
  },
});
