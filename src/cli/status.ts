import type { Command } from 'commander';
import { statusAnswer, type Wire } from '../api/index.ts';
import { announcedServer } from '../platform/data-folder/index.ts';
import { count } from './amounts.ts';
import { type CommonOptions, configFrom, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { ago, moment } from './moments.ts';
import { paint, print, printJson, say } from './output.ts';

export function statusCommand(host: Host): Command {
  return newCommand(
    'status',
    'Say what came in, what became of it, and what can be found.',
    'status --json',
  ).action((options: CommonOptions) =>
    withConnection(host, options, async (api) => {
      const found = statusAnswer.parse(await api.get('/api/status'));
      if (options.json) printJson(found);
      else printStatus(found);
      const command = announcedServer(configFrom(options).config.CASEBOOK_DATA_DIR)?.command;
      // Of a server everybody knows; what a command does for others ends with it.
      if (command && command !== options.calledAs)
        say(`No server runs; \`${command}\` works here now, and answers other commands meanwhile.`);
    }),
  );
}

function printStatus({
  version,
  kind,
  siteUrl,
  run,
  webhooks,
  records,
  indexing,
  index,
  embedder,
  withheld,
  trouble,
  lakeCut,
  rebuild,
  ledger,
  jira,
  sites,
  failing,
}: Wire<typeof statusAnswer>): void {
  const verdict = (holds: boolean) => (holds ? paint('green', 'holds') : paint('red', 'DOES NOT HOLD'));
  print(`Casebook ${version}, ${kind === 'demo' ? 'demo company' : (siteUrl ?? 'no Jira configured')}`);
  print(`Last ${run?.kind === 'import' ? 'import' : 'sync  '} ${run ? runOf(run) : 'none yet'}`);
  printWebhooks(webhooks);
  if (ledger) printCheck(ledger);
  printConnection(jira);
  for (const site of sites) printSite(site);
  // Of one site alone, its last sync says it.
  for (const { site, at, code, detail } of sites.length > 0 ? failing : []) {
    const tried = at === null ? 'is not read' : `failed when it was read last, ${ago(at)}`;
    print(paint('yellow', `            site ${site} ${tried}: ${detail} [${code}]`));
  }
  print(
    `Records     ${records.received} received = ${records.applied} applied + ${records.duplicate} duplicate + ${records.pending} pending + ` +
      `${records.deadLettered} dead-lettered + ${records.discarded} discarded + ${records.erased} erased: `,
    verdict(records.holds),
  );
  print(
    `Tickets     ${indexing.live} live = ${indexing.indexed} indexed + ${indexing.waiting} waiting: `,
    verdict(indexing.holds),
  );
  if (indexing.setAside > 0)
    print(paint('yellow', `            ${indexing.setAside} of them could not be indexed; the log says why`));
  if (trouble) print(paint('yellow', `            the index waits: ${trouble.detail} [${trouble.code}]`));
  print(
    `Index       ${index.chunks} pieces of text, ${embedder.id}${index.engine === 'qdrant' ? ', searched by Qdrant' : ''}`,
  );
  if (withheld.tickets + withheld.comments > 0)
    print(
      `            not sent to it, because Jira restricts them: ${count(withheld.tickets, 'ticket')}, ${count(withheld.comments, 'comment')}; found by words alone`,
    );
  if (!index.meaning)
    print(
      paint('yellow', '            made with another embedder: searched by words alone until it is renewed'),
    );
  if (rebuild?.state === 'running')
    print(`Rebuild     ${rebuild.done} of ${rebuild.total}, step ${rebuild.step}`);
  if (lakeCut)
    print(
      `Lake        ${ago(lakeCut.at)}: ${lakeCut.bytes} bytes cut after byte ${lakeCut.offset} of ${lakeCut.file}, ` +
        (lakeCut.unacknowledged
          ? 'left by a crash and never acknowledged; what they held is fetched again.'
          : 'which did not verify. The database could not say whether they had been acknowledged: if there is a ' +
            'backup, compare that file with it, and import again what came from files.'),
    );
}

function runOf({
  state,
  startedAt,
  finishedAt,
  error,
}: NonNullable<Wire<typeof statusAnswer>['run']>): string {
  const when = finishedAt ? `ended ${ago(finishedAt)}` : `begun ${ago(startedAt)}`;
  return `${state}, ${when}${error ? ` (${error.detail})` : ''}`;
}

function printConnection(jira: Wire<typeof statusAnswer>['jira']): void {
  if (jira?.trialAt && jira.circuit !== 'closed')
    print(
      paint(
        'yellow',
        `            Jira failed several times in a row: it is tried again from ${moment(jira.trialAt)} UTC on`,
      ),
    );
}

function printSite({
  name,
  url,
  jira,
  ledger,
  webhooks,
  access,
}: Wire<typeof statusAnswer>['sites'][number]): void {
  print(
    `Site ${name.padEnd(7)}${url}${jira ? '' : '; the settings name it no longer, and its tickets stay'}`,
  );
  if (webhooks) printWebhooks(webhooks, 'the sites file has no webhookSecret for it');
  if (ledger) printCheck(ledger);
  printConnection(jira);
  if (access.trouble)
    print(paint('yellow', `            it could not be asked who may see what: ${access.trouble.reason}`));
}

/** Nothing where none is taken and none ever was. */
function printWebhooks(
  { taken, last, waiting, trouble }: Wire<typeof statusAnswer>['webhooks'],
  why = 'CASEBOOK_JIRA_WEBHOOK_SECRET is not set',
): void {
  if (!taken && !last) return;
  const off = taken ? '' : `; none is taken, because ${why}`;
  print(
    `Webhooks    ${last ? `last ${last.event ?? 'one that could not be read'} at ${ago(last.receivedAt)}` : 'none yet'}${off}` +
      (waiting > 0 ? `; ${count(waiting, 'ticket')} to be fetched` : ''),
  );
  if (trouble)
    print(paint('yellow', `            they cannot be fetched: ${trouble.detail} [${trouble.code}]`));
}

function printCheck({ finishedAt, total }: NonNullable<Wire<typeof statusAnswer>['ledger']>): void {
  const { jira, missing, stale, extra } = total;
  print(
    `Jira        ${count(jira, 'ticket')} when compared at ${ago(finishedAt)}: ${missing} missing here, ${stale} older here`,
  );
  if (extra > 0)
    print(
      paint(
        'yellow',
        `            here, but no longer given by Jira: ${count(extra, 'ticket')}; casebook sync verify says which`,
      ),
    );
}
