import type { PageFacts, Say } from './page-words.ts';

/** What the page behind a link shows. `mine`: the one the link was given to has accepted. */
export interface DutyPageView extends PageFacts {
  number: string;
  state: 'open' | 'mine' | 'taken';
}

/** The page behind a link: kind, place, number and one button; nothing else of the case is told here. No script. */
export function renderDutyPage(view: DutyPageView, look: { say: Say; lang: string; nonce: string }): string {
  const { say } = look;
  const facts = [
    ['duty.place', view.place],
    ['duty.number', view.number],
  ].map(([key, value]) => `<div><dt>${quoted(say(`emergency:${key}`))}</dt><dd>${quoted(value ?? '')}</dd></div>`);
  const end =
    view.state === 'open'
      ? `<form method="post"><button>${quoted(say('emergency:duty.accept'))}</button></form>
<p class="soft">${quoted(say('emergency:duty.means'))}</p>`
      : `<p class="done" role="status">${quoted(say(`emergency:duty.${view.state}`))}</p>`;
  const title = `${view.level} ${view.kind}`;
  return page(
    title,
    look,
    `<h1><small>${quoted(view.level)}</small> ${quoted(view.kind)}</h1>
<dl>${facts.join('')}</dl>
${end}`,
  );
}

/** What a link that is not ours, or is too old, shows. */
export function renderDeadLink(look: { say: Say; lang: string; nonce: string }): string {
  const words = look.say('emergency:duty.dead');
  return page(words, look, `<p class="done">${quoted(words)}</p>`);
}

function page(title: string, { lang, nonce }: { lang: string; nonce: string }, body: string): string {
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${quoted(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}

function quoted(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --page: #f3f6f5; --sheet: #fff; --text: #1c2523; --soft: #56635f; --line: #e1e7e5; --red: #c8281f; --green: #1a6b60; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0f1514; --sheet: #171f1d; --text: #e4ebe8; --soft: #9fb0ab; --line: #2a3532; --green: #63c7b6; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 19px/1.5 -apple-system, BlinkMacSystemFont, "PingFang SC", "Microsoft YaHei", "Segoe UI", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
main { max-width: 30em; margin: 0 auto; padding: 20px 16px 32px; }
h1 { margin: 0; padding: 18px 20px; border-radius: 14px 14px 0 0; background: var(--red); color: #fff; font-size: 28px; line-height: 1.3; }
h1 small { display: inline-block; padding: 0 8px; border: 2px solid #fff; border-radius: 8px; font-size: 19px; vertical-align: 3px; }
dl { margin: 0; padding: 4px 20px; border: 1px solid var(--line); border-top: 0; border-radius: 0 0 14px 14px; background: var(--sheet); }
dl div { display: flex; gap: 12px; padding: 12px 0; border-top: 1px solid var(--line); }
dl div:first-child { border-top: 0; }
dt { flex: none; min-width: 3.2em; color: var(--soft); }
dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
form { margin: 20px 0 10px; }
button { width: 100%; min-height: 64px; border: 0; border-radius: 14px; background: var(--red); color: #fff; font: inherit; font-size: 22px; font-weight: 600; }
button:focus-visible { outline: 3px solid var(--text); outline-offset: 3px; }
.soft { margin: 0; color: var(--soft); font-size: 16px; text-align: center; }
.done { margin: 20px 0 0; padding: 18px 20px; border: 1px solid var(--line); border-radius: 14px; background: var(--sheet); color: var(--green); font-weight: 600; text-align: center; }
`;
