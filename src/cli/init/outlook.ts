import type { Finding } from '../../domain/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { type Estimate, estimate, freeBytesAt } from '../../setup/index.ts';
import { bytes, count, duration } from '../amounts.ts';
import type { Host } from '../host.ts';
import { paint, say } from '../output.ts';
import type { InitOptions } from './options.ts';
import { measureSample } from './sample.ts';
import type { Scope } from './scope.ts';
import type { SignedIn } from './sign-in.ts';

/** What a first sync will meet. */
export interface Outlook {
  /** What the account may not read of who may see what. */
  readonly unreadable: readonly Finding[];
  /** Projects of which that was asked; the others are looked at by a sync. */
  readonly examined: number;
  /** Null where nothing was measured. */
  readonly estimate: Estimate | null;
  readonly freeBytes: number;
}

/** As many as Jira gives in two requests. */
const SAMPLE_TICKETS = 200;
/** Each is two requests and more: of sites with hundreds of projects only these are looked at. */
const MOST_EXAMINED = 50;

export async function lookAhead(
  host: Host,
  config: Config,
  { greeting, email, apiToken, account, jira }: SignedIn,
  { jql, tickets, projects, chosen }: Scope,
  { json, sample }: InitOptions,
): Promise<Outlook> {
  const examined = (chosen ?? projects).slice(0, MOST_EXAMINED);
  const counts = new Map(examined.map((project) => [project.key, project.tickets ?? 0]));
  const unreadable = await jira.unreadable(counts, account.accountId);
  const ids = sample && tickets > 0 ? await jira.sampleIds(jql, SAMPLE_TICKETS) : [];
  if (!json && ids.length > 0)
    say(paint('dim', `${ids.length} tickets are read, to see how long all will take.`));
  const settings = { JIRA_BASE_URL: greeting.baseUrl, JIRA_EMAIL: email, JIRA_API_KEY: apiToken };
  const measured = ids.length > 0 ? await measureSample(host, config, settings, ids) : null;
  return {
    unreadable,
    examined: examined.length,
    estimate: measured && estimate(tickets, measured),
    freeBytes: freeBytesAt(config.CASEBOOK_DATA_DIR),
  };
}

export function sayOutlook(
  { tickets, jql, projects, chosen }: Scope,
  { unreadable, examined, estimate, freeBytes }: Outlook,
): void {
  say(`About ${count(tickets, 'ticket')}${jql ? ` by ${jql}` : ''}.`);
  if (estimate) {
    const { sample } = estimate;
    say(
      `The first sync will take up to about ${duration(estimate.ms)} and ${bytes(estimate.bytes)}; ${bytes(freeBytes)} are free. `,
      paint(
        'dim',
        `Measured here: ${sample.tickets} tickets took ${duration(sample.ms)} and ${bytes(sample.bytes)}.`,
      ),
    );
    if (estimate.bytes > freeBytes)
      say(
        paint('red', 'That is more than is free: choose fewer projects, or another folder with --data-dir.'),
      );
  }
  const all = (chosen ?? projects).length;
  if (examined < all)
    say(`Who may see what was asked for ${examined} of ${all} projects; a sync asks for all.`);
  if (unreadable.length === 0) {
    say('The account may read who may see what: readers will see what Jira shows them.');
    return;
  }
  say(paint('yellow', 'What the account may not read stays closed to all but operators:'));
  for (const { what, why, hides, advice } of unreadable) {
    say(`  ${what}: ${why}${hides ? ` Hides ${hides}.` : ''}`);
    say(paint('dim', `    ${advice}`));
  }
}
