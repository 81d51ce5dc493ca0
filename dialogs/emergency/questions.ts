import type { OpenQuestion } from '#understanding/recognizer.ts';
import type { Answer, Answers, ToldEmergency } from '../desk-state.ts';
import type { DeskTurn, Estate } from '../desk-turn.ts';
import { readLifeSupport } from './life-support.ts';
import { readPeople } from './people.ts';
import { isFindable, type Place, placeInBuilding, readPlace } from './place.ts';

/** What is asked after the safety line, by key; every answer may be left out. */
type Key = 'lifeSupport' | 'where' | 'people';

/** How a question is read: `asked` is it, `surely` takes whatever was said rather than ask a third time. */
interface Asking {
  kind: string;
  asked: boolean;
  surely?: boolean;
  earlier: Answer | undefined;
}

const READ: Readonly<Record<Key, (turn: DeskTurn, asking: Asking) => Answer | undefined>> = {
  lifeSupport: readLifeSupport,
  where: readPlace,
  people: readPeople,
};

const KINDS: Readonly<Record<Key, OpenQuestion['kind']>> = { lifeSupport: 'yes-no', where: 'dwelling', people: 'text' };

/** Dangers to things rather than to people. */
const THINGS: ReadonlySet<string> = new Set(['flood', 'garage-flood', 'water-quality', 'falling', 'structure']);

/** Who talks of ending their life is asked nothing. */
function questionsOf(kind: string): readonly Key[] {
  if (kind === 'self-harm') return [];
  return kind === 'outage' ? ['lifeSupport', 'where'] : ['where', 'people'];
}

/** The first question that was not asked yet and whose answer lacks something. */
export function nextQuestion(
  { estate }: Pick<DeskTurn, 'estate'>,
  { kind, answers, heard }: Pick<ToldEmergency, 'kind' | 'answers' | 'heard'>,
): Key | undefined {
  const place = answers.where?.value as Place | null | undefined;
  return questionsOf(kind).find((key) => {
    const enough = key === 'where' ? place && isEnough(kind, place, estate) : key in answers;
    return !enough && !heard.includes(key);
  });
}

/** Whoever frees people from a lift needs its number; for the rest somebody must be able to go there. */
function isEnough(kind: string, place: Place, estate: Estate): boolean {
  return isFindable(place, estate) && (kind !== 'lift' || place.lift !== undefined);
}

/** What a message says to any of the questions: new answers, and answers that differ from before. */
export function readAnswers(
  turn: DeskTurn,
  one: Pick<ToldEmergency, 'kind' | 'answers' | 'asking'>,
  { surely = false } = {},
): { answers: Answers; changed: boolean } {
  const answers: Answers = {};
  let changed = false;
  const read = (key: Key, asked: boolean) => {
    const earlier = one.answers[key];
    const found = READ[key](turn, { kind: one.kind, asked, surely: surely && asked, earlier });
    if (!found || (earlier && JSON.stringify(earlier.value) === JSON.stringify(found.value))) return;
    answers[key] = found;
    changed ||= replaces(earlier, found);
  };
  const keys = questionsOf(one.kind);
  if (keys.includes('where')) read('where', false);
  // A number in a message that says where it is counts no people.
  const free = !('where' in answers);
  for (const key of keys) if (key !== 'where') read(key, free && one.asking === key);
  if (one.asking === 'where' && Object.keys(answers).length === 0) read('where', true);
  return { answers, changed };
}

/** True when something that was said before is no longer so; what is merely added changes nothing. */
function replaces(earlier: Answer | undefined, read: Answer): boolean {
  const [before, now] = [earlier?.value, read.value];
  if (typeof before !== 'object' || before === null) return before !== undefined && before !== null && before !== now;
  const after = (now ?? {}) as Record<string, unknown>;
  return Object.entries(before).some(([key, value]) => key !== 'words' && after[key] !== value);
}

/** The question in words; `again` when the answer could not be read. */
export function questionWords(turn: DeskTurn, one: ToldEmergency, again = false): string {
  const { say } = turn;
  const { kind, asking, answers } = one;
  if (asking === 'lifeSupport') return say('emergency:ask.lifeSupport');
  const lift = kind === 'lift';
  if (asking === 'people' && THINGS.has(kind)) return say('emergency:ask.hurt');
  if (asking === 'people') return say(lift ? 'emergency:ask.peopleLift' : 'emergency:ask.people');
  const place = answers.where?.value as Place | null | undefined;
  if (lift && place?.building) return say('emergency:ask.liftNumber');
  const inside = place && (!lift || place.lift) ? placeInBuilding(turn, place) : undefined;
  if (inside) return say('emergency:ask.whichBuilding', { place: inside });
  if (again) return say(lift ? 'emergency:again.whereLift' : 'emergency:again.where');
  return say(lift ? 'emergency:ask.whereLift' : 'emergency:ask.where');
}

/** The open question for the recognizer: a bare 3-2-501 is a home when that was asked. */
export function emergencyQuestion(one: ToldEmergency | undefined): OpenQuestion | undefined {
  const key = (['lifeSupport', 'where', 'people'] as const).find((name) => name === one?.asking);
  return key && { form: 'emergency', key, kind: KINDS[key] };
}
