import type { ru } from './texts.ru'

export const en: typeof ru = {
  backups: {
    title: 'Backups',
    about: 'Encrypted copies of the whole installation. Every night a new one is made and proved by a trial restore.',
    make: 'Make one now',
    asked: 'The backup is asked for',
    list: 'Backups',
    empty: 'No backups yet',
    emptyText:
      'The service “backup” makes the first as soon as it starts, then one every night. It needs BACKUP_KEY in the .env file, see docs/backups.md.',
    off: {
      title: 'No backups are made here',
      text: 'If the disk breaks, everything you wrote down is gone. In docker compose the backup service is there already and only needs the key BACKUP_KEY. After make run, stop the program and copy the whole folder data: everything is in it. If the program has a PostgreSQL server of its own, switch the service on yourself, in its folder:',
      key: 'Make a pair of keys. Keep the private one elsewhere than on this computer: without it no backup opens.',
      env: 'Write into the .env file: BACKUP_DIR, a folder for the backups; BACKUP_KEY, the public key; BACKUP_REMOTE, a place off this computer; DB_HOST, DB_PORT and DB_MIGRATION_PASSWORD, where the database is. Restart the program.',
      service: 'Start the backup service. It runs until it is stopped.',
      docs: 'More in docs/backups.md in the program’s folder. Your own data can be taken along right now:',
      keyLine: 'The command that makes the keys',
      serviceLine: 'The command that starts the service',
      toData: 'Export everything',
    },
    kind: { scheduled: 'nightly', manual: 'asked for' },
    state: { requested: 'Waits for its turn', running: 'Being made', done: 'Done', failed: 'Failed' },
    failedWhy: 'Failed: {reason}.',
    noWorker:
      'Nobody begins it: the service “backup” seems not to run, or lacks BACKUP_KEY. “docker compose logs backup” says why, “docker compose up -d backup” starts it.',
    waiting: 'The service “backup” begins within a minute.',
    step: {
      dumping: 'Dumping and encrypting',
      verifying: 'Checking the file',
      uploading: 'Sending it off site',
      pruning: 'Removing old backups',
    },
    progress: '{step}: {done} of {total}',
    progressOpen: '{step}: {done}',
    where: {
      both: 'here and off site',
      here: 'on this server only',
      hereFailed: 'on this server only: the remote storage did not take it',
      away: 'off site',
      gone: 'the file is gone',
    },
    proof: {
      none: 'Restoring it was not tried yet',
      requested: 'Waits for its trial restore',
      running: 'The trial restore is running',
      done: 'The trial restore worked: {at}',
      failed: 'Can’t be restored: {reason}',
    },
    contents: 'rows: {rows} · sum of payments: {ledger}',
    download: 'Download',
    downloadNamed: 'Download the backup: {name}',
    restore: 'How to restore',
    restoreText:
      'It is done by a command on the server, in the program’s folder. Stop the program meanwhile and start it afterwards; the former database stays beside it under another name.',
    restoreNew: 'On a new server add KEY=file-with-the-private-key. More: docs/backups.md.',
    restoreLine: 'The command that restores',
    fetchFirst: 'The backup is fetched from the remote storage by itself.',
  },
}
