import type { Speech } from '#dialogs/speech.ts';
import type { Estate, Handbook } from '#handbook/handbook.ts';
import type { Recognizer } from '#understanding/recognizer.ts';

/** What these words are made of: nothing that lies in the store. */
interface Sources {
  handbook: Handbook;
  recognizer: Recognizer;
  speech: Speech;
  now(): number;
}

/**
 * Makes what a resident hears while the store is away: in danger the safety line and whom to ring, since nobody can be called
 * for them; otherwise that their message is kept. Local numbers are said only where there is one estate: whose they are stands in
 * the store.
 */
export function createAwayWords(
  sources: Sources,
): (text: string | undefined, answersComeByThemselves: boolean) => Promise<{ words: string; locale: 'zh-CN' | 'en' }> {
  const { handbook, recognizer, speech } = sources;
  return async (text, answersComeByThemselves) => {
    const [first, second] = handbook.estates();
    const estate = second ? undefined : first;
    const timeZone = first?.office.timeZone ?? 'Asia/Shanghai';
    const context = { locale: 'zh-CN', now: new Date(sources.now()), timeZone, estateId: first?.id } as const;
    const understood = text ? await recognizer.recognize(text, context) : undefined;
    const locale = understood?.locale === 'en' ? 'en' : 'zh-CN';
    const say = speech.say(locale);
    if (understood?.emergency) {
      return { words: danger({ handbook, estate, locale, say }, understood.emergency.kind), locale };
    }
    const words = say(answersComeByThemselves ? 'wechat:away' : 'wechat:awayLater');
    const phone = estate?.office.phones.reception.number;
    const ring = phone ? `${locale === 'en' ? ' ' : ''}${say('wechat:orRing', { phone })}` : '';
    return { words: words + ring, locale };
  };
}

interface Danger {
  handbook: Handbook;
  estate: Estate | undefined;
  locale: 'zh-CN' | 'en';
  say: ReturnType<Speech['say']>;
}

function danger({ handbook, estate, locale, say }: Danger, kind: string): string {
  const inLanguage = ({ zh, en }: { zh: string; en: string }) => (locale === 'en' ? en : zh);
  const { safetyLines, emergencyLines } = handbook.common();
  const { lines } = safetyLines;
  const line = lines.find((one) => one.kind === kind) ?? lines.find((one) => one.kind === 'other');
  const numbers = (line?.phones ?? []).flatMap((key) => {
    const national = emergencyLines.lines.find((one) => one.key === key);
    if (national) return say('emergency:ring', { name: inLanguage(national.name), number: national.number });
    const local = Object.entries(estate?.office.phones ?? {}).find(([name]) => name === key)?.[1];
    const name = local?.name ? inLanguage(local.name) : say('emergency:office');
    return local?.number ? say('emergency:ring', { name, number: local.number }) : [];
  });
  const words = line ? inLanguage(line) : say('emergency:danger');
  return [words, ...numbers, say(numbers.length > 0 ? 'emergency:nobodyToPage' : 'wechat:away')].join('\n');
}
