import { BOOT_ID, type Boot, type ChatSession } from './boot.ts';
import { escapeHtml } from './escape-html.ts';
import { type Phone, telAddress } from './phone.ts';
import { LANGUAGES, type Locale, type Words, wordsOf } from './words.ts';

/** What the handbook says about one estate, in one language, for the page around the chat. */
export interface ShellFacts {
  estateId: string;
  officeName: { zh: string; en: string };
  /** As people say them, e.g. `08:30–18:00`. */
  hours: string;
  /** Left out where the calendar does not know. */
  openNow?: boolean;
  /** Numbers as written; an empty or missing one is not shown. */
  phones: { reception?: string; night?: string };
  /** `says` is what a tap sends in the resident's name, the label when left out. */
  topics: { key: string; label: string; says?: string }[];
  /** True for an estate that does not exist: the page says so. */
  fictional?: boolean;
  /** A sentence from the office for all visitors. */
  notice?: string;
}

/** The built files: `style` is the text of the style sheet, the others are addresses. */
export interface ShellAssets {
  script: string;
  webChat: string;
  style: string;
}

/** How the shell is asked for. Without `assets` (not built yet) the page shows the phones and tries again by itself. */
export interface ShellOptions {
  nonce: string;
  locale: Locale;
  assets?: ShellAssets;
  session?: ChatSession;
  directLinePath?: string;
}

/** The resident's page as HTML: hours, phones and topics stand at once; script only adds the conversation. */
export function renderShell(facts: ShellFacts, options: ShellOptions): string {
  const words = wordsOf(options.locale);
  const phones = phonesOf(facts, words);
  return `<!doctype html>
<html lang="${options.locale}">
<head>${renderHead(pageTitle(facts, options.locale), options)}</head>
<body>
${renderHeader(facts, options.locale)}
<p id="banner" role="status"></p>
${renderRoom(facts, words, options)}
<noscript><p class="no-script">${escapeHtml(words.noScript)} ${phones.map((phone) => renderPhone(phone)).join(' ')}</p></noscript>
${renderBoot({ ...bootOf(facts, options), phones: facts.openNow === false ? phones.toReversed() : phones })}
</body>
</html>`;
}

/** The page for an address that belongs to no estate. */
export function renderNotFound(locale: Locale, nonce: string, style = ''): string {
  const words = wordsOf(locale);
  return `<!doctype html>
<html lang="${locale}">
<head>${renderHead(words.notFound, { nonce, locale, assets: { style, script: '', webChat: '' } })}</head>
<body><main class="not-found"><h1>${escapeHtml(words.notFound)}</h1><p>${escapeHtml(words.notFoundHelp)}</p></main></body>
</html>`;
}

function renderHead(title: string, { nonce, assets }: ShellOptions): string {
  const scripts = assets?.script
    ? `<link rel="preload" as="script" href="${assets.webChat}" nonce="${nonce}">
<script type="module" src="${assets.script}" nonce="${nonce}"></script>
<script defer src="${assets.webChat}" nonce="${nonce}"></script>`
    : '';
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<title>${escapeHtml(title)}</title>
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#1f7a6d">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style nonce="${nonce}">${assets?.style ?? ''}</style>
${scripts}${assets ? '' : '<meta http-equiv="refresh" content="3">'}`;
}

function renderHeader(facts: ShellFacts, locale: Locale): string {
  const words = wordsOf(locale);
  const phones = phonesOf(facts, words).map((phone) => renderPhone(phone));
  return `<header id="header">
<div class="title"><h1>${escapeHtml(officeName(facts, locale))} <span>${escapeHtml(words.deskName)}</span></h1>
<nav aria-label="${words.languages}">${LANGUAGES.map((language) => renderLanguage(language, locale)).join('')}</nav></div>
<div class="contact">${renderHours(facts, words)}<div class="phones">${phones.join('')}</div></div>
${facts.notice ? `<p class="notice">${escapeHtml(facts.notice)}</p>` : ''}
</header>`;
}

function renderHours({ hours, openNow, fictional }: ShellFacts, words: Words): string {
  const state = openNow === undefined ? '' : openNow ? words.openNow : words.closedNow;
  const parts = [
    escapeHtml(hours),
    state && `<span class="${openNow ? 'open' : 'closed'}">${escapeHtml(state)}</span>`,
    fictional && `<span class="closed">${escapeHtml(words.fictional)}</span>`,
  ];
  return `<p class="hours"><span class="visually-hidden">${words.hours} </span>${parts.filter(Boolean).join(' · ')}</p>`;
}

function renderLanguage({ locale, name, short }: (typeof LANGUAGES)[number], current: Locale): string {
  const chosen = locale === current ? ' aria-current="true"' : '';
  return `<a href="?lang=${locale}" hreflang="${locale}" lang="${locale}" title="${name}"${chosen}>${short}</a>`;
}

function renderPhone({ name, number }: Phone): string {
  return `<a class="phone" href="${telAddress(number)}"><span>${escapeHtml(name)}</span> <b>${escapeHtml(number)}</b></a>`;
}

/** Topics and the bar below stand where Web Chat will have them, so that nothing jumps when it arrives. */
function renderRoom(facts: ShellFacts, words: Words, { assets }: ShellOptions): string {
  const topics = facts.topics.map(
    ({ key, label, says }) =>
      `<button type="button" data-topic="${escapeHtml(key)}" data-says="${escapeHtml(says ?? label)}">${escapeHtml(label)}</button>`,
  );
  return `<main id="chat" aria-label="${words.chat}"><div id="room">
<p id="waiting" role="status">${escapeHtml(assets ? words.connecting : words.preparing)}</p>
<div id="topics" role="group" aria-label="${words.topics}">${topics.join('')}</div>
<div class="send-box-place" aria-hidden="true">${escapeHtml(words.placeholder)}</div>
</div></main>`;
}

function bootOf(facts: ShellFacts, { locale, nonce, session, directLinePath = '/v3/directline' }: ShellOptions) {
  return { estateId: facts.estateId, locale, nonce, session, directLinePath };
}

/** A data block: browsers do not run it, so that no script source has to be allowed for it. */
function renderBoot(boot: Boot): string {
  const json = JSON.stringify(boot).replace(/</g, '\\u003c');
  return `<script type="application/json" id="${BOOT_ID}">${json}</script>`;
}

const officeName = ({ officeName: name }: ShellFacts, locale: Locale) => (locale === 'en' ? name.en : name.zh);

const pageTitle = (facts: ShellFacts, locale: Locale) => `${officeName(facts, locale)} ${wordsOf(locale).deskName}`;

function phonesOf({ phones }: ShellFacts, words: Words): Phone[] {
  return [
    { name: words.reception, number: phones.reception ?? '' },
    { name: words.night, number: phones.night ?? '' },
  ].filter(({ number }) => telAddress(number) !== '');
}
