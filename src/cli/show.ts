import type { Command } from 'commander';
import { ticketAnswer, type Wire } from '../api/index.ts';
import { documentToMarkdown } from '../domain/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { moment } from './moments.ts';
import { KEY_ARGUMENT } from './option-values.ts';
import { paint, print, printJson, printText } from './output.ts';
import { nameOf, printDetails } from './show-details.ts';

export function showCommand(host: Host): Command {
  return newCommand('show', 'Show a ticket with its thread, history, files and all else.', 'show PAY-17')
    .argument('<key>', KEY_ARGUMENT)
    .action((key: string, options: CommonOptions) =>
      withConnection(host, options, async (api) => {
        const found = ticketAnswer.parse(await api.get(`/api/tickets/${encodeURIComponent(key)}`));
        if (options.json) printJson(found);
        else printTicket(found);
      }),
    );
}

/** What needs no word: everyone who reads the ticket reads it, or nothing is known of who else may. */
const OPEN: ReadonlySet<string> = new Set(['public', 'unknown']);

function printTicket(shown: Wire<typeof ticketAnswer>): void {
  const facts = [shown.type, shown.status.name, shown.resolution, shown.priority].filter(
    (fact) => fact !== null,
  );
  if (shown.movedFrom) print(`${shown.movedFrom} is ${shown.key} now.`);
  print(paint('cyan', shown.key), '  ', paint('bold', shown.summary));
  print(`${facts.join(' · ')} · reported by ${nameOf(shown.reporter)}, ${moment(shown.created)}`);
  if (shown.site) print(`Site ${shown.site}`);
  if (shown.url) print(shown.url);
  for (const { relation, key } of shown.links) print(`${relation} ${key}`);
  if (shown.description) printText(`\n${documentToMarkdown(shown.description)}`);
  if (shown.environment) {
    print();
    print(paint('bold', 'Environment'));
    printText(documentToMarkdown(shown.environment));
  }
  for (const { author, created, visibility, body } of shown.comments) {
    const restriction = OPEN.has(visibility.kind) ? '' : ` (${visibility.name ?? visibility.kind} only)`;
    print();
    print(paint('bold', `${nameOf(author)}, ${moment(created)}${restriction}`));
    printText(documentToMarkdown(body));
  }
  printDetails(shown);
}
