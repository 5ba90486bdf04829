/** Whom the API and the command line tell apart; beside `index.ts`, which brings the database along. */
export { LOGIN } from './login-name.ts';
export { ROLES, SCOPES } from './roles.ts';
export { VIAS } from './via.ts';
