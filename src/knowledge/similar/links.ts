import { siteOfTicket, type Ticket, type TicketLink } from '../../domain/index.ts';

/** What a link says about two tickets being one matter: only the first says that they are. */
export const LINK_KINDS = ['duplicate', 'clone', 'block', 'hierarchy', 'other'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** How a ticket is linked with another one. */
export interface Connection {
  readonly kind: LinkKind;
  /** Read from the first to the second: "is duplicated by"; the name of the link's type where only the second tells. */
  readonly relation: string;
}

/**
 * Names of link types are an administrator's choice, in his language: these are Jira's own and those of its
 * translations ("Duplikat", "doublon"). A name that none fits is another kind of link.
 */
const KINDS: readonly (readonly [LinkKind, RegExp])[] = [
  ['duplicate', /dupl|doublon|dublett|дубл|重複|重复|중복/i],
  ['clone', /clon/i],
  ['block', /block|depend|gates/i],
  ['hierarchy', /parent|child|sub-?task|epic|split|incorporat|part of|contain/i],
];

export function linkKind({ type, relation }: TicketLink): LinkKind {
  const text = `${type} ${relation}`;
  return KINDS.find(([, names]) => names.test(text))?.[0] ?? 'other';
}

/** Whether somebody has decided already that the ticket is a duplicate, or that another one is a duplicate of it. */
export function linkedAsDuplicate({ links }: Pick<Ticket, 'links'>): boolean {
  return links.some((link) => linkKind(link) === 'duplicate');
}

type Linked = Pick<Ticket, 'id' | 'key' | 'links' | 'parentKey'>;

/**
 * How two tickets are connected, as either of them tells: sources exist that tell it of one side only. Of several
 * links a duplicate counts before all others. Null where neither names the other: what a ticket names is of its own site.
 */
export function connectionBetween(from: Linked, to: Linked): Connection | null {
  if (siteOfTicket(from.id) !== siteOfTicket(to.id)) return null;
  const told: Connection[] = [
    ...from.links
      .filter(({ key }) => key === to.key)
      .map((link) => ({ kind: linkKind(link), relation: link.relation })),
    ...to.links
      .filter(({ key }) => key === from.key)
      .map((link) => ({ kind: linkKind(link), relation: link.type })),
  ];
  const duplicate = told.find(({ kind }) => kind === 'duplicate');
  if (duplicate) return duplicate;
  if (from.parentKey === to.key) return { kind: 'hierarchy', relation: 'is part of' };
  if (to.parentKey === from.key) return { kind: 'hierarchy', relation: 'contains' };
  return told[0] ?? null;
}
