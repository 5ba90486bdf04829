/** A query that Jira would refuse with 400; the message is what it would say. */
export class JqlError extends Error {
  override readonly name = 'JqlError';
}
