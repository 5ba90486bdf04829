export const STATUS_CATEGORIES = ['new', 'indeterminate', 'done'] as const;
/** Jira's three kinds of status: to do, in progress, done. */
export type StatusCategory = (typeof STATUS_CATEGORIES)[number];
