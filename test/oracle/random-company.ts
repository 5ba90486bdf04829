import type { DemoCompany } from '../../src/demo/company/company.ts';
import { roles } from '../../src/demo/company/groups.ts';
import type {
  DemoComment,
  DemoGroup,
  DemoLink,
  DemoPerson,
  DemoProject,
  DemoSecurityScheme,
  DemoTicket,
  DemoVisibility,
  ProjectKey,
} from '../../src/demo/company/model.ts';
import { openCompany } from '../../src/demo/company/open-company.ts';
import { issueTypes, priorities, resolutions, statuses } from '../../src/demo/company/workflow.ts';
import { createRandom, type Random } from '../../src/demo/random.ts';
import { drawAccess, drawHolders, type Site } from './random-access.ts';
import { createWords } from './words.ts';

/** Stands in the description of every ticket: searching it lists all that somebody may see. */
export const EVERYWHERE = 'ledger';
/** Stands in every text that Jira hands over, and in no query: it has no business in a log. */
export const UNSAID = 'wobbegong';

const NOW = Date.UTC(2026, 10, 1, 9);
const DAY = 86_400_000;
const PROJECTS = ['PAY', 'CORE', 'DATA', 'WEB', 'SUP', 'ITH'] as const satisfies readonly ProjectKey[];
const LABELS = ['checkout', 'latency', 'printing', 'mobile', 'night', 'import', 'tax', 'login'];
const COMPONENTS = ['gateway', 'mailer', 'reports', 'scanner'];
const TOPICS = [
  'the payment gateway times out after the second retry and customers are charged twice',
  'printing of shipping labels stops when the warehouse scanner loses its connection',
  'nightly import of tax rates fails because a certificate has expired',
  'login by single sign-on sends people back to the start page again and again',
  'the mobile app shows an empty basket after it was closed and opened again',
];

export interface RandomCompany {
  readonly company: DemoCompany;
  readonly newWord: () => string;
}

/**
 * A company whose people, projects, schemes, tickets and comments are drawn: no two seeds have the same rights.
 *
 * @param beside one at another site of the same installation. Whatever an id, a key or a name means there, it means something else
 *   here; a few tickets have the keys of tickets there, and some people have accounts at both.
 */
export function randomCompany({
  seed,
  tickets: count,
  beside,
}: {
  readonly seed: number;
  readonly tickets: number;
  readonly beside?: RandomCompany | undefined;
}): RandomCompany {
  const random = createRandom(seed);
  const people = drawPeople(random.fork('people'), beside?.company.people ?? []);
  const groups = drawGroups(random.fork('groups'), people, beside?.company.groups ?? []);
  const newWord = beside?.newWord ?? createWords(random.fork('words'));
  const projects = drawProjects(random.fork('projects'), people);
  const site: Site = { people, groups };
  const schemes = drawSchemes(random.fork('schemes'), site);
  const numbering = beside ? numberedBeside : (nth: number) => nth;
  const ground = { ...site, projects, schemes, newWord, count, numbering };
  const tickets = drawTickets(random.fork('tickets'), ground);
  const company = openCompany({
    people: { teams: {}, customers: [], all: people } as never,
    groups: Object.fromEntries(groups.map((group) => [group.name, group])) as never,
    projects: Object.fromEntries(projects.map((project) => [project.key, project])) as never,
    schemes,
    tickets,
    now: new Date(NOW),
  });
  drawAccess(random.fork('access'), company, 1);
  return { company, newWord };
}

/** Numbers that the tickets of no other site have, but for the first few of each project. */
const numberedBeside = (nth: number) => (nth <= 2 ? nth : 500 + nth);

/** Some of those elsewhere have an account here too, under the same id. */
function drawPeople(random: Random, elsewhere: readonly DemoPerson[]): DemoPerson[] {
  const known = (accountType: DemoPerson['accountType'], at: number) =>
    elsewhere.filter((person) => person.accountType === accountType)[at - 1];
  const newId = (accountType: DemoPerson['accountType']) =>
    accountType === 'customer' ? `qm:${random.hex(8)}:${random.hex(12)}` : random.hex(24);
  const idOf = (accountType: DemoPerson['accountType'], at: number) => {
    const twin = known(accountType, at);
    return twin && random.chance(0.7) ? twin.accountId : newId(accountType);
  };
  const person = (accountType: DemoPerson['accountType'], at: number): DemoPerson => ({
    accountId: idOf(accountType, at),
    displayName: `${accountType === 'atlassian' ? 'Colleague' : accountType} ${at}`,
    accountType,
    active: true,
    timeZone: 'UTC',
    group: '',
  });
  return [
    ...Array.from({ length: 14 }, (_, at) => person('atlassian', at + 1)),
    ...Array.from({ length: 5 }, (_, at) => person('customer', at + 1)),
    person('app', 1),
  ];
}

