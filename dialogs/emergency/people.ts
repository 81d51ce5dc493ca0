import { says } from '#handbook/wording.ts';
import { readNumber } from '#understanding/entities/numbers.ts';
import type { Understood } from '#understanding/recognizer.ts';
import { takes } from '#understanding/turns-of-speech.ts';
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
const COUNT = /^\D{0,6}?(\d{1,3}|[一二两三四五六七八九十])\s*(个|人|位|口|people|persons?|$|[,，。.、 ])/iu;
const KINDS = /大人|小孩|孩子|老人|adult|kid|child/iu;

/** Reads how many people and whether anyone is hurt; asked, a plain number or any other words are the answer. */
export function readPeople(
  { incoming, say, common }: DeskTurn,
  { asked, surely = false, earlier }: { asked: boolean; surely?: boolean; earlier: Answer | undefined },
): Answer | undefined {
  const { text, understood } = incoming;
  const { hurt: anyHurt, unhurt } = common.wordings.emergency;
  const count = countOf(understood) ?? (takes('alone', text) ? 1 : undefined) ?? (asked ? countIn(text) : undefined);
  const denies = says(text, unhurt) || (asked && understood.reply === 'deny');
  const hurt = denies ? false : says(text, anyHurt) ? true : undefined;
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
