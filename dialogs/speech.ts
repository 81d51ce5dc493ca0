import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import type { Locale } from './desk-state.ts';

/** Speaks one sentence: `key` is `<service>:<name>`, values fill its placeholders. A list of alternatives is not chosen from. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** The desk's voice in each language, every sentence from `locales/`. */
export interface Speech {
  say(locale: Locale): Say;
}

const LOCALES: Locale[] = ['zh-CN', 'en'];

/**
 * Reads `locales/<lng>/<service>.json` once.
 * @throws when a sentence is asked for that no file has
 */
export function createSpeech(dir: string): Speech {
  const resources = Object.fromEntries(LOCALES.map((locale) => [locale, readLocale(join(dir, locale))]));
  const i18n = createInstance({
    resources,
    lng: 'zh-CN',
    fallbackLng: false,
    ns: Object.keys(resources['zh-CN'] ?? {}),
    interpolation: { escapeValue: false },
    returnObjects: false,
    initAsync: false,
  });
  void i18n.init();
  const voices = new Map<Locale, Say>(
    LOCALES.map((locale) => [locale, voice((key, values) => i18n.t(key, { ...values, lng: locale }), i18n, locale)]),
  );
  return { say: (locale) => voices.get(locale) as Say };
}

type Translate = (key: string, values?: Record<string, string | number>) => string;

function voice(
  translate: Translate,
  i18n: { exists(key: string, options: { lng: string }): boolean },
  locale: Locale,
): Say {
  const known = new Set<string>();
  const plain = new Map<string, string>();
  return (key, values) => {
    const spoken = values ? undefined : plain.get(key);
    if (spoken !== undefined) return spoken;
    if (!known.has(key)) {
      if (!i18n.exists(key, { lng: locale })) throw new Error(`No sentence "${key}" in ${locale}.`);
      known.add(key);
    }
    const sentence = translate(key, values);
    // The locales are read once: what needs no values is always the same.
    if (!values) plain.set(key, sentence);
    return sentence;
  };
}

function readLocale(dir: string): Record<string, object> {
  const files = readdirSync(dir).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(join(dir, name), 'utf8'))]),
  );
}