const uuid = (random: Random) => [8, 4, 4, 4, 12].map((length) => random.hex(length)).join('-');

/** Most have the ids, and all have the names, of those elsewhere. */
function drawGroups(
  random: Random,
  people: readonly DemoPerson[],
  elsewhere: readonly DemoGroup[],
): DemoGroup[] {
  const colleagues = people.filter(({ accountType }) => accountType === 'atlassian');
  const idOf = (twin: DemoGroup | undefined) => (twin && random.chance(0.8) ? twin.groupId : uuid(random));
  return Array.from({ length: 6 }, (_, at) => ({
    groupId: idOf(elsewhere[at]),
    name: `team-${at + 1}`,
    members: random.sample(colleagues, random.int(0, 8)),
  }));
}

function drawProjects(random: Random, people: readonly DemoPerson[]): DemoProject[] {
  return PROJECTS.map((key, at) => ({
    id: String(10_010 + at),
    code: key,
    key,
    name: `Project ${key.toLowerCase()}`,
    kind: key === 'SUP' || key === 'ITH' ? 'service_desk' : 'software',
    description: '',
    lead: random.pick(people.filter(({ accountType }) => accountType === 'atlassian')),
    components: COMPONENTS.map((name, index) => ({ id: String(20_000 + at * 10 + index), name })),
    versions: [],
  }));
}

function drawSchemes(random: Random, site: Site): DemoSecurityScheme[] {
  const scheme = (id: number, projects: readonly ProjectKey[]): DemoSecurityScheme => ({
    id: String(id),
    name: `Scheme ${id}`,
    description: '',
    projects,
    levels: [1, 2, 3].map((at) => ({
      id: String(id * 10 + at),
      name: `Level ${id}.${at}`,
      description: '',
      holders: drawHolders(random, site, { forLevel: true, service: projects.includes('SUP') }),
    })),
  });
  return [scheme(1001, ['PAY', 'CORE']), scheme(1002, ['DATA', 'WEB']), scheme(1003, ['SUP', 'ITH'])];
}

interface Ground extends Site {
  readonly projects: readonly DemoProject[];
  readonly schemes: readonly DemoSecurityScheme[];
  readonly newWord: () => string;
  readonly count: number;
  /** The number of a project's n-th ticket, counted from 1. */
  readonly numbering: (nth: number) => number;
}

function drawTickets(random: Random, ground: Ground): DemoTicket[] {
  const last = new Map<string, number>();
  let commentId = 50_000;
  const tickets = Array.from({ length: ground.count }, (_, at): DemoTicket => {
    const project = random.pick(ground.projects);
    const nth = (last.get(project.key) ?? 0) + 1;
    last.set(project.key, nth);
    const service = project.kind === 'service_desk';
    const created = NOW - random.int(1, 60) * DAY - at * 60_000;
    const levels = ground.schemes.find(({ projects }) =>
      projects.includes(project.key as ProjectKey),
    )!.levels;
    const isResolved = random.chance(0.4);
    const topic = random.pick(TOPICS);
    return {
      id: String(20_000 + at),
      key: `${project.key}-${ground.numbering(nth)}`,
      project,
      issueType: service
        ? issueTypes.incident
        : random.pick([issueTypes.bug, issueTypes.task, issueTypes.story]),
      summary: `${ground.newWord()} ${topic.split(' ').slice(0, 5).join(' ')}`,
      description: `${topic}. The ${EVERYWHERE} says ${ground.newWord()}, and ${UNSAID}.`,
      environment: random.chance(0.3) ? `Seen on ${ground.newWord()} ${UNSAID}` : null,
      status: isResolved ? statuses.done : random.pick([statuses.todo, statuses.inProgress]),
      priority: random.pick([priorities.high, priorities.medium, priorities.low]),
      resolution: isResolved ? resolutions.fixed : null,
      resolved: isResolved ? created + DAY / 2 : null,
      created,
      updated: created + DAY / 2,
      labels: random.sample(LABELS, random.int(0, 2)),
      components: random.chance(0.5) ? [random.pick(COMPONENTS)] : [],
      versions: [],
      fixVersions: [],
      ...drawRoleholders(random, ground, service),
      links: [],
      parentKey: null,
      comments: Array.from({ length: random.int(0, 3) }, () =>
        drawComment(random, ground, { id: String(commentId++), service, created }),
      ),
      votes: 0,
      watches: 0,
      security: random.chance(0.3) ? random.pick(levels) : null,
      attachments: random.chance(0.3)
        ? [
            {
              id: String(70_000 + at),
              filename: `${ground.newWord()} ${UNSAID}.png`,
              mimeType: 'image/png',
              size: 1000,
              author: random.pick(ground.people),
              created,
            },
          ]
        : [],
      changes: [],
      worklogs: Array.from({ length: random.int(0, 1) }, () => {
        const visibility = drawVisibility(random, ground);
        return {
          id: String(80_000 + at),
          author: random.pick(ground.people),
          started: created,
          created,
          seconds: 3600,
          comment: `Looked at ${ground.newWord()}, ${UNSAID}.`,
          ...(visibility && { visibility }),
        };
      }),
      sprints: [],
      own: {
        impact: null,
        rootCause: random.chance(0.2) ? `Because of ${ground.newWord()} ${UNSAID}` : null,
      },
    };
  });
  return linked(random, tickets);
}

