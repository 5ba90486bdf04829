import { type Command, Option } from 'commander';
import { auditAnswer, auditQuery } from '../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { wholeNumber } from './option-values.ts';
import { paint, print, printJson, say } from './output.ts';

interface AuditOptions extends CommonOptions {
  readonly limit: string;
  readonly before?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly via?: string;
}

export function auditCommand(host: Host): Command {
  return newCommand('audit', 'Show who did what, when, and from where, newest first.', 'audit --action login')
    .option('--limit <number>', 'how many', wholeNumber(1, 500), '50')
    .option('--before <number>', 'only those older than this one', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--actor <login>', 'only what this user did')
    .option('--action <name>', 'only this, such as login or erase.ticket')
    .addOption(
      new Option('--via <way>', 'only what was done so; machine: by who can read the data folder').choices(
        auditQuery.shape.via.unwrap().options,
      ),
    )
    .action(({ limit, before, actor, action, via, ...options }: AuditOptions) =>
      withConnection(host, options, async (api) => {
        const filter = Object.entries({ limit, before, actor, action, via }).filter(([, value]) => value);
        const query = new URLSearchParams(filter as [string, string][]);
        const page = auditAnswer.parse(await api.get(`/api/audit?${query}`));
        if (options.json) return printJson(page);
        for (const { at, actor, via, address, action, subject, detail, status } of page.records) {
          const who = actor ?? (via === 'machine' ? 'at this machine' : 'somebody');
          const ended = status === null ? 'not ended' : status < 400 ? 'done' : `refused (${status})`;
          const what = [subject, detail, ended].filter(Boolean).join(' · ');
          print(paint('dim', at), '  ', paint('bold', action), `  ${who}`, `  ${address ?? ''}`, `  ${what}`);
        }
        if (page.records.length === 0) print('Nothing is logged.');
        if (page.next !== null) say(`There are more: --before ${page.next}`);
      }),
    );
}
