/** How a bubble got onto the phone. `notice` is the platform's own word, `own` the resident's. */
export type Way = 'own' | 'passive' | 'custom' | 'template' | 'notice';

/** One thing on a resident's screen. */
export interface Bubble {
  /** ms since 1970 of the stand-in's clock. */
  at: number;
  way: Way;
  /** text, image, voice, video, music, news, msgmenu, location, template, … */
  type: string;
  /** The words as they are read: links show their text only. */
  text: string;
  links: { text: string; href: string }[];
  /** The platform's label 内容由第三方AI生成 stands under it. */
  ai: boolean;
  /** A picture, a voice or a film. */
  bytes?: Buffer;
  /** The lines of a msgmenu that can be touched. */
  choices?: { id: string; content: string }[];
}

/** What the platform shows when the account's server answers badly or not at all. */
export const FAILURE_NOTICE = '该公众号提供的服务出现故障，请稍后再试';

const LINK = /<a\s[^>]*?href\s*=\s*(["'])(.*?)\1[^>]*>(.*?)<\/a>/gis;

/** A bubble with the links of `text` taken apart; `rest` overrides. */
export function bubble(at: number, way: Way, text: string, rest: Partial<Bubble> = {}): Bubble {
  const links = [...text.matchAll(LINK)].map(([, , href = '', words = '']) => ({ text: words, href }));
  return { at, way, type: 'text', text: text.replace(LINK, '$3'), links, ai: false, ...rest };
}

/** What the desk and the platform put on the screen, one line each: 【way】 and the words, or the type when there are none. */
export function screenOf(phone: readonly Bubble[]): string[] {
  return phone.filter(({ way }) => way !== 'own').map(({ way, text, type }) => `【${way}】${text || `[${type}]`}`);
}
