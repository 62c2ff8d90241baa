import { describe, expect, it } from "vitest";
import { plannedKeys } from "../../compiler/src/2-model/planned-keys";
import { renderPage } from "./parse-page";
import { currentDocs } from "./testing";

/** The topics that the documentation has had since its first version: links to them keep working. */
const topics = `
  account-ui account-ui/customization account-ui/environment-variables account-ui/features
  account-ui/features/admin account-ui/features/api-keys account-ui/features/avatars
  account-ui/features/cli-authorize account-ui/features/organizations account-ui/features/passkeys
  account-ui/features/passwordless account-ui/features/sessions account-ui/library-usage
  account-ui/standalone account-ui/with-quickback account-ui/worker changelog cms cms/actions
  cms/components cms/connecting cms/dashboard cms/inline-editing cms/pages cms/record-layouts
  cms/schema-format cms/schema-registry cms/security cms/table-views compiler compiler/cloud-compiler
  compiler/cloud-compiler/authentication compiler/cloud-compiler/cli compiler/cloud-compiler/endpoints
  compiler/cloud-compiler/local-compiler compiler/cloud-compiler/troubleshooting compiler/config
  compiler/config/domains compiler/config/output compiler/config/providers compiler/config/single-tenant
  compiler/config/variables compiler/definitions compiler/definitions/access compiler/definitions/actions
  compiler/definitions/concepts compiler/definitions/firewall compiler/definitions/guards
  compiler/definitions/masking compiler/definitions/schema compiler/definitions/validation
  compiler/definitions/views compiler/getting-started compiler/getting-started/development
  compiler/getting-started/full-example compiler/getting-started/hand-crafted
  compiler/getting-started/quickref compiler/getting-started/template-blog
  compiler/getting-started/template-bun compiler/getting-started/template-cloudflare
  compiler/getting-started/template-turso compiler/getting-started/templates compiler/integrations
  compiler/integrations/cloudflare compiler/integrations/neon compiler/integrations/supabase
  compiler/troubleshooting compiler/using-the-api compiler/using-the-api/actions-api
  compiler/using-the-api/batch-operations compiler/using-the-api/caching compiler/using-the-api/crud
  compiler/using-the-api/errors compiler/using-the-api/openapi compiler/using-the-api/query-params
  compiler/using-the-api/views-api index plugins-tools plugins-tools/better-auth-plugins/aws-ses
  plugins-tools/better-auth-plugins/combo-auth plugins-tools/better-auth-plugins/upgrade-anonymous
  plugins-tools/claude-code-skill stack stack/auth stack/auth/api-keys stack/auth/device-auth
  stack/auth/jwt-optimization stack/auth/plugins stack/auth/security stack/auth/using-auth stack/database
  stack/database/d1 stack/database/neon stack/database/using-d1 stack/queues stack/queues/handlers
  stack/queues/using-queues stack/realtime stack/realtime/durable-objects stack/realtime/using-realtime
  stack/storage stack/storage/kv stack/storage/r2 stack/storage/using-kv stack/storage/using-r2
  stack/vector stack/vector/embeddings stack/vector/using-embeddings stack/webhooks stack/webhooks/inbound
  stack/webhooks/outbound
`
  .trim()
  .split(/\s+/);

/** Keys of features that are not built → the page that says what to do meanwhile. */
const plannedPages: Record<string, string> = {
  account: "account-ui",
  cms: "cms",
  email: "plugins-tools/better-auth-plugins/aws-ses",
  embeddings: "stack/vector",
  fileStorage: "stack/storage",
  realtime: "stack/realtime",
  storage: "stack/storage",
};

describe("topics", () => {
  it("are all there", () => {
    expect(new Set(topics).size).toBe(111);
    const slugs = currentDocs.pages.map(({ slug }) => slug);
    expect(topics.filter((topic) => !slugs.includes(topic))).toEqual([]);
  });

  it("say of each key that the compiler refuses as planned that it is not built", () => {
    const { outputDir: _output, ...planned } = plannedKeys;
    // When a feature gets built, its pages have to be written.
    expect(Object.keys(plannedPages).sort()).toEqual(Object.keys(planned).sort());
    for (const [key, slug] of Object.entries(plannedPages)) {
      const page = currentDocs.pages.find((each) => each.slug === slug);
      const text = page ? renderPage(page) : "";
      expect(text, slug).toMatch(/[Nn]ot built yet/);
      expect(text, slug).toContain(`\`${key}\``);
      expect(text, slug).toContain("`NOT_YET_SUPPORTED`");
    }
  });

  it("that are not built say so first, and show no definitions", () => {
    const said = currentDocs.pages.filter(({ sections: [lead] }) => lead?.text.startsWith("Not built yet"));
    expect(said.length).toBeGreaterThan(40);
    for (const page of said) expect(renderPage(page), page.slug).not.toContain("```ts");
  });
});
