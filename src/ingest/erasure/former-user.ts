/** What stands in the place of a name that is gone. */
export const FORMER_USER = 'Former user';
