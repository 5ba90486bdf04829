import { PassThrough, Readable } from 'node:stream';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Host } from '../../src/cli/host.ts';
import { runCommandLine } from '../../src/cli/index.ts';
import { newPassword } from '../../src/cli/password.ts';
import { whatIsOpen, whoInJira } from '../../src/cli/users/what-is-open.ts';
import { casebook, startCasebook } from '../support/casebook.ts';
import { openPeople, PASSWORD } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(() => vi.restoreAllMocks());

/** The command line on people of their own: what a command prints as JSON, and its exit code. */
async function commands() {
  const { people } = await openPeople();
  const server = await serverOver({ people });
  const host: Host = {
    version: '0.0.0',
    open: async () => ({
      server,
      secret: 'the-secret',
      listen: async () => '',
      answerMeanwhile: async () => ({ quiet: async () => {} }),
      close: async () => {},
    }),
    openJiraBefore: () => {
      throw new Error('not here');
    },
    startDemoJira: () => Promise.reject(new Error('not here')),
  };
  const folder = temporaryFolder();
  const run = async (...parameters: string[]) => {
    let printed = '';
    const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
    const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    process.exitCode = undefined;
    await runCommandLine(['node', 'casebook', ...parameters, '--json', '--data-dir', folder], host);
    out.mockRestore();
    err.mockRestore();
    const code = process.exitCode ?? 0;
    process.exitCode = undefined;
    return { code, ...JSON.parse(printed) };
  };
  return { people, run };
}

test.each([
  ['reader', null, [], 'nothing yet: `casebook users link` or `users grant`'],
  ['reader', null, ['project:PAY'], 'project:PAY'],
  ['agent', '5b10', [], 'what Jira shows that account'],
  [
    'reader',
    '5b10',
    ['project:PAY', 'agent:PAY'],
    'what Jira shows that account, and project:PAY, agent:PAY',
  ],
  ['operator', null, [], 'everything'],
] as const)('%s with account %s and grants %j reads %s', (role, jiraAccountId, principals, said) => {
  expect(whatIsOpen({ role, jiraAccountId, principals: [...principals] })).toBe(said);
});

test('who is nobody in Jira is told how to become somebody', () => {
  expect(whoInJira({ login: 'ann', jiraAccountId: '5b10' })).toBe('ann is 5b10 in Jira.');
  expect(whoInJira({ login: 'ann', jiraAccountId: null })).toContain('`casebook users link ann ACCOUNT-ID`');
});

/** As if this came in on standard input. */
function comesIn(text: string): void {
  const input = Readable.from([text]) as unknown as typeof process.stdin;
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(input);
}

test('users are added with a password from standard input, changed and removed', async () => {
  const { run, people } = await commands();
  comesIn(`${PASSWORD}\n`);
  expect(await run('users', 'add', 'Ann@Example.com', '--name', 'Ann')).toMatchObject({
    code: 0,
    login: 'ann@example.com',
    role: 'reader',
    principals: [],
  });
  expect((await people.login({ login: 'ann@example.com', password: PASSWORD, address: '::1' })).kind).toBe(
    'right',
  );
  comesIn('short\n');
  expect(await run('users', 'add', 'bob')).toMatchObject({
    code: 2,
    error: { code: 'call-invalid', detail: expect.stringContaining('Expected at least 12 characters.') },
  });
  comesIn('');
  expect(await run('users', 'add', 'bob')).toMatchObject({ code: 2, error: { code: 'call-invalid' } });
  const ann = 'ann@example.com';
  expect(await run('users', 'grant', ann, 'project:PAY', 'agent:PAY')).toMatchObject({
    principals: ['agent:PAY', 'project:PAY'],
  });
  expect(await run('users', 'revoke', ann, 'agent:PAY')).toMatchObject({ principals: ['project:PAY'] });
  expect(await run('users', 'link', ann, '5b10')).toMatchObject({ jiraAccountId: '5b10' });
  expect(await run('users', 'link', ann)).toMatchObject({ jiraAccountId: null });
  expect(await run('users', 'set-role', ann, '--role', 'agent')).toMatchObject({ role: 'agent' });
  comesIn('another one of that length');
  expect(await run('users', 'set-password', ann)).toMatchObject({ code: 0 });
  expect((await people.login({ login: ann, password: PASSWORD, address: '::1' })).kind).toBe('wrong');
  expect(await run('users', 'disable', ann)).toMatchObject({ disabled: true });
  expect(await run('users', 'enable', ann)).toMatchObject({ disabled: false });
  expect(await run('users', 'forget-identity', ann)).toMatchObject({ code: 0 });
  expect(await run('users', 'unlock', ann)).toMatchObject({ code: 0 });
  expect(await run('users', 'remove', ann)).toMatchObject({ code: 2, error: { code: 'not-confirmed' } });
  expect(await run('users', 'remove', ann, '--yes')).toMatchObject({ code: 0, removed: ann });
  expect((await run('users')).users.map(({ login }: { login: string }) => login)).toEqual(['olga', 'rita']);
  expect(await run('users', 'disable', 'olga')).toMatchObject({ code: 1, error: { code: 'last-operator' } });
});

