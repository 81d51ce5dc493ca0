import { type Locale, toLocale } from './words.ts';

/**
 * Makes the 中文|EN links change the language without leaving the page: the server draws the shell in the other
 * language (and remembers it), the parts that differ are taken over. Without script or network they are plain links.
 */
export function switchLanguageInPlace(page: Document, changed: (locale: Locale, shell: Document) => void): void {
  page.addEventListener('click', (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[href^="?lang="]');
    const locale = toLocale(link?.hreflang);
    if (!link || !locale || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    fetchShell(link.href).then(
      (shell) => {
        takeOver(page, shell, locale);
        changed(locale, shell);
      },
      () => page.location.assign(link.href),
    );
  });
}

async function fetchShell(address: string): Promise<Document> {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`The desk answered ${response.status}.`);
  // Without its style: the policy would look at its nonce, which is not this page's.
  const html = (await response.text()).replace(/<style[\s\S]*?<\/style>/, '');
  return new DOMParser().parseFromString(html, 'text/html');
}

function takeOver(page: Document, shell: Document, locale: Locale): void {
  page.documentElement.lang = locale;
  page.title = shell.title;
  const label = shell.getElementById('chat')?.getAttribute('aria-label');
  if (label) page.getElementById('chat')?.setAttribute('aria-label', label);
  page.getElementById('header')?.replaceChildren(...(shell.getElementById('header')?.childNodes ?? []));
  page.querySelector<HTMLElement>(`nav a[hreflang="${locale}"]`)?.focus();
}
