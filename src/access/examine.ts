import { type Finding, nameAt, type SiteName } from '../domain/index.ts';
import { type Database, ofSite } from '../platform/database/index.ts';
import type { AccessState, AccessStatus, ProjectState } from './state.ts';

export interface Examined {
  readonly findings: readonly Finding[];
  /** What is as it should be, and still worth to be known: a sentence each. */
  readonly notes: readonly string[];
}

/** After this long without a whole reading, who may see what may have become something else. */
const TOO_OLD_MS = 24 * 3_600_000;

/** What is known of a site, and where. */
export interface KnownSite {
  readonly database: Database;
  readonly site: SiteName;
  readonly state: AccessState | null;
}

/**
 * What of who may see what is not known, and what that hides from all but operators. Of a further site that was taken out of the settings
 * nothing is to be read any more, and nothing to be put right.
 */
export async function examine(
  known: KnownSite & {
    /** Whether the settings still name it. */
    readonly isConfigured: boolean;
  },
  status: AccessStatus,
  now = Date.now(),
): Promise<Examined> {
  const { site, isConfigured } = known;
  if (site === null) return { findings: await examineSite(known, status, now), notes: [] };
  if (!isConfigured) return { findings: [], notes: [await whatStays(known, site)] };
  const findings = await examineSite(known, status, now);
  return { findings: findings.map((each) => ({ ...each, what: `${each.what} at site ${site}` })), notes: [] };
}

async function whatStays({ database, site, state }: KnownSite, name: string): Promise<string> {
  const tickets = sum((await countTickets(database, site)).values());
  const rights = state
    ? `who may see them is as it was read at ${new Date(state.readAt).toISOString()}`
    : 'operators alone see them, and who was let in by hand';
  return `The settings name site ${name} no longer: its ${tickets} tickets stay, and ${rights}.`;
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, each) => all + each, 0);

async function examineSite(
  { database, site, state }: KnownSite,
  { readAt, trouble }: AccessStatus,
  now: number,
): Promise<Finding[]> {
  const counts = await countTickets(database, site);
  const all = sum(counts.values());
  const findings: Finding[] = [];
  if (!state || readAt === null) {
    if (all > 0)
      findings.push({
        what: 'who may see what',
        why: trouble?.reason ?? 'Jira has not been asked yet.',
        hides: `all ${all} tickets, but for what operators granted by hand`,
        advice: 'Run `casebook sync`, with a Jira account that may read permission schemes.',
      });
    return findings;
  }
  if (trouble || now - readAt > TOO_OLD_MS)
    findings.push({
      what: 'the age of what is known',
      why: `It was read ${hours(now - readAt)} hours ago. ${trouble?.reason ?? 'Nothing has read it since.'}`,
      hides: null,
      advice:
        'Whoever lost a permission since still has it here: run `casebook sync`, or keep a server running.',
    });
  for (const [key, tickets] of counts) findings.push(...ofProject(key, tickets, state));
  findings.push(...(await ofLevels(database, site, state)), ...ofAccounts(state));
  const unsaid = await countUnsaid(database, site);
  if (unsaid > 0)
    findings.push({
      what: 'the visibility of comments',
      why: 'They were imported from a source that does not say who may read them.',
      hides: `${unsaid} comments`,
      advice: 'A sync with Jira says it.',
    });
  return findings;
}

const hours = (ms: number): number => Math.round(ms / 3_600_000);

const ADMINISTER =
  'Give the Jira account of the settings the project permission Administer Projects, or the global one Administer Jira; or open it by hand: `casebook users grant`.';

