/** The cookie of a session as a browser sends it to a server on the port of the tests, over plain HTTP. */
export const sessionCookieHeader = (id: string) => `casebook-4310=${id}`;
