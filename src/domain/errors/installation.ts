import type { CatalogueEntry } from './entry.ts';

/** An installation: how it is called and set, what it stores, and its copies. */
export const installationErrors = {
  'config-invalid': {
    title: 'A setting is missing or has a value that cannot be used.',
    status: 500,
    retry: false,
    advice: 'Correct the named setting; `casebook config` lists all settings with their meaning.',
  },
  'settings-exposed': {
    title: 'Everybody on this machine may read the secrets in the settings file.',
    status: 500,
    retry: false,
    advice:
      'Take the right to read it from others, as the detail says, and exchange the secrets if others were here.',
  },
  'call-invalid': {
    title: 'The command was not called as its help says.',
    status: 400,
    retry: false,
    advice: 'See `casebook --help`, or --help after a command.',
  },
  'not-confirmed': {
    title: 'This cannot be undone, and nobody confirmed it.',
    status: 400,
    retry: false,
    advice: 'Run it in a terminal, or add --yes.',
  },
  interrupted: {
    title: 'The command was stopped before it was done.',
    status: 503,
    retry: true,
    advice: 'Nothing half-done was left; call it again.',
  },
  'data-folder-busy': {
    title: 'Another Casebook process is writing to this data folder.',
    status: 503,
    retry: true,
    advice:
      'Wait until the other process has ended, or name another folder with --data-dir. Beside `casebook serve` all commands work: they go to it. Beside another command those do that begin no long work.',
  },
  'data-folder-kind': {
    title: 'This data folder belongs to another kind of installation.',
    status: 409,
    retry: false,
    advice: 'Demo data and real data never share a folder: name another one with --data-dir.',
  },
  'data-folder-missing': {
    title: 'There is nothing of Casebook here yet.',
    status: 404,
    retry: false,
    advice:
      'Begin with `casebook demo`, `casebook init` or `casebook import FILE`, or name the folder that holds the data with --data-dir.',
  },
  'data-folder-unusable': {
    title: 'The data folder cannot be used.',
    status: 500,
    retry: false,
    advice: 'Give this user a folder that it may write, or name another one with --data-dir.',
  },
  'disk-full': {
    title: 'There is no space left on the disk.',
    status: 507,
    retry: false,
    advice:
      'Make space where the named place lies; nothing was lost, and the next sync goes on from the last complete one.',
  },
  'data-unreadable': {
    title: 'Stored data cannot be read.',
    status: 500,
    retry: false,
    advice:
      'The named place is damaged or was written by another version; restore it from a backup or sync into a new folder. `casebook verify` lists all damage.',
  },
  'recovery-failed': {
    title: 'What the lake holds could not be applied to the database.',
    status: 500,
    retry: false,
    advice:
      'The detail names the lines and what went wrong. Nothing was lost: put the database right and start again, or delete `casebook.sqlite` (name an empty database with DATABASE_URL), which is then filled from the lake.',
  },
  'database-unavailable': {
    title: 'The database could not be reached.',
    status: 503,
    retry: true,
    advice: 'Check DATABASE_URL, and that PostgreSQL runs and lets this user in.',
  },
  'database-busy': {
    title: 'Another Casebook process is writing to this database.',
    status: 503,
    retry: true,
    advice: 'Stop the other process, or name another database with DATABASE_URL.',
  },
  'database-foreign': {
    title: 'This database belongs to another data folder.',
    status: 409,
    retry: false,
    advice:
      'Name the data folder that it was filled from, or an empty database, which is then filled from this folder.',
  },
  'job-invalid': {
    title: 'The work that was asked for does not have the documented form.',
    status: 500,
    retry: false,
    advice: 'The detail names the queue or schedule and the place; please report it.',
  },
  'job-not-found': {
    title: 'No such job has failed for good.',
    status: 404,
    retry: false,
    advice: 'It was run again or dismissed meanwhile; `casebook jobs dead` lists those that are left.',
  },
  'job-underway': {
    title: 'The same work waits or runs already.',
    status: 409,
    retry: false,
    advice: 'Dismiss the job that failed, or run it again once the other one has ended.',
  },
  'backup-nothing': {
    title: 'There is nothing here to back up.',
    status: 409,
    retry: false,
    advice: 'Name the data folder of an installation with --data-dir.',
  },
  'backup-disturbed': {
    title: 'Something is being erased or compacted; a backup now would hold half of that.',
    status: 409,
    retry: true,
    advice:
      'Back up once it is done. The next start of Casebook finishes an erasure that a crash left in hand.',
  },
  'backup-damaged': {
    title: 'The backup is not what was written, or not whole.',
    status: 500,
    retry: false,
    advice: 'Restore another backup; nothing was put in place.',
  },
  'backup-missing': {
    title: 'There is no backup at this place.',
    status: 404,
    retry: false,
    advice: 'Name the folder itself that `casebook backup` made.',
  },
  'backup-newer': {
    title: 'The backup was made by a newer version of Casebook.',
    status: 409,
    retry: false,
    advice: 'Restore it with that version or a later one.',
  },
  'reset-refused': {
    title: 'Nothing was reset.',
    status: 409,
    retry: false,
    advice: 'Only the folder of a demo can be reset; other data you remove yourself.',
  },
  'nothing-to-cancel': {
    title: 'There is nothing to cancel.',
    status: 409,
    retry: false,
    advice: 'It has ended by itself, or cannot be ended any more; `casebook jobs` says what runs.',
  },
  'output-exists': {
    title: 'There is something at the place that was to be written.',
    status: 409,
    retry: false,
    advice: 'Name another place; a file can be replaced with --force where the command has that.',
  },
  'output-unusable': {
    title: 'The output cannot be written.',
    status: 500,
    retry: false,
    advice: 'Name a file in a folder that this user may write, on a disk with room for it.',
  },
} as const satisfies Record<string, CatalogueEntry>;
