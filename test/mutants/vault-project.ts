import { printConfig } from "../support/config";
import { actions, deskActions } from "./vault-actions";
import { boards, folders, links, news, rooms, secrets, versions } from "./vault-tables";

const config = printConfig("vault", { plugins: { organization: { teams: { enabled: true } }, admin: true } });

/** What the examples lack: handlers that try to reach around the scoped db, trees, teams, full-text search, audit. */
export const vaultProject: Record<string, string> = {
  "quickback/quickback.config.ts": config,
  "quickback/features/vault/folders.ts": folders,
  "quickback/features/vault/secrets.ts": secrets,
  "quickback/features/vault/versions.ts": versions,
  "quickback/features/vault/boards.ts": boards,
  "quickback/features/vault/rooms.ts": rooms,
  "quickback/features/vault/news.ts": news,
  "quickback/features/vault/links.ts": links,
  "quickback/features/vault/actions.ts": actions,
  "quickback/features/desk/actions.ts": deskActions,
};
