import type { DemoChangeItem, DemoPerson, DemoTicket, LinkType, Named } from './model.ts';
import { linkTypes } from './workflow.ts';

/** The values of a ticket whose changes its history shows. */
export type TrackedValues = Pick<
  DemoTicket,
  | 'summary'
  | 'description'
  | 'status'
  | 'priority'
  | 'resolution'
  | 'labels'
  | 'components'
  | 'fixVersions'
  | 'assignee'
  | 'security'
  | 'parentKey'
>;

const item = (
  field: string,
  fieldId: string,
  from: readonly [string | null, string | null],
  to: readonly [string | null, string | null],
): DemoChangeItem => ({ field, fieldId, from: from[0], fromText: from[1], to: to[0], toText: to[1] });

const named = (value: Named | null) => [value?.id ?? null, value?.name ?? null] as const;
const person = (value: DemoPerson | null) => [value?.accountId ?? null, value?.displayName ?? null] as const;
const words = (value: string | null) => [null, value] as const;

/** How Jira's history names each value, and how it writes it: as an id with words, or as words alone. */
const tracked: {
  readonly [Name in keyof TrackedValues]: (
    from: TrackedValues[Name],
    to: TrackedValues[Name],
  ) => DemoChangeItem;
} = {
  status: (from, to) => item('status', 'status', named(from), named(to)),
  resolution: (from, to) => item('resolution', 'resolution', named(from), named(to)),
  assignee: (from, to) => item('assignee', 'assignee', person(from), person(to)),
  priority: (from, to) => item('priority', 'priority', named(from), named(to)),
  security: (from, to) => item('security', 'security', named(from), named(to)),
  summary: (from, to) => item('summary', 'summary', words(from), words(to)),
  description: (from, to) => item('description', 'description', words(from), words(to)),
  labels: (from, to) => item('labels', 'labels', words(from.join(' ')), words(to.join(' '))),
  components: (from, to) => item('Component', 'components', words(from.join(', ')), words(to.join(', '))),
  fixVersions: (from, to) => item('Fix Version', 'fixVersions', words(from.join(', ')), words(to.join(', '))),
  parentKey: (from, to) => item('IssueParentAssociation', 'parent', words(from), words(to)),
};

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What is different in `after`, as the items of one change; values that stayed as they were are left out. */
export function differences(before: Partial<TrackedValues>, after: Partial<TrackedValues>): DemoChangeItem[] {
  const items: DemoChangeItem[] = [];
  const compare = <Name extends keyof TrackedValues>(name: Name) => {
    if (!(name in after)) return;
    const [from, to] = [before[name], after[name]] as [TrackedValues[Name], TrackedValues[Name]];
    if (!same(from, to)) items.push(tracked[name](from, to));
  };
  for (const name of Object.keys(tracked) as (keyof TrackedValues)[]) compare(name);
  return items;
}

/** The item of a link that was made, in the words of its side. */
export function linkItem(type: LinkType, direction: 'inward' | 'outward', otherKey: string): DemoChangeItem {
  const toText = `This issue ${linkTypes[type][direction]} ${otherKey}`;
  return { field: 'Link', from: null, fromText: null, to: otherKey, toText };
}

/** The item of a file that came later than its ticket. */
export const attachmentItem = (id: string, filename: string): DemoChangeItem =>
  item('Attachment', 'attachment', [null, null], [id, filename]);
