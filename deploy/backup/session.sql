-- Values are compared as text, so everything that changes how a value is written is fixed.
set timezone = 'UTC';
set datestyle = 'ISO, YMD';
set intervalstyle = 'iso_8601';
set extra_float_digits = 1;
set bytea_output = 'hex';
set search_path = pg_catalog;
set statement_timeout = 0;
set lock_timeout = '1min';
set idle_in_transaction_session_timeout = 0;