test('keys are made for a user, listed, and revoked by id or by themselves; the log has all of it', async () => {
  const { run, people } = await commands();
  const { key, id } = await run('keys', 'create', 'nightly', '--user', 'rita', '--days', '3');
  expect(await people.keys.find(key)).toMatchObject({ user: { login: 'rita' } });
  expect((await run('keys')).keys).toMatchObject([{ id, name: 'nightly', scope: 'read', user: 'rita' }]);
  expect(await run('keys', 'revoke', key)).toMatchObject({ revoked: id });
  expect(await run('keys', 'revoke', id)).toMatchObject({ code: 1, error: { code: 'key-not-found' } });
  const { records } = await run('audit');
  expect(
    records.map(({ action, via, subject, status }: Record<string, unknown>) => [
      action,
      via,
      subject,
      status,
    ]),
  ).toEqual([
    ['key.revoke', 'machine', id, 404],
    ['key.revoke', 'machine', id, 200],
    ['key.create', 'machine', 'rita', 200],
  ]);
  expect(JSON.stringify(records)).not.toContain(key);
  expect((await run('audit', '--action', 'key.create', '--limit', '1')).records).toHaveLength(1);
});

test('a server for everybody is found by commands, and asks everybody else to sign in', async () => {
  const folder = temporaryFolder();
  const env = { CASEBOOK_HOST: '0.0.0.0' };
  const operator = ['users', 'add', 'olga', '--role', 'operator', '--data-dir', folder];
  expect(await casebook(operator, env, PASSWORD)).toMatchObject({ code: 0 });
  const server = await startCasebook(['serve', '--port', '0', '--data-dir', folder], env);
  onTestFinished(server.kill);
  expect(new URL(server.ready.url).hostname).toBe('127.0.0.1');
  const listed = await casebook(['users', '--data-dir', folder], env);
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('olga') });
  expect((await fetch(`${server.ready.url}/api/me`)).status).toBe(401);
});

test('a password is typed twice at a terminal, and shown neither time', async () => {
  let shown = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    shown += text;
    return true;
  });
  const typed = async (...lines: string[]) => {
    const setRawMode = vi.fn();
    const terminal = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(terminal as unknown as typeof process.stdin);
    const password = newPassword();
    for (const line of lines) {
      await new Promise((resolve) => setImmediate(resolve));
      terminal.write(`${line}\r`);
    }
    // The terminal itself would show what is typed unless it is told not to.
    expect(setRawMode).toHaveBeenCalledWith(true);
    return password;
  };
  expect(await typed(PASSWORD, PASSWORD)).toBe(PASSWORD);
  await expect(typed(PASSWORD, 'another one')).rejects.toMatchObject({ code: 'call-invalid' });
  expect(shown).toContain('Password');
  expect(shown).not.toContain('horse');
});
