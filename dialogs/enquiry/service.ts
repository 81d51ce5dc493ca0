import { QUESTION_ANSWERED } from '#records/questions/questions.ts';
import type { Service } from '../service.ts';
import {
  answerBeside,
  answerEnquiry,
  hearQuestion,
  letMeAsk,
  tellAnswered,
  tellChosen,
  tellMoreOf,
} from './enquiry.ts';
import { refuseOrders } from './orders.ts';
import { questionForm } from './question-form.ts';

/** Questions to the office: answered from its own knowledge, or asked of people. */
export const enquiry: Service = {
  name: 'enquiry',
  forms: [questionForm],
  intents: {
    fee_enquiry: answerEnquiry,
    contract_enquiry: answerEnquiry,
    lease_enquiry: answerEnquiry,
    office_enquiry: answerEnquiry,
  },
  choices: {
    answer: (turn, _, id) => tellChosen(turn, id),
    more: (turn, _, id) => tellMoreOf(turn, id),
    none: (turn, _, words) => letMeAsk(turn, words ?? turn.incoming.text),
  },
  events: { [QUESTION_ANSWERED]: tellAnswered },
  guard: async (turn) => refuseOrders(turn),
  hear: hearQuestion,
  aside: answerBeside,
};
