import { writeAudit } from '#records/staff/audit.ts';
import { type DeskTurn, offer } from '../desk-turn.ts';
import type { Begin, Move, Service } from '../service.ts';
import { topics } from '../topics.ts';
import { tellHeld, tellNotice } from './held.ts';
import { refuseIdPhotos } from './id-photos.ts';
import { privacyForm, rightAnswer } from './request.ts';
import { asksAboutOthers, asksWhoLooked, type PrivacyRight, type PrivacyWish, privacyWish, RIGHTS } from './wish.ts';

/** What the office holds about a resident, and what they may ask for; nothing of anybody else. */
export const privacy: Service = {
  name: 'privacy',
  forms: [privacyForm],
  intents: { archive_request: askForPaper },
  choices: {
    held: (turn) => tellHeld(turn),
    request: (turn, begin, value = '') => answerWish(turn, begin, value as PrivacyRight),
  },
  guard: refuseIdPhotos,
  async hear(turn, begin) {
    if (asksAboutOthers(turn)) await refuseOthers(turn);
    else if (asksWhoLooked(turn.incoming.text)) await askForPaper(turn);
    else {
      const wish = privacyWish(turn);
      if (!wish) return false;
      await answerWish(turn, begin, wish);
    }
    return true;
  },
  async aside(turn) {
    return asksAboutOthers(turn) ? refusedWords(turn) : undefined;
  },
};

async function answerWish(turn: DeskTurn, begin: Begin, wish: PrivacyWish): Promise<void> {
  if (wish === 'held') return tellHeld(turn);
  if (wish === 'notice') return tellNotice(turn);
  const right = RIGHTS.find((one) => one === wish);
  await begin(privacyForm.name, right && { right: rightAnswer(turn.say, right) });
}

/** Other papers, certificates and recordings are for a person. */
async function askForPaper(turn: Parameters<Move>[0]): Promise<void> {
  await offer(turn, turn.say('reception:letMeAsk'), topics(turn.say, ['human']));
}

async function refuseOthers(turn: DeskTurn): Promise<void> {
  await offer(turn, await refusedWords(turn), topics(turn.say, ['human']));
}

/** On record, so that a director can see who tried. */
export async function refusedWords({ tx, conversation, clock, say, steps }: DeskTurn): Promise<string> {
  steps.add('answer');
  const subject = `conversation:${conversation.id}`;
  const entry = { actor: 'resident', action: 'privacy.refused', subject, estateId: conversation.estate_id };
  await writeAudit(tx, entry, clock.now());
  return say('privacy:others');
}
