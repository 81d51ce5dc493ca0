/** Kinds of danger, and of what else the duty person is called for, that have a name of their own in the locales (`emergency:kind.…`). An office may add kinds of its own words. */
const NAMED: ReadonlySet<string> = new Set([
  'fire',
  'gas',
  'lift',
  'flood',
  'electric',
  'outage',
  'carbon-monoxide',
  'falling',
  'violence',
  'collapse',
  'battery',
  'garage-flood',
  'water-quality',
  'structure',
  'self-harm',
  'urgent-repair',
]);

/** Under which name a kind of danger is spoken of; `other` for one that the locales do not know. */
export function dangerName(kind: string): string {
  return NAMED.has(kind) ? kind : 'other';
}
