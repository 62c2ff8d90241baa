import { definePage } from "@quickback/compiler";

export default definePage({
  slug: "editing",
  title: "Posts and what is said of them",
  access: { userRole: ["admin"] },
  dataSources: {
    drafts: { table: "posts", defaultSort: { field: "title" }, displayColumns: ["title", "published"] },
    shown: { table: "posts" },
  },
  layout: {
    type: "split-panel",
    panels: [
      { id: "left", dataSource: "drafts", position: "left", features: ["drag-source"] },
      { id: "right", dataSource: "shown", position: "right" },
    ],
  },
  matching: {
    rules: [
      {
        name: "same title",
        weight: 1,
        condition: { left: "drafts.title", right: "shown.title", operator: "fuzzy-match" },
      },
    ],
  },
  pageActions: { publish: { table: "posts", action: "publish" } },
});
