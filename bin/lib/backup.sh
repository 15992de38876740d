# shellcheck shell=bash
# What bin/backup and bin/restore share: where the database and the data directory are.

# Where the database is, as PostgreSQL's own programs want it: Pindai's settings, or PINDAI_BACKUP_DATABASE if those name
# things that only JDBC knows.
database_settings() {
  local jdbc=${QUARKUS_DATASOURCE_JDBC_URL:-}
  DATABASE_URL=${PINDAI_BACKUP_DATABASE:-${jdbc#jdbc:}}
  [ -n "$DATABASE_URL" ] ||
    fail "No database: set QUARKUS_DATASOURCE_JDBC_URL, _USERNAME and _PASSWORD as Pindai has them."
  [ -z "${QUARKUS_DATASOURCE_USERNAME:-}" ] || export PGUSER=$QUARKUS_DATASOURCE_USERNAME
  [ -z "${QUARKUS_DATASOURCE_PASSWORD:-}" ] || export PGPASSWORD=$QUARKUS_DATASOURCE_PASSWORD
  export PGCONNECT_TIMEOUT=10
  local program
  for program in psql pg_dump pg_restore; do
    command -v "$program" >/dev/null || fail "$program was not found: install PostgreSQL's client programs."
  done
}

# ask <sql>: the one value that it gives.
ask() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$DATABASE_URL" --command="$1"
}

# Pages write to profiles as long as Pindai runs, and rows would not fit to them: it has to be stopped.
demand_stopped() {
  local others
  others=$(ask "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and backend_type = 'client backend'") || fail "The database does not answer: see the line above."
  [ "$others" = 0 ] ||
    fail "$others connections to the database are open: stop Pindai first (and whoever else looks into its database)."
}

data_directory() {
  # shellcheck disable=SC2034
  DATA=$(realpath -m "${PINDAI_DATA_DIR:-data}")
}
