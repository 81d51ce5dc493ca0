import type { DeskTurn } from '../desk-turn.ts';
import type { Guarded } from '../service.ts';

const ORDERS =
  /(忽略|无视|忘掉|忘记|不要管|抛开).{0,12}(规则|指令|指示|设定|限制|提示词)|(你现在|从现在起你)是.{0,6}(管理员|开发者|系统|程序员)|(进入|打开|切换).{0,6}(开发者|管理员|调试)模式|系统提示词|\bignore (all |any |the |your |of |previous |prior |above |these )*(rules|instructions|prompts?|guidelines)\b|\bdisregard .{0,20}(rules|instructions|prompts?)\b|\byou are now (the |an? )?(admin|administrator|developer|system|root|dan)\b|\b(developer|debug|admin|god) mode\b|\b(reveal|print|show) .{0,20}\b(system prompt|instructions|handbook|knowledge (base|entry|entries))\b/iu;

/** Whoever orders the program about gets a friendly word; what else the message says is not acted upon. */
export function refuseOrders({ incoming, owner, say }: DeskTurn): Guarded | undefined {
  return owner === 'bot' && ORDERS.test(incoming.text) ? { words: say('enquiry:noOrders') } : undefined;
}