export function ofProject(key: string, tickets: number, state: AccessState): Finding[] {
  const found = state.projects.get(key);
  const finding = (what: string, why: string, hides: string | null): Finding => ({
    what,
    why,
    hides,
    advice: ADMINISTER,
  });
  if (!found) return [finding(`project ${key}`, 'It has not been read yet.', `${tickets} tickets`)];
  if ('refused' in found) return [finding(`project ${key}`, found.refused, `${tickets} tickets`)];
  const project: ProjectState = found.is;
  const findings: Finding[] = [];
  if (project.archived)
    return [
      {
        what: `project ${key}`,
        why: 'It is archived in Jira.',
        hides: `${tickets} tickets`,
        advice: 'Nothing to do: Jira hides it too. Operators find it.',
      },
    ];
  if ('refused' in project.browse)
    findings.push(finding(`permission scheme of ${key}`, project.browse.refused, `${tickets} tickets`));
  else
    for (const { type } of project.browse.is)
      if (!KNOWN_HOLDERS.has(type))
        findings.push({
          ...finding(`permission scheme of ${key}`, `Casebook does not know holders of type ${type}.`, null),
          advice: 'They open nothing. Grant by hand what they should: `casebook users grant`.',
        });
  if ('refused' in project.roles)
    findings.push(
      finding(
        `roles of ${key}`,
        project.roles.refused,
        'what the scheme, security levels and comments give to roles',
      ),
    );
  else
    for (const { name, actors } of project.roles.is)
      if ('refused' in actors)
        findings.push(finding(`role ${name} of ${key}`, actors.refused, 'what is given to this role'));
  return findings;
}

const KNOWN_HOLDERS: ReadonlySet<string> = new Set([
  'anyone',
  'applicationRole',
  'assignee',
  'group',
  'groupCustomField',
  'projectLead',
  'projectRole',
  'reporter',
  'sd.customer.portal.only',
  'user',
  'userCustomField',
]);

async function ofLevels(database: Database, site: SiteName, state: AccessState): Promise<Finding[]> {
  const scope = nameAt(site, 'security:');
  const rows = await database
    .selectFrom('tickets')
    .select(['access_json', ({ fn }) => fn.countAll<number>().as('tickets')])
    .where('access_json', 'like', `%"${scope}%`)
    .groupBy('access_json')
    .execute();
  const byLevel = new Map<string, number>();
  for (const { access_json, tickets } of rows) {
    const [, clause] = JSON.parse(access_json) as string[][];
    const level = clause?.[0]?.slice(scope.length) ?? '';
    if (state.levelsRefused === null && state.levels.has(level)) continue;
    byLevel.set(level, (byLevel.get(level) ?? 0) + Number(tickets));
  }
  return [...byLevel].map(([level, tickets]) => ({
    what: `security level ${level}`,
    why: state.levelsRefused ?? 'Jira does not list it.',
    hides: `${tickets} tickets`,
    advice:
      'Give the Jira account of the settings the global permission Administer Jira; or open the level by hand: `casebook users grant LOGIN security:ID`.',
  }));
}

export function ofAccounts(state: AccessState): Finding[] {
  const advice = 'Give the Jira account of the settings the global permission Browse users and groups.';
  return [...state.accounts].flatMap(([id, found]): Finding[] => {
    if ('refused' in found)
      return [
        {
          what: `account ${id}`,
          why: found.refused,
          hides: 'everything that Jira opens to it',
          advice: `${advice} Where Jira has no such account: \`casebook users link LOGIN ACCOUNT-ID\` with the right one.`,
        },
      ];
    const { groups, organizations, products, productCount } = found.is;
    const findings: Finding[] = [];
    if ('refused' in groups)
      findings.push({
        what: `groups of account ${id}`,
        why: groups.refused,
        hides: 'what is given to its groups',
        advice,
      });
    if ('refused' in organizations)
      findings.push({
        what: `organisations of account ${id}`,
        why: organizations.refused,
        hides: 'requests of its organisations',
        advice: 'Make the Jira account of the settings an agent of the service projects.',
      });
    if (productCount > products.length)
      findings.push({
        what: `applications of account ${id}`,
        why: `Jira names ${products.length} of ${productCount}.`,
        hides: 'what is given to the others',
        advice,
      });
    return findings;
  });
}

async function countTickets(database: Database, site: SiteName): Promise<Map<string, number>> {
  const rows = await database
    .selectFrom('tickets')
    .select(['project_key', ({ fn }) => fn.countAll<number>().as('tickets')])
    .where(ofSite('id', site))
    .groupBy('project_key')
    .orderBy('project_key')
    .execute();
  return new Map(rows.map(({ project_key, tickets }) => [project_key, Number(tickets)]));
}

async function countUnsaid(database: Database, site: SiteName): Promise<number> {
  const { comments } = await database
    .selectFrom('comments')
    .select(({ fn }) => fn.countAll<number>().as('comments'))
    .where('access_json', 'like', '%"visibility:unknown"%')
    .where(ofSite('ticket_id', site))
    .executeTakeFirstOrThrow();
  return Number(comments);
}
