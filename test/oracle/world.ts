import type {
  DemoComment,
  DemoGroup,
  DemoHolder,
  DemoPerson,
  DemoProject,
  DemoRole,
  DemoTicket,
} from '../../src/demo/company/model.ts';

/** What decides who may see what on a site of Jira, as the site has it at one moment. */
export interface World {
  readonly roles: readonly DemoRole[];
  readonly levels: ReadonlyMap<string, readonly DemoHolder[]>;
  readonly groups: readonly DemoGroup[];
  readonly tickets: readonly DemoTicket[];
  browsers(project: DemoProject): readonly DemoHolder[];
  /** Who fills a role in a project. */
  actors(
    role: DemoRole,
    project: DemoProject,
  ): { readonly people: readonly DemoPerson[]; readonly groups: readonly DemoGroup[] };
  lead(project: DemoProject): DemoPerson;
  isArchived(project: DemoProject): boolean;
  isActive(person: DemoPerson): boolean;
  /** Products of the site that somebody may use; portal customers have none. */
  products(person: DemoPerson): readonly string[];
  organizations(person: DemoPerson): readonly { readonly id: string }[];
  /** Who an account is here; where it is not known, nobody. */
  person(accountId: string): DemoPerson;
}

/** All sites that an installation reads, as they are at one moment. */
export interface Sites {
  readonly worlds: readonly World[];
  /** All tickets that the installation has of them: no two have the same key. */
  readonly tickets: readonly DemoTicket[];
  /** Those that it refuses for their keys. */
  readonly refused: readonly DemoTicket[];
  worldOf(ticket: DemoTicket): World;
}

/** A comment, and where it stands. */
export interface PlacedComment {
  readonly ticket: DemoTicket;
  readonly comment: DemoComment;
}
