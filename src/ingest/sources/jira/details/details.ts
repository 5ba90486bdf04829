import { z } from 'zod';
import {
  type CustomField,
  documentSchema,
  type Sprint,
  type Subtask,
  type TicketDetails,
} from '../../../../domain/index.ts';
import { issueKey, statusContract } from '../contract.ts';
import { wikiReader } from '../wiki-text.ts';
import { attachmentsFrom } from './attachments.ts';
import { fieldText } from './field-text.ts';
import { historyFrom } from './history.ts';
import { type LenientReader, lenientReader } from './lenient.ts';
import { type RawField, rawFieldsOf } from './raw-fields.ts';
import { isOfRequest, requestFrom } from './service-request.ts';
import { sprint } from './sprints.ts';
import { worklogsFrom } from './worklogs.ts';

/** An issue that passed the contract of its core; of the rest nothing has been checked. */
interface CheckedIssue {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly [part: string]: unknown;
}

/** Fields that are nothing to a reader: where a board puts the ticket, and counts of what another product holds. */
const INTERNAL = /:(gh-lexo-rank|devsummarycf)$/;
const SPRINTS = /:gh-sprint$/;

/** Jira's own fields that the core does not have, by the names that they go by. */
const SYSTEM_FIELDS: Readonly<Record<string, string>> = {
  versions: 'Affects versions',
  fixVersions: 'Fix versions',
  duedate: 'Due date',
};

/** What an issue says beside its core, however much of that can be read. */
export function detailsFrom(issue: CheckedIssue): TicketDetails {
  const reader = lenientReader();
  const { fields } = issue;
  const raw = rawFieldsOf(issue);
  return {
    subtasks: reader.each('subtasks', fields.subtasks, subtask),
    sprints: raw
      .filter(({ custom }) => SPRINTS.test(custom))
      .flatMap(({ value }) => sprintsFrom(value, reader)),
    fields: [...systemFields(fields), ...raw.filter(isShown).map(customField)],
    request: requestFrom(raw, isOfDesk(fields), reader),
    attachments: attachmentsFrom(issue, fields, reader),
    worklogs: worklogsFrom(fields, wikiReader(), reader),
    history: historyFrom(issue, reader),
    incomplete: reader.incomplete,
  };
}

const subtask = z
  .looseObject({
    key: issueKey,
    // What Jira shows of it; erasing that ticket takes this out.
    fields: z.looseObject({ summary: z.string(), status: statusContract }).nullish().catch(null),
  })
  .transform(
    ({ key, fields }): Subtask => ({
      key,
      summary: fields?.summary ?? null,
      status: fields ? { name: fields.status.name, category: fields.status.category } : null,
    }),
  );

const sprintsFrom = (value: unknown, reader: LenientReader): Sprint[] =>
  reader.each('sprints', value, sprint);

const isShown = (field: RawField): boolean =>
  !INTERNAL.test(field.custom) && !SPRINTS.test(field.custom) && !isOfRequest(field);

function customField({ id, name, type, value }: RawField): CustomField {
  const textual = type === 'string' || documentSchema.safeParse(value).success;
  return { id, name, type, textual, text: fieldText(value) };
}

function systemFields(fields: Readonly<Record<string, unknown>>): CustomField[] {
  return Object.entries(SYSTEM_FIELDS)
    .map(([id, name]) => ({ id, name, type: '', textual: false, text: fieldText(fields[id]) }))
    .filter(({ text }) => text !== '');
}

/** Issues of service projects say so in their project; comments there say whether customers see them. */
function isOfDesk({ project, comment }: Readonly<Record<string, unknown>>): boolean {
  const desk = z.looseObject({ projectTypeKey: z.literal('service_desk') }).safeParse(project).success;
  const sides = z.looseObject({ comments: z.array(z.looseObject({ jsdPublic: z.unknown() })) });
  return desk || !!sides.safeParse(comment).data?.comments.some(({ jsdPublic }) => jsdPublic !== undefined);
}
