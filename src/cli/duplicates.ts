import type { Command } from 'commander';
import { similarAnswer, type Wire } from '../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { KEY_ARGUMENT, wholeNumber } from './option-values.ts';
import { paint, print, printJson, say } from './output.ts';
import { printCalibration, printEvidence, verdict } from './proposal.ts';
import { where } from './where.ts';

interface DuplicatesOptions extends CommonOptions {
  readonly limit: string;
}

type Answer = Wire<typeof similarAnswer>;

export function duplicatesCommand(host: Host): Command {
  return newCommand(
    'duplicates',
    'Find the tickets that are most probably duplicates of one, and why.',
    'duplicates PAY-17 --limit 3',
  )
    .argument('<key>', KEY_ARGUMENT)
    .option('--limit <number>', 'at most this many tickets', wholeNumber(1, 20), '5')
    .action((key: string, options: DuplicatesOptions) =>
      withConnection(host, options, async (api) => {
        const path = `/api/tickets/${encodeURIComponent(key)}/similar?limit=${options.limit}`;
        const found = similarAnswer.parse(await api.get(path));
        if (options.json) return printJson(found);
        for (const each of found.linked) printLinked(each);
        for (const each of found.similar) printSimilar(each);
        if (!found.indexed) say(`${found.ticket.key} waits for the index: ask again in a moment.`);
        else if (found.similar.length === 0) say(`Nothing here is like ${found.ticket.key}.`);
        printCalibration(found.calibration);
      }),
    );
}

function printLinked({ key, summary, status, relation, kind, url, site }: Answer['linked'][number]): void {
  const meaning = kind === 'duplicate' ? 'confirmed duplicate' : 'linked, and no duplicate';
  print(paint('cyan', key), '  ', paint('bold', summary), '  ', paint('dim', `[${status.name}]`));
  print(paint('dim', `    ${meaning}: ${relation}${where({ url, site })}`));
}

function printSimilar({ key, summary, status, url, site, ...proposal }: Answer['similar'][number]): void {
  print(paint('cyan', key), '  ', paint('bold', summary), '  ', paint('dim', `[${status.name}]`));
  print('    ', verdict(proposal), paint('dim', where({ url, site })));
  printEvidence(proposal.evidence);
}
