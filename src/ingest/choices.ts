/** The closed lists of intake that the API and the command line name; beside `index.ts`, which brings all of it along. */
export { LETTER_STATES } from './dead-letters/letter.ts';
export { DATE_ORDERS } from './sources/csv/time.ts';
export { FILE_FORMATS } from './sources/file/format.ts';
