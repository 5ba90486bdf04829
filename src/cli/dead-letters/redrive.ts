import type { Command } from 'commander';
import { redriveAnswer } from '../../api/index.ts';
import { count } from '../amounts.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { print, printJson, say } from '../output.ts';
import { indexSettled } from '../progress.ts';
import { type ChoiceOptions, choiceOf, withChoice } from './choice.ts';

export function redriveCommand(host: Host): Command {
  const command = newCommand(
    'redrive',
    'Send refused records through the gate again: after an update that reads more, for example.',
    'dead-letters redrive --reason contract:fields.summary',
  );
  return withChoice(command).action(
    (ids: readonly number[], options: CommonOptions & ChoiceOptions, called: Command) => {
      const choice = choiceOf(ids, options, called);
      return withConnection(host, options, async (api) => {
        const sum = { tried: 0, accepted: 0, duplicate: 0, refused: 0 };
        for (let after: number | null = 0; after !== null; ) {
          const answer = redriveAnswer.parse(
            await api.post('/api/dead-letters/redrive', { ...choice, after }),
          );
          for (const part of ['tried', 'accepted', 'duplicate', 'refused'] as const)
            sum[part] += answer[part];
          after = answer.next;
          if (after !== null) say(`Tried ${sum.tried} so far: ${sum.refused} refused again.`);
        }
        const indexing = await indexSettled(api);
        if (options.json) return printJson({ ...sum, indexing });
        if (sum.tried === 0) return print('No dead letter of these waits: casebook dead-letters list.');
        print(
          `Tried ${count(sum.tried, 'dead letter')}: ${sum.accepted} accepted, ${sum.duplicate} already known, ` +
            `${sum.refused} refused again. ${indexing.indexed} tickets are searchable.`,
        );
      });
    },
  );
}