/** Whom a ticket itself names, as far as schemes can let them in. */
export function drawRoleholders(
  random: Random,
  { people, groups }: Site,
  service: boolean,
): Pick<DemoTicket, 'reporter' | 'assignee' | 'request' | 'picked'> {
  const some = <T>(list: readonly T[], chance: number) =>
    random.chance(chance) ? random.sample(list, random.int(1, 3)) : [];
  const organization = { id: String(random.int(1, 4)), name: 'Some shop' };
  return {
    reporter: random.pick(people),
    assignee: random.chance(0.7)
      ? random.pick(people.filter(({ accountType }) => accountType === 'atlassian'))
      : null,
    request:
      service && random.chance(0.85)
        ? {
            type: { id: '11', name: 'Get help' },
            organization: random.chance(0.4) ? organization : null,
            satisfaction: null,
          }
        : null,
    picked: Object.fromEntries(
      Object.entries({
        customfield_10026: service ? some(people, 0.4) : [],
        customfield_10050: some(people, 0.3),
        customfield_10051: some(groups, 0.3),
      }).filter(([, list]) => list.length > 0),
    ),
  };
}

export function drawVisibility(random: Random, { groups }: Site): DemoVisibility | undefined {
  if (random.chance(0.5)) return undefined;
  if (random.chance(0.5)) {
    const { name } = random.pick(Object.values(roles));
    return { type: 'role', value: name, identifier: name };
  }
  const { name, groupId } = random.pick(groups);
  return { type: 'group', value: name, identifier: groupId };
}

function drawComment(
  random: Random,
  ground: Ground,
  { id, service, created }: { id: string; service: boolean; created: number },
): DemoComment {
  const visibility = drawVisibility(random, ground);
  return {
    id,
    author: random.pick(ground.people),
    created: created + 60_000,
    updated: created + 60_000,
    body: `It was ${ground.newWord()} that we looked at, with ${UNSAID} beside it.`,
    ...(visibility && { visibility }),
    ...(service && { jsdPublic: random.chance(0.6) }),
  };
}

/** Ties tickets together across all borders: what is closed stands beside what is open. */
function linked(random: Random, tickets: readonly DemoTicket[]): DemoTicket[] {
  const links = new Map<string, DemoLink[]>(tickets.map(({ key }) => [key, []]));
  let id = 90_000;
  for (const ticket of tickets) {
    const other = random.pick(tickets);
    if (other.key === ticket.key || random.chance(0.4)) continue;
    const type = random.pick(['Duplicate', 'Blocks', 'Relates'] as const);
    const common = { id: String(id++), type, author: ticket.reporter, created: ticket.created };
    links.get(ticket.key)!.push({ ...common, direction: 'outward', otherKey: other.key });
    links.get(other.key)!.push({ ...common, direction: 'inward', otherKey: ticket.key });
  }
  return tickets.map((ticket) => {
    const parent = random.chance(0.2) ? random.pick(tickets).key : null;
    return { ...ticket, links: links.get(ticket.key)!, parentKey: parent === ticket.key ? null : parent };
  });
}
