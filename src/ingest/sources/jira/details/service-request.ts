import { z } from 'zod';
import type { ServiceCycle, ServiceLevel, ServiceRequest } from '../../../../domain/index.ts';
import type { LenientReader } from './lenient.ts';
import { person } from './person.ts';
import type { RawField } from './raw-fields.ts';

const moment = z.looseObject({ epochMillis: z.number() }).transform(({ epochMillis }) => epochMillis);
const duration = z.looseObject({ millis: z.number() }).transform(({ millis }) => millis);
const orNull = <T>(schema: z.ZodType<T>) => schema.nullish().transform((value) => value ?? null);

const cycle = z
  .looseObject({
    startTime: orNull(moment),
    stopTime: orNull(moment),
    breached: z.boolean().default(false),
    paused: z.boolean().default(false),
    goalDuration: orNull(duration),
    elapsedTime: orNull(duration),
  })
  .transform(
    ({ startTime, stopTime, breached, paused, goalDuration, elapsedTime }): ServiceCycle => ({
      start: startTime,
      stop: stopTime,
      breached,
      paused,
      goalMs: goalDuration,
      elapsedMs: elapsedTime,
    }),
  );

const level = z
  .looseObject({
    name: z.string(),
    completedCycles: z.array(cycle).default([]),
    ongoingCycle: cycle.nullish(),
  })
  .transform(
    ({ name, completedCycles, ongoingCycle }): ServiceLevel => ({
      name,
      cycles: [...completedCycles, ...(ongoingCycle ? [ongoingCycle] : [])],
    }),
  );

const requestType = z
  .looseObject({ requestType: z.looseObject({ name: z.string() }).nullish() })
  .transform(({ requestType: type }) => type?.name ?? null);

const organization = z.looseObject({ name: z.string() }).transform(({ name }) => name);

const satisfaction = z
  .looseObject({
    rating: z.number(),
    comment: z.union([z.string(), z.looseObject({ body: z.string() })]).nullish(),
  })
  .transform(({ rating, comment }) => ({
    rating,
    comment: (typeof comment === 'string' ? comment : comment?.body) || null,
  }));

/** What kind of value Jira Service Management's own fields hold, by the app's name for the field. */
const OWN: Readonly<Record<string, RegExp>> = {
  type: /vp-origin$/,
  organizations: /sd-customer-organizations$/,
  participants: /sd-request-participants$/,
  levels: /sd-sla-field$/,
  satisfaction: /sd-request-feedback$/,
};

/** Whether a field is one of those that {@link requestFrom} reads. */
export function isOfRequest({ custom }: RawField): boolean {
  return Object.values(OWN).some((pattern) => pattern.test(custom));
}

/**
 * What Jira Service Management says of a ticket, found by the kinds of its fields, as their ids differ from site to site.
 * Null where nothing says that the ticket's is a service project.
 */
export function requestFrom(
  fields: readonly RawField[],
  isOfDesk: boolean,
  reader: LenientReader,
): ServiceRequest | null {
  const own = fields.filter(isOfRequest);
  if (!isOfDesk && own.length === 0) return null;
  const valuesOf = (name: keyof typeof OWN) =>
    own.filter(({ custom }) => OWN[name]?.test(custom)).map(({ value }) => value);
  const first = <T>(name: keyof typeof OWN, schema: z.ZodType<T>) =>
    reader.one(`request.${String(name)}`, valuesOf(name)[0], schema);
  return {
    type: first('type', requestType),
    organizations: reader.each('request.organizations', valuesOf('organizations')[0], organization),
    participants: reader.each('request.participants', valuesOf('participants')[0], person),
    // A site has one field for each agreement.
    levels: reader.each('request.levels', valuesOf('levels'), level),
    satisfaction: first('satisfaction', satisfaction),
  };
}
