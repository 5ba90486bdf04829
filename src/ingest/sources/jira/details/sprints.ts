import { z } from 'zod';
import type { Sprint } from '../../../../domain/index.ts';

const moment = z
  .string()
  .nullish()
  .transform((text) => {
    const at = Date.parse(text ?? '');
    return Number.isNaN(at) ? null : at;
  });

const told = z.object({
  id: z.coerce.string(),
  name: z.string(),
  state: z
    .string()
    .nullish()
    .transform((state) => (state ?? '').toLowerCase()),
  startDate: moment,
  endDate: moment,
  goal: z
    .string()
    .nullish()
    .transform((goal) => goal ?? ''),
});

/** Data Center writes a sprint as a Java object: `…Sprint@1f3[id=4,state=ACTIVE,name=Sprint 9,goal=]`. */
function fromJava(text: unknown): unknown {
  const inside = typeof text === 'string' ? /^[\w.$]+@\w+\[(.*)\]$/s.exec(text)?.[1] : undefined;
  if (inside === undefined) return text;
  // A name may hold commas: what is no `name=` belongs to the value before.
  const members = inside.split(/,(?=[A-Za-z]+=)/).map((member) => {
    const [name = '', ...value] = member.split('=');
    return [name, value.join('=').replace(/^<null>$/, '')] as const;
  });
  return Object.fromEntries(members);
}

/** A sprint as Jira Cloud and Data Center write it. */
export const sprint: z.ZodType<Sprint> = z
  .preprocess(fromJava, told)
  .transform(({ startDate, endDate, ...rest }) => ({ ...rest, start: startDate, end: endDate }));
