/** Where a ticket can be read in Jira, behind what else is said of it; its site alone where that has no address. */
export function where({ url, site }: { readonly url: string | null; readonly site: string | null }): string {
  return `${site ? ` · site ${site}` : ''}${url ? ` · ${url}` : ''}`;
}
