import type { Common, Estate } from './documents.ts';
import { type Instant, localTime } from './local-time.ts';
import { localValue } from './local-values.ts';
import { type KnowledgeEntry, type OwnEntry, placeholdersOf } from './schemas/knowledge.ts';

export { fillPlaceholders, type KnowledgeEntry } from './schemas/knowledge.ts';

/** A language of the handbook's texts. */
type Language = 'zh' | 'en';

/** Why an entry is not spoken: before its first or after its last day, or with nothing under a key it needs. */
export type Silence = 'not-yet' | 'expired' | 'empty-key';

/** An entry that an estate cannot answer, and why; `keys` are the empty ones. */
export interface Unanswerable {
  readonly id: string;
  readonly question: { readonly zh: string; readonly en: string };
  readonly reason: Silence;
  readonly keys: readonly string[];
}

const asOne = new WeakMap<Estate['knowledge'], { common: Common['knowledge']; entries: readonly KnowledgeEntry[] }>();

/**
 * What an estate can be asked: its own entries, then those that hold everywhere and that it has not replaced. An entry that
 * replaces another is found by the other's wordings too.
 */
export function entriesOf(
  { knowledge: own }: Pick<Estate, 'knowledge'>,
  { knowledge: common }: Pick<Common, 'knowledge'>,
): readonly KnowledgeEntry[] {
  if (own.entries.length === 0) return common.entries;
  const known = asOne.get(own);
  if (known?.common === common) return known.entries;
  const replaced = new Set(own.entries.map(({ replaces }) => replaces));
  const mine = own.entries.map((one) =>
    withWordings(
      one,
      common.entries.find(({ id }) => id === one.replaces),
    ),
  );
  const entries = [...mine, ...common.entries.filter(({ id }) => !replaced.has(id))];
  asOne.set(own, { common, entries });
  return entries;
}

function withWordings({ replaces: _, ...own }: OwnEntry, replaced: KnowledgeEntry | undefined): KnowledgeEntry {
  if (!replaced) return own;
  const { question, variants } = replaced;
  const zh = [...own.variants.zh, question.zh, ...variants.zh];
  const en = [...own.variants.en, question.en, ...variants.en];
  return { ...own, variants: { zh, en } };
}

/** Every local key an entry speaks or depends on. */
export function keysOf({ keys, short, long }: KnowledgeEntry): string[] {
  const spoken = [short, long].flatMap((text) => (text ? [text.zh, text.en] : [])).flatMap(placeholdersOf);
  return [...new Set([...keys, ...spoken])];
}

/** Why an entry may not be spoken in a language on this day; undefined when it may. */
export function silenceOf(
  entry: KnowledgeEntry,
  estate: Estate,
  { at, language }: { at: Instant; language: Language },
): Silence | undefined {
  return (
    outOfDays(entry, estate, at) ??
    (keysOf(entry).some((key) => isEmpty(estate, key, language)) ? 'empty-key' : undefined)
  );
}

function outOfDays({ validFrom, validTo }: KnowledgeEntry, { office }: Estate, at: Instant): Silence | undefined {
  const { date } = localTime(office.timeZone, at);
  if (date < validFrom) return 'not-yet';
  return validTo !== null && date > validTo ? 'expired' : undefined;
}

/**
 * The entries that an estate cannot answer in every language it speaks, in the handbook's order: those with empty keys, and
 * those out of their days at `at` when it is given.
 */
export function emptyKeys(estate: Estate, common: Pick<Common, 'knowledge'>, at?: Instant): Unanswerable[] {
  const languages = estate.office.languages.map((locale): Language => (locale === 'en' ? 'en' : 'zh'));
  return entriesOf(estate, common).flatMap((entry): Unanswerable[] => {
    const keys = keysOf(entry).filter((key) => languages.some((language) => isEmpty(estate, key, language)));
    const reason = (at === undefined ? undefined : outOfDays(entry, estate, at)) ?? 'empty-key';
    const { id, question } = entry;
    return keys.length > 0 || reason !== 'empty-key' ? [{ id, question, reason, keys }] : [];
  });
}

/** The facts.json of an estate that has filled in nothing: every fact that some entry needs, once. */
export function blankFacts({ knowledge }: Pick<Common, 'knowledge'>): {
  facts: { key: string; value: Record<Language, string> }[];
} {
  const names = knowledge.entries.flatMap(keysOf).filter((key) => key.startsWith('facts.'));
  return {
    facts: [...new Set(names)].sort().map((name) => ({ key: name.slice('facts.'.length), value: { zh: '', en: '' } })),
  };
}

function isEmpty(estate: Estate, key: string, language: Language): boolean {
  const value = localValue(estate, key);
  return value === undefined || (value.kind === 'words' && value[language] === '');
}
