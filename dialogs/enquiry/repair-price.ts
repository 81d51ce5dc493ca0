import { says } from '#handbook/wording.ts';
import { entities } from '../asking/form.ts';
import { type DeskTurn, inLanguage } from '../desk-turn.ts';
import { whatOf } from '../repair/what.ts';
import { askPeople } from './ask-people.ts';
import { priceWords } from './speak-entry.ts';

/** 「换水龙头多少钱」: what the office has published for the thing named, or that it is being asked; undefined for other words. */
export async function repairPrice(turn: DeskTurn): Promise<{ words: string; answered: boolean } | undefined> {
  const { incoming, estate, say, state, common } = turn;
  if (!says(incoming.text, common.wordings.enquiry.price)) return undefined;
  const named = entities(incoming.understood, 'fixture').map(({ value }) => value.key);
  // 「多少钱修」 in a report is about what is being reported.
  const things =
    named.length > 0 || state.open?.form !== 'repair' ? named : (whatOf(state.open.answers)?.fixtures ?? []);
  const isOf = (key: string) => things.some((thing) => key === thing || key.startsWith(`${thing}-`));
  const found = estate.tariff.prices.find(({ key, group }) => group === 'repair' && isOf(key));
  if (!found) return undefined;
  const { price, unit } = found;
  if (price === null) return { words: await askPeople(turn, { words: incoming.text }), answered: false };
  turn.steps.add('answer');
  const name = inLanguage(turn, found.name);
  return { words: say('enquiry:repairPrice', { name, price: priceWords(turn, { price, unit }) }), answered: true };
}
