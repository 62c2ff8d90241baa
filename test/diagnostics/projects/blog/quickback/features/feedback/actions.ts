import { defineActions } from "@quickback/compiler";
import { z } from "zod";

export default defineActions(null, {
  send: {
    description: "Tell us what you think",
    standalone: true,
    path: "/send",
    method: "POST",
    input: z.object({ message: z.string().min(1).max(500) }),
    access: { roles: ["PUBLIC"] },
    execute: async ({ input }) => ({ received: input.message.length }),
  },
  export: {
    description: "Download all feedback",
    standalone: true,
    path: "/export",
    method: "GET",
    responseType: "file",
    input: z.object({}),
    access: { userRole: ["admin"] },
    execute: async () => new Response("none yet"),
  },
});
