'use strict';

// Everything a person or the bot wrote reaches the page through textContent, never as markup.

const TEXTS = {
  ru: {
    title: 'Записная книжка', practice: 'учебный чат', connecting: 'соединяюсь…', bot: 'бот', missing: 'чат удалён',
    emptyTitle: 'Это учебный чат Telegram', emptyWhat: 'Он работает на этом компьютере и заменяет настоящий Telegram, пока не указан токен бота. Наружу ничего не уходит.',
    emptyReminders: '🔔 Сюда приходят напоминания. Создайте задачу со сроком через пару минут и подождите.',
    emptyButtons: '✅ Кнопки под сообщениями настоящие: «Выполнил» закроет задачу, «Отложить» перенесёт напоминание.',
    emptyReal: '🔑 Чтобы перейти в настоящий Telegram, впишите TELEGRAM_BOT_TOKEN в файл .env и перезапустите программу.',
    log: 'Сообщения', toNewest: 'К последнему сообщению', replying: 'Ответ на сообщение', cancelReply: 'Не отвечать',
    commands: 'Команды бота', writeLabel: 'Сообщение боту', write: 'Сообщение', send: 'Отправить', ok: 'Понятно',
    block: 'Заблокировать', restart: 'Перезапустить бота', start: 'Запустить', blocked: 'вы заблокировали бота',
    offline: 'Нет связи с учебным сервером. Пробую снова…', edited: 'изменено', reply: 'Ответить', fromBot: 'Бот', fromYou: 'Вы',
    noAnswer: 'Бот не ответил на нажатие. Возможно, программа остановлена.', failed: 'Не получилось. Попробуйте ещё раз.',
    spoiler: 'Показать скрытое', today: 'Сегодня', yesterday: 'Вчера', opensTab: 'откроется в новой вкладке', photo: 'QR-код для оплаты',
    gone: { one: 'Бот удалил # сообщение', few: 'Бот удалил # сообщения', many: 'Бот удалил # сообщений', other: 'Бот удалил # сообщения' },
  },
  en: {
    title: 'Notebook', practice: 'practice chat', connecting: 'connecting…', bot: 'bot', missing: 'the chat was removed',
    emptyTitle: 'This is a practice Telegram chat', emptyWhat: 'It runs on this computer and stands in for the real Telegram until a bot token is set. Nothing leaves this machine.',
    emptyReminders: '🔔 Reminders arrive here. Create a task due in a couple of minutes and wait.',
    emptyButtons: '✅ The buttons under messages are real: “Done” completes the task, “Snooze” moves the reminder.',
    emptyReal: '🔑 To move to the real Telegram, put TELEGRAM_BOT_TOKEN into the .env file and restart.',
    log: 'Messages', toNewest: 'To the newest message', replying: 'Reply to the message', cancelReply: 'Do not reply',
    commands: 'Bot commands', writeLabel: 'Message to the bot', write: 'Message', send: 'Send', ok: 'OK',
    block: 'Block', restart: 'Restart the bot', start: 'Start', blocked: 'you blocked the bot',
    offline: 'No connection to the practice server. Trying again…', edited: 'edited', reply: 'Reply', fromBot: 'Bot', fromYou: 'You',
    noAnswer: 'The bot did not answer. Perhaps the application is stopped.', failed: 'That did not work. Please try again.',
    spoiler: 'Show the hidden text', today: 'Today', yesterday: 'Yesterday', opensTab: 'opens in a new tab', photo: 'QR code for paying',
    gone: { one: 'The bot deleted # message', other: 'The bot deleted # messages' },
  },
};

const language = document.documentElement.lang === 'en' ? 'en' : 'ru';
const t = TEXTS[language];
const plural = new Intl.PluralRules(language);
const $ = (id) => document.getElementById(id);

