import { readNumber } from '#understanding/entities/numbers.ts';
import type { Understood } from '#understanding/recognizer.ts';
import { entities } from '../asking/form.ts';
import type { Answer } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { asksSomething, mayBeAnswer } from './own-words.ts';

/** How many people there are and whether somebody is hurt, as far as it was said; `words` when it could not be read. */
export interface People {
  count?: number;
  hurt?: boolean;
  words?: string;
}

const LONGEST = 60;
const UNHURT =
  /没有?人?受?伤|无人受伤|(都|人|大家)没(什么)?事|没有?(人)?不舒服|都好好的|no(body|[ -]?one)?('s| is| was| are)?( been)? (hurt|injured|unwell|injur\w+)|(not|isn't|aren't) (hurt|injured)|(everyone|everybody|all)( is| are|'s)? (ok|okay|fine|safe|all right|alright)/iu;
const HURT =
  /受伤|流血|出血|烧伤|烫伤|骨折|砸到人|砸伤|昏|晕|不舒服|喘不|呼吸困难|胸闷|没有?反应|没呼吸|\b(hurt|injured|bleeding|unconscious|burn(t|ed)|faint(ed|ing)?|unwell|not breathing|collapsed)\b/iu;
const ALONE = /就我(自己|一个)|我(自己)?一个人|只有我|just me|only me|i'?m alone|by myself/iu;
const COUNT = /^\D{0,6}?(\d{1,3}|[一二两三四五六七八九十])\s*(个|人|位|口|people|persons?|$|[,，。.、 ])/iu;
const KINDS = /大人|小孩|孩子|老人|adult|kid|child/iu;

/** Reads how many people and whether anyone is hurt; asked, a plain number or any other words are the answer. */
export function readPeople(
  { incoming, say }: DeskTurn,
  { asked, surely = false, earlier }: { asked: boolean; surely?: boolean; earlier: Answer | undefined },
): Answer | undefined {
  const { text, understood } = incoming;
  const count = countOf(understood) ?? (ALONE.test(text) ? 1 : undefined) ?? (asked ? countIn(text) : undefined);
  const denies = UNHURT.test(text) || (asked && understood.reply === 'deny');
  const hurt = denies ? false : HURT.test(text) ? true : undefined;
  const words = text.trim().slice(0, LONGEST);
  const before = (earlier?.value as People | null | undefined) ?? {};
  let people: People = { ...before, ...(count !== undefined && { count }), ...(hurt !== undefined && { hurt }) };
  if (count === undefined && hurt === undefined) {
    const readable = mayBeAnswer(understood) || (surely && !understood.reply && !asksSomething(text));
    if (!asked || words === '' || !readable) return undefined;
    people = { ...before, words };
  }
  const told = [
    people.count === undefined
      ? ''
      : say(people.count === 1 ? 'emergency:person' : 'emergency:people', { people: people.count }),
    people.hurt === undefined ? '' : say(people.hurt ? 'emergency:hurt' : 'emergency:unhurt'),
    people.words ?? '',
  ];
  return { value: people, told: told.filter((one) => one !== '').join(say('asking:comma')) };
}

/** 两个大人一个小孩 are three; 我们三个人，两个人受伤 are three as well. */
function countOf(understood: Understood): number | undefined {
  const named = entities(understood, 'people');
  const kinds = named.length > 1 && named.every(({ text }) => KINDS.test(text));
  return kinds ? named.reduce((sum, { value }) => sum + value, 0) : named[0]?.value;
}

function countIn(text: string): number | undefined {
  const said = COUNT.exec(text.trim())?.[1];
  return said === undefined ? undefined : readNumber(said);
}
