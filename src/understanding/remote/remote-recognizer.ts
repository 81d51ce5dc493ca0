import type { FaultWords } from '../entities/words.ts';
import type { OpenQuestion, RecognizeContext, Recognizer, Understood } from '../recognizer.ts';
import type { BreakerNews } from './breaker.ts';
import { createLine } from './line.ts';
import { maskForTravel } from './mask.ts';
import { intentsFrom, merged } from './merge.ts';
import { entitiesFrom } from './remote-entities.ts';
import type { RemoteService } from './remote-service.ts';
import { systemTimer, type Timer } from './timer.ts';

/** `unsure`: only when the desk would otherwise have to ask back. `first`: every message that may leave the house. */
export type RemoteWhen = 'unsure' | 'first';

/** Where it is said that a service fell out or came back: codes and counts, never words. */
export interface RemoteLog {
  info(code: string, facts: Record<string, string | number>): void;
  warn(code: string, facts: Record<string, string | number>): void;
}

/** What the desk's own recognizer is joined with. */
export interface RemoteOptions {
  local: Recognizer;
  service: RemoteService;
  when: RemoteWhen;
  /** The fault words in force. */
  words: () => FaultWords;
  log: RemoteLog;
  timer?: Timer;
}

/** LUIS takes no more characters. */
const LONGEST = 500;
/** What is given in answer to these is personal in whatever form it comes. */
const PERSONAL: ReadonlySet<OpenQuestion['kind']> = new Set(['person', 'phone', 'dwelling']);

/** The desk's own recognizer with a service outside as second reader; it always answers, at the latest after the service's time limit. */
export function createRemoteRecognizer({ local, service, when, words, log, timer }: RemoteOptions): Recognizer {
  const ask = createLine(service, timer ?? systemTimer, (news) => report(log, service.name, news));
  return {
    name: service.name,
    async recognize(text, context) {
      const own = await local.recognize(text, context);
      if (!isWorthAsking(own, context, when)) return own;
      const sent = maskForTravel(text, own.entities);
      const answer = await ask(sent.text, context);
      if (!answer) return own;
      const taken = [...own.entities, ...sent.hidden];
      return merged(own, {
        recognizer: service.name,
        intents: intentsFrom(answer.intents),
        entities: entitiesFrom(answer.entities, { text, taken, words: words() }),
      });
    },
  };
}

function isWorthAsking(own: Understood, { openQuestion }: RecognizeContext, when: RemoteWhen): boolean {
  if (own.emergency || own.reply || own.ordinal !== undefined) return false;
  if (own.text.trim() === '' || own.text.length > LONGEST) return false;
  if (openQuestion && PERSONAL.has(openQuestion.kind)) return false;
  return when === 'first' ? !(own.recognizer === 'rules' && own.band === 'act') : own.band === 'ask';
}

function report(log: RemoteLog, recognizer: string, news: BreakerNews): void {
  const { state, ...facts } = news;
  if (state === 'open') log.warn('recognizer-degraded', { recognizer, ...facts });
  else log.info('recognizer-recovered', { recognizer, ...facts });
}