const messages = new Map();
const nodes = new Map();
const busy = new Set();
let chat = { blocked: false, bot: '', commands: {} };
let replyTo = null;
let answeredForceReply = 0;
let startPayload = new URLSearchParams(location.search).get('start');
let first = true;
let unread = 0;
let following = true;

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', '18');
  svg.setAttribute('height', '18');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

function link(address, className) {
  const anchor = element('a', className);
  anchor.href = address;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer';
  return anchor;
}

// ---- text with formatting

function plain(text, into) {
  const pattern = /(https?:\/\/[^\s<>«»"]+[^\s<>«»".,;:!?)])|(?<![\w/<>])(\/[a-z0-9_]{1,32})(?![\w/<>])/gi;
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    into.append(text.slice(at, match.index));
    const address = match[1] && webAddress(match[1]);
    if (address) {
      const anchor = link(address);
      anchor.textContent = match[1];
      into.append(anchor);
    } else if (match[2]) {
      const command = element('button', 'command', match[2]);
      command.type = 'button';
      command.addEventListener('click', () => write(match[2]));
      into.append(command);
    } else {
      into.append(match[0]);
    }
    at = match.index + match[0].length;
  }
  into.append(text.slice(at));
}

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre', blockquote: 'blockquote', expandable_blockquote: 'blockquote' };

function wrapper(entity) {
  if (entity.type === 'text_link') {
    const address = webAddress(entity.url);
    return address ? link(address) : element('span');
  }
  if (entity.type === 'spoiler') {
    const button = element('button', 'spoiler');
    button.type = 'button';
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-label', t.spoiler);
    button.addEventListener('click', () => {
      button.setAttribute('aria-expanded', 'true');
      button.removeAttribute('aria-label');
    });
    return button;
  }
  return element(TAGS[entity.type] || 'span');
}

// Entities come sorted by offset, the longer first; one that reaches over its parent's end is cut there.
function formatted(text, entities, from, to, into, insideCode) {
  let at = from;
  let i = 0;
  while (i < entities.length) {
    const entity = entities[i];
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    i += 1;
    if (begin >= end) continue;
    if (insideCode) into.append(text.slice(at, begin));
    else plain(text.slice(at, begin), into);
    const inner = [];
    while (i < entities.length && entities[i].offset < end) {
      inner.push(entities[i]);
      i += 1;
    }
    const node = wrapper(entity);
    const target = entity.type === 'spoiler' ? node.appendChild(element('span')) : node;
    const literal = insideCode || entity.type === 'code' || entity.type === 'pre' || entity.type === 'text_link';
    formatted(text, inner, begin, end, target, literal);
    into.append(node);
    at = end;
  }
  if (insideCode) into.append(text.slice(at, to));
  else plain(text.slice(at, to), into);
}

// ---- one message

function clock(instant) {
  return new Date(instant).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
}

function excerpt(message) {
  return message.text.replace(/\s+/g, ' ').slice(0, 90);
}

function keyNode(message, button, place) {
  if (button.url) {
    const address = webAddress(button.url);
    const anchor = address ? link(address, 'key link') : element('span', 'key');
    anchor.textContent = button.text;
    anchor.append(element('span', 'hidden', ` (${t.opensTab})`));
    return anchor;
  }
  const node = element('button', 'key', button.text);
  node.type = 'button';
  if (button.callback_data === undefined) {
    node.disabled = true;
    return node;
  }
  const id = `${message.messageId}/${place}/${button.callback_data}`;
  node.dataset.press = id;
  if (busy.has(id)) node.setAttribute('aria-busy', 'true');
  node.addEventListener('click', () => press(message.messageId, button.callback_data, id, node));
  return node;
}

