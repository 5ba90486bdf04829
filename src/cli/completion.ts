import type { Command } from 'commander';
import { Argument } from 'commander';
import { attempt, type CommonOptions, newCommand } from './command.ts';
import { printJson, printText } from './output.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** What may follow the words of a command, and what it is for. */
interface Place {
  /** The words so far, such as `dead-letters list`; empty for the program itself. */
  readonly path: string;
  readonly candidates: readonly { readonly word: string; readonly about: string }[];
  /** By option, what it may be given; options that take anything else have an empty list. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Prints what a shell needs to complete commands and options, made from the commands themselves. */
export function completionCommand(program: () => Command): Command {
  return newCommand(
    'completion',
    'Print what your shell needs to complete commands and options with the tab key.',
    'completion bash > ~/.local/share/bash-completion/completions/casebook',
  )
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      '  $ casebook completion zsh > ~/.zfunc/_casebook   # a folder of fpath\n' +
        '  $ casebook completion fish > ~/.config/fish/completions/casebook.fish',
    )
    .action((shell: Shell, options: CommonOptions) =>
      attempt(options, async () => {
        const script = SCRIPTS[shell](placesOf(program()));
        if (options.json) printJson({ shell, script });
        else printText(script.trimEnd());
      }),
    );
}

function placesOf(command: Command, path = ''): Place[] {
  const below = command.commands.map((each) => ({
    word: each.name(),
    about: firstSentence(each.description()),
  }));
  // What is called without naming it takes its options here too.
  const { _defaultCommandName: name } = command as { _defaultCommandName?: string | null };
  const preset = command.commands.find((each) => each.name() === name);
  const options = [...command.options, ...(preset?.options ?? [])].filter(
    ({ long, hidden }) => long && !hidden,
  );
  return [
    {
      path,
      candidates: [
        ...below,
        ...options.map(({ long, description }) => ({
          word: long as string,
          about: firstSentence(description),
        })),
        { word: '--help', about: 'say what it does, with an example' },
      ],
      values: new Map(
        options.flatMap(({ long, required, argChoices }) =>
          required ? [[long as string, argChoices ?? []] as const] : [],
        ),
      ),
    },
    ...command.commands.flatMap((each) =>
      placesOf(each, path === '' ? each.name() : `${path} ${each.name()}`),
    ),
  ];
}

const firstSentence = (text: string): string => text.split(/[.;:](?:\s|$)/)[0] ?? '';

/** A string that a shell takes as it stands. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Words before the one that is typed decide: those that are commands, whatever options stand between them. */
function bash(places: readonly Place[]): string {
  const commands = places.filter(({ path }) => path !== '').map(({ path }) => quoted(path));
  const cases = places.map(
    ({ path, candidates }) =>
      `    ${quoted(path)}) words=${quoted(candidates.map(({ word }) => word).join(' '))} ;;`,
  );
  const values = places.flatMap((place) =>
    [...place.values].map(
      ([option, choices]) =>
        `    ${quoted(`${place.path} ${option}`.trim())}) words=${quoted(choices.join(' '))} ;;`,
    ),
  );
  return `# Completion of casebook for bash; made by \`casebook completion bash\`.
_casebook() {
  local typed=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} path='' words='' word try
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    try="\${path:+$path }$word"
    case "$try" in
    ${commands.join(' | ')}) path=$try ;;
    esac
  done
  case "\${path:+$path }$before" in
${values.join('\n')}
    *)
      case "$path" in
${cases.map((line) => `  ${line}`).join('\n')}
      esac ;;
  esac
  # What takes a name of the reader's own is completed with files.
  if [ -z "$words" ]; then COMPREPLY=($(compgen -f -- "$typed")); return; fi
  COMPREPLY=($(compgen -W "$words" -- "$typed"))
  # Behind a command may stand a file, such as one to import.
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$typed"))
}
complete -o filenames -F _casebook casebook
`;
}

/** With what each is for beside it. (No variable is called `path`: in zsh that is where programs are looked for.) */
function zsh(places: readonly Place[]): string {
  const commands = places.filter(({ path }) => path !== '').map(({ path }) => quoted(path));
  const described = ({ word, about }: Place['candidates'][number]) => quoted(`${word}:${about}`);
  const cases = places.map(
    ({ path, candidates }) => `    ${quoted(path)}) found=(${candidates.map(described).join(' ')}) ;;`,
  );
  const values = places.flatMap((place) =>
    [...place.values].map(
      ([option, choices]) =>
        `    ${quoted(`${place.path} ${option}`.trim())}) found=(${choices.map(quoted).join(' ')}) ;;`,
    ),
  );
  return `#compdef casebook
# Completion of casebook for zsh; made by \`casebook completion zsh\`.
_casebook() {
  local at='' word try before=\${words[CURRENT-1]}
  local -a found=()
  for word in "\${(@)words[2,CURRENT-1]}"; do
    try="\${at:+$at }$word"
    case "$try" in
    ${commands.join(' | ')}) at=$try ;;
    esac
  done
  case "\${at:+$at }$before" in
${values.join('\n')}
    *)
      case "$at" in
${cases.map((line) => `  ${line}`).join('\n')}
      esac ;;
  esac
  if (( \${#found} )); then _describe casebook found; fi
  _files
}
if [ "$funcstack[1]" = _casebook ]; then _casebook "$@"; else compdef _casebook casebook; fi
`;
}

function fish(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, candidates, values }) => {
    const at = path.split(' ').filter(Boolean);
    const seen = at.map((word) => `__fish_seen_subcommand_from ${word}`);
    const below = candidates.filter(({ word }) => !word.startsWith('-')).map(({ word }) => word);
    const none = below.length > 0 ? [`not __fish_seen_subcommand_from ${below.join(' ')}`] : [];
    const when = `-n ${quoted([...seen, ...none].join('; and ') || 'true')}`;
    return candidates.map(({ word, about }) => {
      const choices = values.get(word);
      const takes =
        choices === undefined ? '' : choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : ' -r';
      const what = word.startsWith('--') ? `-l ${word.slice(2)}${takes}` : `-f -a ${word}`;
      return `complete -c casebook ${when} ${what} -d ${quoted(about)}`;
    });
  });
  return `# Completion of casebook for fish; made by \`casebook completion fish\`.\n${lines.join('\n')}\n`;
}

const SCRIPTS: Readonly<Record<Shell, (places: readonly Place[]) => string>> = { bash, zsh, fish };
