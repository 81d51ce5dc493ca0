import type { Service } from '../service.ts';
import { safetyFirst } from './emergency.ts';
import { hearAnswer, hearOfEmergency } from './going-on.ts';
import { pageNews } from './page-news.ts';

/** Danger: the safety line, the case, the duty person. What the rules see as danger comes before every service. */
export const emergency: Service = {
  name: 'emergency',
  intents: { emergency: (turn) => safetyFirst(turn, 'other') },
  hear: async (turn) => (await hearOfEmergency(turn)) || hearAnswer(turn),
  events: pageNews,
};