function fill(item, message) {
  const mine = !message.fromBot;
  const rows = (message.replyMarkup && message.replyMarkup.inline_keyboard) || [];
  item.className = `message${mine ? ' mine' : ''}${rows.length ? ' has-keys' : ''}`;
  item.dataset.messageId = message.messageId;
  item.tabIndex = -1;

  const bubble = element('div', 'bubble');
  bubble.append(element('span', 'hidden', `${mine ? t.fromYou : t.fromBot}: `));
  const original = message.replyToMessageId && messages.get(message.replyToMessageId);
  if (original && !original.deleted) {
    const quote = element('button', 'quoted', excerpt(original));
    quote.type = 'button';
    quote.addEventListener('click', () => show(original.messageId));
    bubble.append(quote);
  }
  const body = element('span', 'body');
  formatted(message.text, message.entities, 0, message.text.length, body, false);
  const meta = element('span', 'meta');
  if (message.editedAt) meta.append(element('span', 'edited', t.edited));
  const time = element('time', '', clock(message.at));
  time.dateTime = message.at;
  time.title = new Date(message.at).toLocaleString(language);
  meta.append(time);
  if (message.photo) {
    const photo = element('img', 'photo');
    photo.src = `/chat/photo?${message.messageId}`;
    photo.alt = t.photo;
    bubble.append(photo);
  }
  bubble.append(body, meta);

  const reply = element('button', 'reply');
  reply.type = 'button';
  reply.setAttribute('aria-label', `${t.reply}: ${excerpt(message)}`);
  reply.title = t.reply;
  reply.append(icon('M10 8V4l-7 7 7 7v-4.2c5 0 8.5 1.6 11 5.2-1-5-4-10-11-11z'));
  reply.addEventListener('click', () => startReply(message));

  const line = element('div', 'line');
  line.append(bubble, reply);
  item.replaceChildren(line);
  if (rows.length) {
    const keys = element('div', 'keys');
    rows.forEach((row, r) => {
      const keyRow = element('div');
      row.forEach((button, b) => keyRow.append(keyNode(message, button, `${r}.${b}`)));
      keys.append(keyRow);
    });
    item.append(keys);
  }
}

function show(messageId) {
  const node = nodes.get(`m${messageId}`);
  if (node) {
    node.scrollIntoView({ block: 'center', behavior: 'smooth' });
    node.focus({ preventScroll: true });
  }
}

// ---- the whole chat

function day(instant) {
  const date = new Date(instant);
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return t.today;
  if (date.toDateString() === yesterday.toDateString()) return t.yesterday;
  const year = date.getFullYear() === today.getFullYear() ? undefined : 'numeric';
  return date.toLocaleDateString(language, { day: 'numeric', month: 'long', year });
}

function cached(key, create) {
  if (!nodes.has(key)) nodes.set(key, create());
  return nodes.get(key);
}

function arrange() {
  const wanted = [];
  const used = new Set();
  const add = (key, create) => {
    used.add(key);
    const node = cached(key, create);
    wanted.push(node);
    return node;
  };
  let lastDay = '';
  let gone = [];
  const closeGone = () => {
    if (!gone.length) return;
    const pill = add(`g${gone[0].messageId}`, () => element('p', 'pill gone'));
    const text = (t.gone[plural.select(gone.length)] || t.gone.other).replace('#', gone.length);
    if (pill.textContent !== text) pill.textContent = text;
    pill.title = gone.map(excerpt).join('\n');
    gone = [];
  };
  for (const message of [...messages.values()].sort((a, b) => a.messageId - b.messageId)) {
    if (message.deleted) {
      gone.push(message);
      continue;
    }
    closeGone();
    const name = day(message.at);
    if (name !== lastDay) {
      lastDay = name;
      add(`d${name}`, () => element('p', 'pill', name));
    }
    add(`m${message.messageId}`, () => {
      const item = element('article');
      fill(item, message);
      if (!first) item.classList.add('fresh');
      return item;
    });
  }
  closeGone();

  const list = $('messages');
  for (const [key, node] of nodes) {
    if (!used.has(key)) {
      node.remove();
      nodes.delete(key);
    }
  }
  let cursor = list.firstChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextSibling;
    else list.insertBefore(node, cursor);
  }
}

