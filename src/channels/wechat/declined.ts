import type { WechatDoor } from './door.ts';
import type { Decline } from './meaning.ts';

/** What a resident hears when something cannot be read. */
export function declined(
  door: WechatDoor,
  because: Decline,
  { locale, estateId }: { locale: 'zh-CN' | 'en'; estateId: string },
): string {
  const phone = door.phoneOf(estateId);
  const words = door.say(locale, because);
  return phone ? `${words}${locale === 'en' ? ' ' : ''}${door.say(locale, 'wechat:orRing', { phone })}` : words;
}
