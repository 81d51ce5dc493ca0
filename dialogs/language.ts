import type { Locale } from './desk-state.ts';
import type { DeskTurn } from './desk-turn.ts';

/** 「说英文」 "in Chinese please". */
export function askedLanguage(text: string): Locale | undefined {
  const short = text.trim();
  if (short.length > 40) return undefined;
  if (/(说|讲|用|换|切换)(成|到)?(英文|英语)|\b(speak|in|switch to|use) english\b|^english( please)?$/iu.test(short))
    return 'en';
  if (
    /(说|讲|用|换|切换)(成|到)?(中文|汉语|普通话)|\b(speak|in|switch to|use) chinese\b|^(中文|chinese( please)?)$/iu.test(
      short,
    )
  )
    return 'zh-CN';
  return undefined;
}

/** A word, not the letters of a code or a number. */
const WORD = /(?<![\w-])[a-z']+(?![\w-])/giu;

/** Who clearly writes in the other language is answered in it. */
export function followLanguage(turn: DeskTurn): void {
  const { text, understood } = turn.incoming;
  const english = understood.locale === 'en' && (text.match(WORD) ?? []).length >= 3;
  const chinese = understood.locale === 'zh-CN' && (text.match(/\p{Script=Han}/gu) ?? []).length >= 3;
  if (english && turn.state.locale !== 'en') speak(turn, 'en');
  else if (chinese && turn.state.locale !== 'zh-CN') speak(turn, 'zh-CN');
}

/** The desk goes on in this language. */
export function speak(turn: DeskTurn, locale: Locale): void {
  turn.state.locale = locale;
  turn.say = turn.speech.say(locale);
}
