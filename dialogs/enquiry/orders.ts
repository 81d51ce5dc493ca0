import type { DeskTurn } from '../desk-turn.ts';
import type { Guarded } from '../service.ts';

const ORDERS =
  /(忽略|无视|忘掉|忘记|不要管|抛开)(你|您|之前|以前|以上|上面|前面|所有|全部|一切|任何|原来|刚才|的){1,4}.{0,6}(规则|指令|指示|设定|限制|提示词)|(你现在|从现在起你)是.{0,6}(管理员|开发者|程序员)|(进入|打开|切换).{0,6}(开发者|管理员|调试)模式|系统提示词|\bignore (all |any |the |your |of |previous |prior |above |these )*(rules|instructions|prompts?|guidelines)\b|\bdisregard (all |any |the |your |previous |prior |above )*(rules|instructions|prompts?)\b|\byou are now (the |an? )?(admin|administrator|developer|system|root)\b|\b(developer|debug|god) mode\b|\bsystem prompt\b/iu;

/** Whoever orders the program about gets a friendly word; nothing else of the message is acted upon. */
export function refuseOrders({ incoming, owner, say }: DeskTurn): Guarded | undefined {
  return owner === 'bot' && ORDERS.test(incoming.text) ? { words: say('enquiry:noOrders') } : undefined;
}
