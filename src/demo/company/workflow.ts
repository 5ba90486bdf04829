import type { DemoIssueType, DemoStatus, DemoVisibility, LinkType, Named } from './model.ts';

const status = (id: string, name: string, category: DemoStatus['category']): DemoStatus => ({
  id,
  name,
  category,
});

/** The two workflows: the software projects' and the service projects'. */
export const statuses = {
  todo: status('10000', 'To Do', 'new'),
  backlog: status('10001', 'Backlog', 'new'),
  inProgress: status('3', 'In Progress', 'indeterminate'),
  inReview: status('10002', 'In Review', 'indeterminate'),
  blocked: status('10003', 'Blocked', 'indeterminate'),
  done: status('10004', 'Done', 'done'),
  open: status('10010', 'Open', 'new'),
  waitingForSupport: status('10011', 'Waiting for support', 'indeterminate'),
  waitingForCustomer: status('10012', 'Waiting for customer', 'indeterminate'),
  escalated: status('10013', 'Escalated', 'indeterminate'),
  resolved: status('10014', 'Resolved', 'done'),
  closed: status('6', 'Closed', 'done'),
} as const satisfies Record<string, DemoStatus>;

export const priorities = {
  highest: { id: '1', name: 'Highest' },
  high: { id: '2', name: 'High' },
  medium: { id: '3', name: 'Medium' },
  low: { id: '4', name: 'Low' },
  lowest: { id: '5', name: 'Lowest' },
} as const satisfies Record<string, Named>;

export const resolutions = {
  done: { id: '10000', name: 'Done' },
  fixed: { id: '1', name: 'Fixed' },
  wontDo: { id: '10001', name: "Won't Do" },
  duplicate: { id: '10002', name: 'Duplicate' },
  cannotReproduce: { id: '10003', name: 'Cannot Reproduce' },
  knownError: { id: '10004', name: 'Known Error' },
} as const satisfies Record<string, Named>;

const issueType = (id: string, name: string, description: string, level = 0): DemoIssueType => ({
  id,
  name,
  description,
  subtask: level < 0,
  hierarchyLevel: level,
});

export const issueTypes = {
  epic: issueType('10000', 'Epic', 'A big piece of work that holds other tickets.', 1),
  story: issueType('10001', 'Story', 'Something a user wants to be able to do.'),
  task: issueType('10002', 'Task', 'A small, distinct piece of work.'),
  bug: issueType('10004', 'Bug', 'A problem or error.'),
  incident: issueType('10010', 'Incident', 'An unplanned interruption, or a loss of quality, of a service.'),
  request: issueType('10011', 'Service Request', 'A request from a customer or a colleague.'),
  question: issueType('10012', 'Question', 'Somebody wants to know something.'),
} as const satisfies Record<string, DemoIssueType>;

export const linkTypes: Readonly<
  Record<LinkType, { id: string; name: LinkType; inward: string; outward: string }>
> = {
  Duplicate: { id: '10002', name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
  Blocks: { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
  Relates: { id: '10003', name: 'Relates', inward: 'relates to', outward: 'relates to' },
};

/** The restrictions in use; role identifiers are the role's name, group identifiers the group's id, as in Jira. */
export const visibilities = {
  developers: { type: 'role', value: 'Developers', identifier: 'Developers' },
  serviceDeskTeam: { type: 'role', value: 'Service Desk Team', identifier: 'Service Desk Team' },
  administrators: { type: 'role', value: 'Administrators', identifier: 'Administrators' },
  incidentCommanders: {
    type: 'group',
    value: 'incident-commanders',
    identifier: '5b1d7e0c-3f7a-4c52-9d0e-6a2f94c1b7e3',
  },
  security: { type: 'group', value: 'security-response', identifier: '0e93a7d4-58c6-4f1b-8a27-d1c5b3f6e904' },
  finance: { type: 'group', value: 'finance-approvers', identifier: 'c47f20b8-91ad-4e3e-b6f0-73d8e5a1920c' },
} as const satisfies Record<string, DemoVisibility>;
