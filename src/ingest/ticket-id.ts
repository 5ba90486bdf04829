/**
 * Jira's own exports carry the numeric id of every issue, which stays when a ticket moves to another project. Files
 * that people cut down may lack it: their tickets go by their key, until a source that knows the id brings the ticket.
 */
export function derivedId(key: string): string {
  return `key:${key}`;
}

export function isDerived(id: string): boolean {
  return id.startsWith('key:');
}
