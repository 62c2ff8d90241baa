/** A question about something that the report does not know. */
export class UnknownSubjectError extends Error {}
