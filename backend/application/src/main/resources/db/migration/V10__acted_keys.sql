-- Set in the transaction of the work itself: whoever finds it set knows that the work was committed, answered or not.
alter table idempotency_keys add column acted boolean not null default false;
