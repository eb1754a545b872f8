-- Which chats somebody corrects messages in just now; a handful at most.
create index chat_messages_held on chat_messages (chat_id) where lease_until is not null;
