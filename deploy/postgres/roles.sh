#!/bin/bash
# Runs once, when the data folder is empty: the owner of the tables, who migrates and dumps, and the application's role, which
# owns nothing.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner="$DB_MIGRATION_USER" -v owner_password="$DB_MIGRATION_PASSWORD" \
  -v app="$DB_USER" -v app_password="$DB_PASSWORD" -v database="$DB_NAME" << 'SQL'
create role :"owner" login nosuperuser nocreaterole noreplication createdb password :'owner_password';
create role :"app" login nosuperuser nocreatedb nocreaterole noreplication password :'app_password';
-- A restore with --force ends the application's connections.
grant pg_signal_backend to :"owner";
create database :"database" owner :"owner";
revoke all on database :"database" from public;
grant connect on database :"database" to :"app";
SQL

# In this volume lies the database of another major version, and this one is empty: with it the application would forget everything
# and remind of nothing. It is let in once a backup was restored here.
former=$(find "${PGDATA%/*/*}" -mindepth 3 -maxdepth 3 -path '*/docker/PG_VERSION' ! -path "$PGDATA/*" 2> /dev/null | head -n 1)
if [ -n "$former" ]; then
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres -v app="$DB_USER" <<< 'alter role :"app" nologin;'
  echo "Рядом лежит база другой версии PostgreSQL (${former%/docker/*}), а эта пуста: программа в неё не войдёт. make upgrade-postgres" >&2
fi
