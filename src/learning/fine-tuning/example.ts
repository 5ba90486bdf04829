import { z } from 'zod';

/** What one ticket teaches: who reports this is helped by that. */
export interface Lesson {
  readonly report: string;
  readonly answer: string;
}

export const DATA_SET_FORMATS = ['openai', 'llama3'] as const;
export type DataSetFormat = (typeof DATA_SET_FORMATS)[number];

const INSTRUCTION =
  'You are a support engineer. Given the report of a problem, say what causes it and what resolves it.';

/** OpenAI's chat format for fine-tuning: https://platform.openai.com/docs/guides/supervised-fine-tuning */
const openAiLine = z.strictObject({
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string().min(1) }),
    z.strictObject({ role: z.literal('user'), content: z.string().min(1) }),
    z.strictObject({ role: z.literal('assistant'), content: z.string().min(1) }),
  ]),
});

/** Instruction form, and the same in Llama 3's own template: https://www.llama.com/docs/model-cards-and-prompt-formats */
const llama3Line = z.strictObject({
  instruction: z.string().min(1),
  input: z.string().min(1),
  output: z.string().min(1),
  text: z.string().startsWith('<|begin_of_text|>').endsWith('<|eot_id|>'),
});

/**
 * A lesson as one line of the data set.
 *
 * @throws ZodError where the line would not be of the format: nothing unchecked is written.
 */
export function formatLesson({ report, answer }: Lesson, format: DataSetFormat): string {
  const [input, output] = [withoutTemplate(report), withoutTemplate(answer)];
  if (format === 'openai') {
    const messages = [
      { role: 'system', content: INSTRUCTION },
      { role: 'user', content: input },
      { role: 'assistant', content: output },
    ];
    return oneLine(openAiLine.parse({ messages }));
  }
  const turn = (role: string, content: string) =>
    `<|start_header_id|>${role}<|end_header_id|>\n\n${content}<|eot_id|>`;
  const text = `<|begin_of_text|>${turn('system', INSTRUCTION)}${turn('user', input)}${turn('assistant', output)}`;
  return oneLine(llama3Line.parse({ instruction: INSTRUCTION, input, output, text }));
}

/** JSON on one line for every reader: some take U+0085, U+2028 and U+2029 for the end of one. */
function oneLine(value: unknown): string {
  const escaped = (match: string) => `\\u${match.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replaceAll(/[\u0085\u2028\u2029]/g, escaped);
}

/** A ticket that quotes a template's control tokens must not end a turn of the training text. */
function withoutTemplate(text: string): string {
  return text.replaceAll(/<\|([a-z_]+)\|>/g, '<$1>').trim();
}