function nearEnd() {
  const area = $('scroll');
  return area.scrollHeight - area.scrollTop - area.clientHeight < 90;
}

function toEnd() {
  const area = $('scroll');
  area.scrollTop = area.scrollHeight;
}

function receive(event) {
  const follow = first || following;
  if (event.whole) messages.clear();
  chat = { blocked: event.blocked, bot: event.bot || '', commands: event.commands || {}, missing: event.missing };
  let arrived = 0;
  for (const message of event.messages || []) {
    const known = messages.get(message.messageId);
    if (!known && message.fromBot && !message.deleted) arrived += 1;
    messages.set(message.messageId, message);
    const node = nodes.get(`m${message.messageId}`);
    if (node && !message.deleted) {
      const focused = node.contains(document.activeElement);
      fill(node, message);
      if (focused) (node.querySelector('.key') || node).focus({ preventScroll: true });
    }
  }
  arrange();
  $('empty').hidden = [...messages.values()].some((message) => !message.deleted);
  if (follow) toEnd();
  if (!first && document.hidden && arrived) unread += arrived;
  first = false;
  takeForceReply();
  frame();
}

function frame() {
  document.title = (unread ? `(${unread}) ` : '') + t.title;
  $('status').textContent = chat.missing ? t.missing : chat.blocked ? t.blocked : `${t.bot} · @${chat.bot}`;
  $('block').hidden = chat.blocked || chat.missing;
  $('block').textContent = t.block;
  const starting = startPayload !== null && !chat.blocked;
  $('restart').hidden = !(chat.blocked || starting) || chat.missing;
  $('restart').textContent = chat.blocked ? t.restart : t.start;
  $('composer').hidden = chat.blocked || starting || chat.missing;
  $('replying').hidden = replyTo === null || $('composer').hidden;
  $('down').hidden = nearEnd();
  const commands = commandList();
  $('commands').hidden = !commands.length;
  const keyboard = currentKeyboard();
  $('keyboard').hidden = !keyboard.length || $('composer').hidden;
  $('keyboard').replaceChildren(...keyboard.map((row) => {
    const line = element('div');
    for (const button of row) {
      const label = typeof button === 'string' ? button : button.text;
      const node = element('button', 'key', label);
      node.type = 'button';
      node.addEventListener('click', () => write(label));
      line.append(node);
    }
    return line;
  }));
}

function currentKeyboard() {
  const markups = [...messages.values()].filter((m) => m.fromBot && !m.deleted && m.replyMarkup).sort((a, b) => b.messageId - a.messageId);
  const decisive = markups.find((m) => m.replyMarkup.keyboard || m.replyMarkup.remove_keyboard);
  return (decisive && decisive.replyMarkup.keyboard) || [];
}

function commandList() {
  const own = chat.commands[language] || [];
  return own.length ? own : chat.commands.default || [];
}

// ---- what the person does

async function post(path, body) {
  const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).error || response.status);
  return response.json();
}

function toast(text) {
  const node = element('div', 'toast', text);
  $('toasts').append(node);
  setTimeout(() => node.remove(), 3200 + text.length * 35);
}

async function press(messageId, data, id, node) {
  if (busy.has(id)) return;
  busy.add(id);
  node.setAttribute('aria-busy', 'true');
  try {
    const result = await post('/chat/press', { messageId, data });
    if (!result.answered) toast(t.noAnswer);
    else if (result.text && result.alert) {
      $('alert-text').textContent = result.text;
      $('alert').showModal();
    } else if (result.text) toast(result.text);
    const address = result.url && webAddress(result.url);
    if (address) window.open(address, '_blank', 'noopener');
  } catch {
    toast(t.failed);
  } finally {
    busy.delete(id);
    const item = nodes.get(`m${messageId}`);
    for (const key of item ? item.querySelectorAll('[aria-busy]') : []) {
      if (key.dataset.press === id) key.removeAttribute('aria-busy');
    }
  }
}

