import type { About } from '../asking/form.ts';

/** Numbers to ring, one a line, in the order given: national ones and the office's own. A number nobody has filled in is not said. */
export function ringLines(
  { common, estate, say, locale }: Pick<About, 'common' | 'estate' | 'say' | 'locale'>,
  phones: readonly string[],
): string[] {
  const named = (name: { zh: string; en: string }) => (locale === 'en' ? name.en : name.zh);
  const local: Readonly<Record<string, { number: string; name?: { zh: string; en: string } | undefined } | undefined>> =
    estate.office.phones;
  return phones.flatMap((key) => {
    const national = common.emergencyLines.lines.find((one) => one.key === key);
    if (national) return say('emergency:ring', { name: named(national.name), number: national.number });
    const own = local[key];
    if (!own?.number) return [];
    return say('emergency:ring', { name: own.name ? named(own.name) : say(`repair:phone.${key}`), number: own.number });
  });
}
