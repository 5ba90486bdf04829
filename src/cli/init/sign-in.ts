import { CasebookError } from '../../domain/index.ts';
import type { Config } from '../../platform/config/index.ts';
import {
  CLOCK_IS_OFF_MS,
  type Greeting,
  greet,
  type JiraBefore,
  type SurveyedAccount,
  siteAddress,
} from '../../setup/index.ts';
import { duration } from '../amounts.ts';
import type { Host } from '../host.ts';
import { paint, say } from '../output.ts';
import { secretFromInput, typedUnseen } from '../password.ts';
import { ask, sayWhyNot } from './ask.ts';
import type { InitOptions } from './options.ts';

/** A Jira that took the token. */
export interface SignedIn {
  readonly greeting: Greeting;
  readonly email: string;
  readonly apiToken: string;
  readonly account: SurveyedAccount;
  readonly jira: JiraBefore;
}

const TOKENS = 'https://id.atlassian.com/manage-profile/security/api-tokens';

/**
 * Asks where Jira is and who reads, and tries both at once. A person may correct what does not work, as often as it takes.
 *
 * @param person whether somebody is at the terminal.
 * @throws CasebookError `call-invalid` where something is missing and nobody can be asked, `jira-differs` where the folder
 * holds the tickets of another Jira, or what Jira says.
 */
export async function signIn(
  host: Host,
  config: Config,
  options: InitOptions,
  person: boolean,
): Promise<SignedIn> {
  const { JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_KEY, JIRA_CONCURRENCY } = config;
  // Before anything that can fail, so that whoever writes it is not left waiting.
  const piped = options.tokenStdin ? await secretFromInput() : undefined;
  const greeting = await untilItWorks(person, options.site, async (given) => {
    const typed = given ?? (person ? await ask('Address of your Jira', JIRA_BASE_URL) : JIRA_BASE_URL);
    if (!typed) throw missing('Say where your Jira is: --site https://your-company.atlassian.net');
    const address = siteAddress(typed);
    if (!address)
      throw missing(`${typed} is no address of a site, such as https://your-company.atlassian.net.`);
    const greeting = await greet(address);
    const { refuseOtherJira } = await import('../data/other-jira.ts');
    await refuseOtherJira(config, greeting.baseUrl);
    return greeting;
  });
  return untilItWorks(person, options.email, async (given) => {
    const email =
      given ?? (person ? await ask('E-mail address of the account that reads', JIRA_EMAIL) : JIRA_EMAIL);
    if (!email) throw missing('Say whose account reads: --email you@your-company.com');
    // A token is one account's at one site, and goes nowhere else.
    const isKnown = greeting.baseUrl === JIRA_BASE_URL && email === JIRA_EMAIL;
    const apiToken = piped ?? (await tokenFor(isKnown ? JIRA_API_KEY : undefined, person));
    const jira = await host.openJiraBefore({ baseUrl: greeting.baseUrl, email, apiToken }, JIRA_CONCURRENCY);
    try {
      return { greeting, email, apiToken, account: await jira.account(), jira };
    } catch (error) {
      await jira.close();
      throw error;
    }
  });
}

async function tokenFor(before: string | undefined, person: boolean): Promise<string> {
  if (person && !before) say(`  An API token of that account is made at ${TOKENS}`);
  const typed = person
    ? await typedUnseen(
        before ? 'API token (not shown; Enter keeps the one there is): ' : 'API token (not shown): ',
      )
    : '';
  const token = typed.trim() || before;
  if (!token) throw missing('No API token came in: --token-stdin reads one from standard input.');
  return token;
}

const missing = (what: string) => new CasebookError('call-invalid', what);

/** The first try takes what was given on the command line; each further one asks. */
async function untilItWorks<T>(
  person: boolean,
  given: string | undefined,
  attempt: (given: string | undefined) => Promise<T>,
): Promise<T> {
  let first = given;
  for (;;) {
    try {
      return await attempt(first);
    } catch (error) {
      if (!person) throw error;
      sayWhyNot(error);
      first = undefined;
    }
  }
}

export function saySignedIn({ greeting, account }: SignedIn): void {
  const { baseUrl, answeredInMs, clockAheadMs } = greeting;
  say(paint('green', '  Jira answers'), ` at ${baseUrl}, in ${answeredInMs} ms.`);
  if (clockAheadMs !== null && Math.abs(clockAheadMs) > CLOCK_IS_OFF_MS)
    say(
      paint(
        'yellow',
        `  Its clock is ${duration(Math.abs(clockAheadMs))} ${clockAheadMs > 0 ? 'before' : 'behind'} the one of this machine: set this one by the network (NTP).`,
      ),
    );
  const zone = account.timeZone ? `; days in JQL are those of ${account.timeZone}` : '';
  say(paint('green', '  Signed in'), ` as ${account.name}${zone}.`);
}