async function write(text) {
  try {
    await post('/chat/send', { text, replyTo });
    cancelReply();
    toEnd();
    return true;
  } catch {
    toast(t.failed);
    return false;
  }
}

function startReply(message) {
  replyTo = message.messageId;
  $('replying-text').textContent = excerpt(message);
  frame();
  $('text').focus();
}

function cancelReply() {
  if (replyTo !== null) answeredForceReply = Math.max(answeredForceReply, replyTo);
  replyTo = null;
  $('text').placeholder = t.write;
  frame();
}

function takeForceReply() {
  const newest = [...messages.values()].filter((m) => !m.deleted).sort((a, b) => b.messageId - a.messageId)[0];
  if (newest && newest.fromBot && newest.replyMarkup && newest.replyMarkup.force_reply && newest.messageId > answeredForceReply) {
    $('text').placeholder = newest.replyMarkup.input_field_placeholder || t.write;
    startReply(newest);
  }
}

function closeMenu() {
  $('menu').hidden = true;
  $('commands').setAttribute('aria-expanded', 'false');
}

function grow() {
  const field = $('text');
  field.rows = Math.min(7, Math.max(1, field.value.split('\n').length));
  document.querySelector('.send').disabled = !field.value.trim();
}

function listen() {
  const source = new EventSource('/chat/events');
  source.onmessage = (event) => {
    $('offline').hidden = true;
    receive(JSON.parse(event.data));
  };
  source.onerror = () => {
    $('offline').textContent = t.offline;
    $('offline').hidden = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

for (const node of document.querySelectorAll('[data-t]')) node.textContent = t[node.dataset.t];
for (const node of document.querySelectorAll('[data-label]')) {
  node.setAttribute('aria-label', t[node.dataset.label]);
  if (node.tagName === 'BUTTON') node.title = t[node.dataset.label];
}
$('text').placeholder = t.write;
document.title = t.title;
document.querySelector('h1').textContent = t.title;

$('composer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const field = $('text');
  const text = field.value;
  if (!text.trim()) return;
  field.value = '';
  grow();
  if (!(await write(text))) {
    field.value = text;
    grow();
  }
});
$('text').addEventListener('input', grow);
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('composer').requestSubmit();
  }
  if (event.key === 'Escape') cancelReply();
});
$('cancel-reply').addEventListener('click', cancelReply);
$('commands').addEventListener('click', () => {
  if (!$('menu').hidden) {
    closeMenu();
    return;
  }
  $('menu').replaceChildren(...commandList().map((command) => {
    const name = `/${command.command.replace(/^\//, '')}`;
    const button = element('button');
    button.type = 'button';
    button.append(element('b', '', name), element('span', '', command.description));
    button.addEventListener('click', () => {
      closeMenu();
      write(name);
    });
    return button;
  }));
  $('menu').hidden = false;
  $('commands').setAttribute('aria-expanded', 'true');
  $('menu').querySelector('button').focus();
});
$('menu').addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    closeMenu();
    $('commands').focus();
  }
});
$('block').addEventListener('click', () => post('/chat/block', { blocked: true }).catch(() => toast(t.failed)));
$('restart').addEventListener('click', async () => {
  try {
    if (chat.blocked) await post('/chat/block', { blocked: false });
    const text = startPayload ? `/start ${startPayload}` : '/start';
    if (await write(text)) {
      startPayload = null;
      history.replaceState(null, '', location.pathname);
      frame();
    }
  } catch {
    toast(t.failed);
  }
});
$('down').addEventListener('click', toEnd);
$('scroll').addEventListener('scroll', () => {
  following = nearEnd();
  $('down').hidden = following;
}, { passive: true });
// The reply bar, the menu and the phone's keyboard take room away; who read the end goes on seeing it.
new ResizeObserver(() => { if (following) toEnd(); }).observe($('scroll'));
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    unread = 0;
    document.title = t.title;
  }
});
listen();
