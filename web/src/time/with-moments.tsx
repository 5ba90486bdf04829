import { Moment } from './moment.tsx';

/** A moment as the server writes it into its sentences, with the "at" that no span of time has. */
const MOMENT = /(?:\bat )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** A sentence of the server's, its points in time as everywhere in the dashboard. */
export function WithMoments({ text }: { text: string }) {
  // What is split by a group has what the group held at every second place.
  return text.split(MOMENT).map((part, place) =>
    // What another wrote may look like one and be none.
    place % 2 === 1 && !Number.isNaN(Date.parse(part)) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <Moment key={place} at={part} />
    ) : (
      part
    ),
  );
}
