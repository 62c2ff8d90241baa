import type { ProjectModel } from "../../../2-model/project-model";

/** Where the local database stands. */
export const databaseFile = "./data/app.db";

/** Defaults of the server's variables; `BETTER_AUTH_URL` otherwise is the server's own local address. */
export function defaultVariables({ devPort, domain, name }: ProjectModel): Record<string, string> {
  return {
    APP_NAME: name,
    ...(domain !== undefined && { BETTER_AUTH_URL: `https://${domain}` }),
    PORT: String(devPort),
  };
}

/** Lines of `.env.example` after the secret; what stands in a comment is the default. */
export function exampleVariables({ devPort, domain, target }: ProjectModel): string[] {
  const url = `BETTER_AUTH_URL=http://localhost:${devPort}`;
  return [
    domain === undefined ? `# ${url}` : url,
    `# PORT=${devPort}`,
    ...(target.database === "libsql"
      ? [`# DATABASE_URL=file:${databaseFile}`, "# DATABASE_AUTH_TOKEN="]
      : [`# DATABASE_PATH=${databaseFile}`]),
    "# Header in which a proxy in front of the server names the caller's address, e.g. x-real-ip",
    "# CLIENT_IP_HEADER=",
  ];
}
