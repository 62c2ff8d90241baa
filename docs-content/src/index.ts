/**
 * The Quickback documentation, offline.
 *
 * @module
 */

export { headingsOf } from "./parse-page";
export { listTopics, type ReadResult, readDoc, type Topic } from "./read";
export { type SearchHit, type SearchOptions, searchDocs } from "./search";
