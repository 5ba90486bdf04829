/** How somebody proved who he is: by reading the data folder, signed in, by a key, or not at all. */
export const VIAS = ['machine', 'session', 'key', 'none'] as const;
export type Via = (typeof VIAS)[number];
