/** The tables of the kept work, and how those of an older version become those of this one. */
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { newSecret } from '../seat.ts';
import { StoreError } from './store-error.ts';

const SCHEMA = 3;

/** Each brings the schema from the version before it to the next. */
const MIGRATIONS = [
  `CREATE TABLE store (id TEXT NOT NULL) STRICT;
   CREATE TABLE draft (step TEXT, dialect TEXT, revision INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (step, dialect)) STRICT;
   CREATE TABLE solved (step TEXT, dialect TEXT, at TEXT NOT NULL, PRIMARY KEY (step, dialect)) STRICT;`,
  `CREATE TABLE attempt (id INTEGER PRIMARY KEY AUTOINCREMENT, step TEXT NOT NULL, dialect TEXT NOT NULL, at TEXT NOT NULL,
     source TEXT NOT NULL, verdict TEXT NOT NULL, packed BLOB NOT NULL, pattern BLOB) STRICT;
   CREATE INDEX attempt_of ON attempt (step, dialect, id);`,
  // Seat 0 is the learner of a local workshop; those of a room are counted from 1.
  `ALTER TABLE draft RENAME TO old_draft;
   CREATE TABLE draft (seat INTEGER, step TEXT, dialect TEXT, revision INTEGER NOT NULL, text TEXT NOT NULL,
     PRIMARY KEY (seat, step, dialect)) STRICT;
   INSERT INTO draft SELECT 0, * FROM old_draft;
   DROP TABLE old_draft;
   ALTER TABLE solved RENAME TO old_solved;
   CREATE TABLE solved (seat INTEGER, step TEXT, dialect TEXT, at TEXT NOT NULL, PRIMARY KEY (seat, step, dialect)) STRICT;
   INSERT INTO solved SELECT 0, * FROM old_solved;
   DROP TABLE old_solved;
   DROP INDEX attempt_of;
   ALTER TABLE attempt ADD COLUMN seat INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE attempt ADD COLUMN cause TEXT;
   CREATE INDEX attempt_of ON attempt (seat, step, dialect, id);
   CREATE TABLE seat (seat INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
     generation INTEGER NOT NULL, joined TEXT NOT NULL) STRICT;
   CREATE TABLE visit (seat INTEGER, step TEXT, dialect TEXT NOT NULL, begun TEXT NOT NULL, since TEXT NOT NULL,
     PRIMARY KEY (seat, step)) STRICT;
   CREATE TABLE room (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
   CREATE TABLE notice (id INTEGER PRIMARY KEY AUTOINCREMENT, seat INTEGER, at TEXT NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE TABLE set_aside (id INTEGER PRIMARY KEY AUTOINCREMENT, seat INTEGER NOT NULL, step TEXT NOT NULL, dialect TEXT NOT NULL,
     at TEXT NOT NULL, text TEXT NOT NULL) STRICT;`,
];

/** In one transaction, and after a copy of what an older version wrote. */
export function prepareSchema(database: DatabaseSync, file: string): void {
  try {
    const found = versionOf(database);
    const copy = `${file}.version-${found}`;
    if (found > 0 && found < SCHEMA && !existsSync(copy)) database.prepare('VACUUM INTO ?').run(copy);
    database.exec('BEGIN IMMEDIATE');
    // Another workshop may have been faster.
    const version = versionOf(database);
    if (version > SCHEMA)
      throw new StoreError(
        `Expected work of version ${SCHEMA} or older in ${file}, got version ${version}: a newer Socket Clinic wrote it. Update this one, or set SOCKET_CLINIC_DATA to another folder.`,
      );
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    if (version === 0) database.prepare('INSERT INTO store VALUES (?)').run(newSecret());
    database.exec(`PRAGMA user_version = ${SCHEMA}; COMMIT`);
  } catch (failure) {
    if (database.isTransaction) database.exec('ROLLBACK');
    database.close();
    throw failure;
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}
