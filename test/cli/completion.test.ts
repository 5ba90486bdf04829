import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { casebook } from '../support/casebook.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;

describe.skipIf(!has('bash'))('in bash', () => {
  const folder = makeTemporaryFolder();
  const file = join(folder.path, 'completion.bash');
  beforeAll(async () => {
    writeFileSync(file, (await casebook(['completion', 'bash'])).stdout);
    return folder.remove;
  });

  /** What bash offers behind these words, the last of which is being typed. */
  function offered(...words: string[]): string[] {
    const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _casebook; printf "%s\\n" "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', file, 'casebook', ...words], {
      encoding: 'utf8',
      cwd: folder.path,
    });
    expect(stderr).toBe('');
    return stdout.split('\n').filter(Boolean);
  }

  test('commands, and those below them', () => {
    expect(offered('')).toEqual(expect.arrayContaining(['init', 'sync', 'dead-letters', 'completion']));
    expect(offered('jobs', '')).toEqual(expect.arrayContaining(['list', 'dead', 'run-again', 'dismiss']));
    expect(offered('re')).toEqual(['rebuild', 'restore', 'reset']);
    expect(offered('dead-letters', '')).toEqual(
      expect.arrayContaining(['list', 'show', 'redrive', 'discard']),
    );
  });

  test('options of each command, also of the one that is meant where none is named', () => {
    expect(offered('init', '--t')).toEqual(['--token-stdin']);
    expect(offered('--json', 'search', '--m')).toEqual(['--mode']);
    expect(offered('sync', '--dry')).toEqual(['--dry-run']);
    expect(offered('sync', 'verify', '--dry')).toEqual(['--dry-run']);
    expect(offered('lake', 'expire', '--clo')).toEqual(['--closed-before']);
  });

  test('values where they are known, else files', () => {
    expect(offered('search', '--mode', '')).toEqual(['hybrid', 'lexical', 'semantic']);
    expect(offered('import', 'comp')).toEqual(['completion.bash']);
    expect(offered('status', '--data-dir', 'comp')).toEqual(['completion.bash']);
  });
});

/** How a shell is asked what it offers behind words, the last of which is being typed: a line each. */
const ASKED = {
  zsh: [
    '-f',
    '-c',
    `compdef() {}; _describe() { print -rl -- "\${(@P)2}" }; _files() {}
     source $1; words=("\${@:2}"); CURRENT=$#words; _casebook`,
    'zsh',
  ],
  fish: ['--no-config', '-c', 'source $argv[1]; complete -C (string join -- " " $argv[2..])'],
} as const;

describe.each(['zsh', 'fish'] as const)('in %s', (shell) => {
  const folder = makeTemporaryFolder();
  const file = join(folder.path, 'completion');
  let script = '';
  beforeAll(async () => {
    script = (await casebook(['completion', shell])).stdout;
    writeFileSync(file, script);
    return folder.remove;
  });

  test('each command is told with what it is for', () => {
    expect(script).toContain('Connect Casebook with your Jira');
  });

  test.skipIf(!has(shell))('commands, options and values are offered where they belong', () => {
    const offered = (...words: string[]) => {
      const { stdout, stderr } = spawnSync(shell, [...ASKED[shell], file, 'casebook', ...words], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      return stdout.split('\n').map((line) => line.split(/[:\t]/)[0]);
    };
    expect(offered('')).toEqual(expect.arrayContaining(['init', 'sync', 'dead-letters']));
    expect(offered('dead-letters', '')).toEqual(expect.arrayContaining(['list', 'show', 'redrive']));
    expect(offered('sync', 'verify', '--')).toContain('--dry-run');
    expect(offered('search', '--')).not.toContain('--dry-run');
    expect(offered('search', '--mode', '')).toEqual(expect.arrayContaining(['hybrid', 'lexical']));
  });
});

test('other shells are refused', async () => {
  expect((await casebook(['completion', 'tcsh'])).code).toBe(2);
});
