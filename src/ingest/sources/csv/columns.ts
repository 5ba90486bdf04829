/**
 * The columns of Jira's CSV export that a ticket is made of, under the names that Jira and people who edit such files
 * give them. Names are compared without regard to case.
 */
const NAMES = {
  key: ['issue key', 'key'],
  id: ['issue id', 'id'],
  summary: ['summary'],
  type: ['issue type', 'issuetype', 'type', 'work type'],
  status: ['status'],
  statusCategory: ['status category'],
  projectKey: ['project key'],
  projectName: ['project name', 'project'],
  priority: ['priority'],
  resolution: ['resolution'],
  assignee: ['assignee'],
  assigneeId: ['assignee id'],
  reporter: ['reporter'],
  reporterId: ['reporter id'],
  created: ['created', 'created date'],
  updated: ['updated', 'updated date'],
  resolved: ['resolved', 'resolution date'],
  components: ['component/s', 'components', 'component'],
  labels: ['labels', 'label'],
  description: ['description'],
  environment: ['environment'],
  security: ['security level'],
  parentKey: ['parent key', 'parent', 'epic link', 'custom field (epic link)'],
  comments: ['comment', 'comments'],
} as const;

export type ColumnName = keyof typeof NAMES;

/** Without these there is no ticket; all of Jira's own exports have them. */
const REQUIRED = ['key', 'summary', 'type', 'status', 'created'] as const satisfies readonly ColumnName[];

const meanings = new Map<string, ColumnName>(
  Object.entries(NAMES).flatMap(([column, names]) => names.map((name) => [name, column as ColumnName])),
);

const LINK = /^(inward|outward) issue link \((.{1,200})\)$/i;

export type ColumnMeaning =
  | { readonly column: ColumnName }
  | { readonly link: { readonly direction: 'inward' | 'outward'; readonly type: string } };

/** What a column holds; null where it is none that tickets are made of. */
export function meaningOf(header: string): ColumnMeaning | null {
  const column = meanings.get(header.trim().toLowerCase());
  if (column) return { column };
  const link = LINK.exec(header.trim());
  if (!link) return null;
  const direction = link[1]?.toLowerCase() === 'inward' ? 'inward' : 'outward';
  return { link: { direction, type: link[2] as string } };
}

/** Which of the columns that must be there a header lacks, by Jira's names for them; all of them where it is no header. */
export function missingColumns(header: readonly string[]): string[] {
  const present = new Set(
    header.map((name) => {
      const meaning = meaningOf(name);
      return meaning && 'column' in meaning ? meaning.column : null;
    }),
  );
  return REQUIRED.filter((column) => !present.has(column)).map((column) => titleOf(column));
}

/** The name that Jira gives the column. */
export function titleOf(column: ColumnName): string {
  const name = NAMES[column][0];
  return name[0]?.toUpperCase() + name.slice(1);
}
