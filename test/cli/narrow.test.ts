import { expect, test } from 'vitest';
import { columns } from '../../src/cli/columns.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasTerminals, inTerminal } from '../support/terminal.ts';

const WIDTHS = [60, 80, 120];

test.skipIf(!hasTerminals).each([
  ['config', ['config']],
  ['status', ['status']],
  ['doctor', ['doctor']],
  ['help', ['search', '--help']],
])(
  '%s fits terminals of 60, 80 and 120 columns, but for what is one word',
  async (_name, parameters) => {
    const folder = temporaryFolder();
    for (const width of WIDTHS) {
      const { screen } = await inTerminal([...parameters, '--data-dir', folder], [], { width });
      const lines = screen.split('\n');
      expect(lines.length).toBeGreaterThan(4);
      // An example is a call that is copied whole.
      const long = lines.filter((line) => columns(line) > width && !/^ +(\$ |\S+$)/.test(line));
      expect(long).toEqual([]);
    }
  },
  60_000,
);
