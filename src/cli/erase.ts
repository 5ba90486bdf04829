import { Command } from 'commander';
import { erasureAnswer, type erasureRequest, type Wire } from '../api/index.ts';
import type { Connection } from '../client/index.ts';
import { count } from './amounts.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import { confirmed, type Unasked } from './confirm.ts';
import type { Host } from './host.ts';
import { KEY_ARGUMENT } from './option-values.ts';
import { print, printJson, say } from './output.ts';
import { waitingFor } from './waiting.ts';

type Subject = Wire<typeof erasureRequest>['subject'];
type Found = Wire<typeof erasureAnswer>;

export interface EraseOptions extends CommonOptions, Unasked {
  readonly dryRun?: boolean;
}

/** What `--dry-run` says of itself. */
export const DRY_RUN = 'say what would be erased, and erase nothing';

export function eraseCommand(host: Host): Command {
  const erase = new Command('erase')
    .description('Erase a ticket or a person from all that is stored.')
    .addHelpText('after', '\nExample:\n  $ casebook erase ticket PAY-17');
  erase.addCommand(
    newCommand(
      'ticket',
      'Erase a ticket with all its earlier states, comments and keys.',
      'erase ticket PAY-17',
    )
      .argument('<key>', KEY_ARGUMENT)
      .option('--dry-run', DRY_RUN)
      .option('--yes', 'do not ask')
      .action((key: string, options: EraseOptions) => runErasure(host, { kind: 'ticket', key }, options)),
  );
  erase.addCommand(
    newCommand(
      'person',
      'Put a nameless former user in the place of a person, in every ticket and comment.',
      'erase person 712020:5b10ac8d-82e0-4b22-9cc7-d4ef5a6b7c8d',
    )
      .argument('<account>', 'the account id; on Data Center the key or name of the user')
      .option('--dry-run', DRY_RUN)
      .option('--yes', 'do not ask')
      .action((accountId: string, options: EraseOptions) =>
        runErasure(host, { kind: 'person', accountId }, options),
      ),
  );
  return erase;
}

/** Says what was found, asks, and erases; a dry run ends with the first. */
export async function runErasure(host: Host, subject: Subject, options: EraseOptions): Promise<void> {
  await withConnection(host, options, async (api) => {
    const found = await ask(api, subject, true);
    if (!options.json) describe(found);
    if (found.tickets + found.changedTickets + found.lines + found.changedLines + found.deadLetters === 0) {
      if (options.json) printJson(found);
      else print('There is nothing to erase.');
      return;
    }
    if (options.dryRun) {
      if (options.json) printJson(found);
      else print('Nothing was erased.');
      return;
    }
    if (!(await confirmed('Erase this for good?', options))) return;
    const erased = await ask(api, subject, false);
    if (options.json) printJson(erased);
    else
      print(
        'Erased. Backups and exports made before still hold it, and what Jira still has comes back with a sync.',
      );
  });
}

async function ask(api: Connection, subject: Subject, dryRun: boolean): Promise<Found> {
  const answer = api.post('/api/erasures', { subject, dryRun });
  const what = dryRun ? 'Looking through all that is stored…' : 'Erasing…';
  return erasureAnswer.parse(await waitingFor(() => what, answer));
}

function describe(found: Found): void {
  const { keys, names, shortNames, sites } = found;
  if (found.kind === 'person') {
    say(`Known as: ${[...names, ...shortNames].join(', ') || 'nothing but the account id'}`);
    if (shortNames.length > 0)
      say(`Of one word, so not looked for within text: ${shortNames.join(', ')}. Search for it afterwards.`);
  } else {
    if (keys.length > 0) say(`Keys: ${keys.slice(0, 10).join(', ')}${keys.length > 10 ? ', …' : ''}`);
    if (sites.length > 0) say(`Of site: ${sites.join(', ')}`);
  }
  say(
    `Found: ${count(found.tickets, 'ticket')} to erase and ${found.changedTickets} to change; in the lake ${count(found.lines, 'line')} ` +
      `to erase and ${found.changedLines} to change; ${count(found.deadLetters, 'dead letter')}.`,
  );
}
