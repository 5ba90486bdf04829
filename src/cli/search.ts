import { type Command, Option } from 'commander';
import { searchAnswer, statusAnswer, type Wire } from '../api/index.ts';
import type { Connection } from '../client/index.ts';
import { CasebookError, STATUS_CATEGORIES } from '../domain/index.ts';
import { FACET_FIELDS, SORTS } from '../knowledge/choices.ts';
import { cutTo } from './columns.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { repeated, SITE_OPTION, wholeNumber } from './option-values.ts';
import { paint, print, printJson, say } from './output.ts';
import { where } from './where.ts';

interface SearchOptions extends CommonOptions {
  readonly project?: readonly string[];
  readonly site?: readonly string[];
  readonly type?: readonly string[];
  readonly status?: readonly string[];
  readonly mode: string;
  readonly sort: string;
  readonly limit: string;
  readonly page: string;
}

const QUERY_LANGUAGE = `
Query language (docs/search.md), in quotes that your shell leaves alone:
  slow checkout               words, in any form and order; by meaning too
  "connection reset"          must stand so
  conn*                       some word must begin so
  -word  -"two words"         must not stand there
  project:PAY,CORE            any of these; by key or name
  site:us                     of this Jira site, where there are several
  status:open                 also new, done, or a status by its name: status:"In Review"
  type: priority: resolution: label: component: reporter: assignee: key:
  updated:7d  created:>=2025-11-01  resolved:2025-01..2025-03
  -label:"needs info"         none of these

  $ casebook search 'project:PAY status:open updated:7d "connection reset" -printer'`;

export function searchCommand(host: Host): Command {
  return newCommand(
    'search',
    'Find tickets by words and meaning.',
    'search "database bottlenecks" --project CORE --limit 5',
  )
    .argument('<query...>', 'what to look for; a ticket key finds that ticket first')
    .option('--project <key>', 'only this project; may be repeated', repeated())
    .option('--site <name>', SITE_OPTION, repeated())
    .option('--type <name>', 'only this type; may be repeated', repeated())
    .option(
      '--status <category>',
      'only new, indeterminate or done; may be repeated',
      repeated(STATUS_CATEGORIES),
    )
    .addOption(
      new Option('--mode <mode>', 'by words alone (lexical), by meaning alone (semantic), or by both')
        .choices(searchAnswer.shape.mode.options)
        .default('hybrid'),
    )
    .addOption(
      new Option('--sort <order>', 'best first, last changed first, newest first or oldest first')
        .choices(SORTS)
        .default('relevance'),
    )
    .option('--limit <number>', 'at most this many tickets', wholeNumber(1, 100), '10')
    .option('--page <number>', 'which page of them', wholeNumber(1, 100_000), '1')
    .addHelpText('after', QUERY_LANGUAGE)
    .configureOutput({ outputError: (message, write) => write(withDashHint(message)) })
    .action((words: string[], options: SearchOptions) =>
      withConnection(host, options, async (api) => {
        if (words.join('').trim() === '')
          throw new CasebookError(
            'call-invalid',
            'Say what to look for, such as: casebook search "slow checkout".',
          );
        const { mode, sort, limit } = options;
        const offset = (Number(options.page) - 1) * Number(limit);
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
        const query = new URLSearchParams({ q: words.join(' '), mode, sort, limit, timeZone });
        query.set('offset', String(offset));
        if (options.json) for (const field of FACET_FIELDS) query.append('facet', field);
        for (const name of ['project', 'site', 'type', 'status'] as const)
          for (const value of options[name] ?? []) query.append(name, value);
        const found = searchAnswer.parse(await api.get(`/api/search?${query}`));
        if (options.json) printJson(found);
        else printHits(found.hits);
        for (const { message } of found.hints) say(message);
        if (found.hits.length > 0) say(`${offset + 1} to ${offset + found.hits.length} of ${found.total}.`);
        if (!found.meaning && !found.hints.some(({ code }) => code === 'language'))
          say('Searched by words alone: a new index is being made for this embedder.');
        if (found.total === 0) say(await emptiness(api));
        else if (found.hits.length === 0) say(`There are ${found.total} in all, and none on this page.`);
      }),
    );
}

/** A word to be left out looks like an option. */
function withDashHint(message: string): string {
  const [, option] = /unknown option '(-[^']+)'/.exec(message) ?? [];
  return option
    ? `${message.trimEnd()}\nTo leave out tickets with a word, say -- first: casebook search -- checkout ${option}\n`
    : message;
}

/** Nothing fits, or there is nothing: these want different things of the reader. */
async function emptiness(api: Connection): Promise<string> {
  const { indexing, run } = statusAnswer.parse(await api.get('/api/status'));
  if (indexing.live > 0) return 'Nothing found.';
  return run?.state === 'running'
    ? 'There are no tickets here yet: the first are being read.'
    : 'There are no tickets here yet: run `casebook sync`, or try `casebook demo`.';
}

type Hit = Wire<typeof searchAnswer>['hits'][number];

function printHits(hits: readonly Hit[]): void {
  for (const { key, summary, status, why, passage, updated, url, site } of hits) {
    const reason = `${reasonOf(why)}updated ${updated.slice(0, 10)}`;
    print(paint('cyan', key), '  ', paint('bold', summary), '  ', paint('dim', `[${status.name}]`));
    print(`    ${cutTo(passage.text.replaceAll(/\s+/g, ' ').trim(), 160)}`);
    print(paint('dim', `    ${reason}${where({ url, site })}`));
  }
}

/** Empty for a list by filters alone, where nothing was measured. */
function reasonOf(why: Hit['why']): string {
  const { key, lexical, semantic, words } = why;
  if (key) return 'named by its key · ';
  if (lexical === 0 && semantic === 0) return '';
  const shared = words.length > 0 ? words.slice(0, 8).join(', ') : 'no word in common';
  const meaning = `meaning ${semantic.toFixed(2)} (${meaningsOf(why)})`;
  return `words ${lexical.toFixed(2)} · ${meaning} · ${shared} · `;
}

function meaningsOf({ passageMeaning, summaryMeaning }: Hit['why']): string {
  const shown = (value: number | null) => value?.toFixed(2) ?? '–';
  return `text ${shown(passageMeaning)}, summary ${shown(summaryMeaning)}`;
}
