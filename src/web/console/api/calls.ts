import type {
  Alarms,
  ConversationDetail,
  ConversationList,
  Log,
  Me,
  NoteRequest,
  Queue,
  SendRequest,
  SetupRequest,
  SignInRequest,
  StateRequest,
  TicketAlerts,
  TicketDetail,
  TicketList,
} from '#console/api.ts';
import type { Deliveries } from '#console/cases/delivery-api.ts';
import type {
  AnswerRequest,
  CloseRequest,
  Looking,
  OwnPost,
  PostRequest,
  Posts,
  PresenceRequest,
  Targets,
  TransferRequest,
} from '#console/chats/handoff-api.ts';
import type { CodeRequest, HouseholdDetail, Households, IssuedCode } from '#console/residents/household-api.ts';
import { post, postFile, read } from './call.ts';

/** What a list is asked for; empty values are left out of the address. Times in milliseconds since 1970. */
export type Filter = Record<string, string | number | undefined>;

/** A home: its estate and its code in the register. */
export interface Home {
  estate: string;
  unit: string;
}

const ticket = (id: string) => `tickets/${encodeURIComponent(id)}`;
const inEstate = (estate: string) => `households/${encodeURIComponent(estate)}`;
const household = ({ estate, unit }: Home) => `${inEstate(estate)}/${encodeURIComponent(unit)}`;
const conversation = (id: string) => `conversations/${encodeURIComponent(id)}`;

/** The desk's API, one function a call; each throws `Refusal`. */
export const desk = {
  setupValid: (token: string) => read<{ valid: boolean }>(`setup${query({ token })}`),
  setup: (account: SetupRequest) => post<Me>('setup', account),
  signIn: (who: SignInRequest) => post<Me>('sign-in', who),
  signOut: () => post('sign-out'),
  me: () => read<Me>('me'),
  queue: (signal: AbortSignal) => read<Queue>('queue', signal),
  alarms: (signal: AbortSignal) => read<Alarms>('alarms', signal),
  acceptAlarm: (id: string) => post(`alarms/${encodeURIComponent(id)}/accept`),
  conversations: (filter: Filter, signal: AbortSignal) =>
    read<ConversationList>(`conversations${query(filter)}`, signal),
  conversation: (id: string, signal: AbortSignal) => read<ConversationDetail>(conversation(id), signal),
  log: (id: string, range: { after: number; limit: number }, signal?: AbortSignal) =>
    read<Log>(`${conversation(id)}/log${query(range)}`, signal),
  deliveries: (id: string, range: { after: number; limit: number }, signal?: AbortSignal) =>
    read<Deliveries>(`${conversation(id)}/deliveries${query(range)}`, signal),
  claim: (id: string) => post(`${conversation(id)}/claim`),
  send: (id: string, message: SendRequest) => post<{ seq: number }>(`${conversation(id)}/messages`, message),
  sendPhoto: (id: string, clientId: string, photo: File) =>
    postFile<{ seq: number }>(`${conversation(id)}/files${query({ clientId })}`, photo),
  typing: (id: string) => post(`${conversation(id)}/typing`),
  giveBack: (id: string) => post(`${conversation(id)}/return`),
  close: (id: string, end: CloseRequest) => post(`${conversation(id)}/close`, end),
  pull: (id: string) => post(`${conversation(id)}/pull`),
  takeOver: (id: string, why: string) => post(`${conversation(id)}/take-over`, { why }),
  transfer: (id: string, wish: TransferRequest) => post(`${conversation(id)}/transfer`, wish),
  answerForm: (id: string, answer: AnswerRequest) => post(`${conversation(id)}/answers`, answer),
  looking: (id: string, signal: AbortSignal) => read<Looking>(`${conversation(id)}/looking`, signal),
  targets: (id: string, signal: AbortSignal) => read<Targets>(`${conversation(id)}/targets`, signal),
  presence: (beat: PresenceRequest) => post('presence', beat),
  ownPost: (signal: AbortSignal) => read<OwnPost>('post', signal),
  posts: (signal: AbortSignal) => read<Posts>('posts', signal),
  setPost: (staff: string, wish: PostRequest) => post(`posts/${encodeURIComponent(staff)}`, wish),
  tickets: (filter: Filter, signal: AbortSignal) => read<TicketList>(`tickets${query(filter)}`, signal),
  ticketAlerts: (signal: AbortSignal) => read<TicketAlerts>('tickets/alerts', signal),
  ticket: (id: string, signal: AbortSignal) => read<TicketDetail>(ticket(id), signal),
  changeState: (id: string, change: StateRequest) => post<{ told: boolean }>(`${ticket(id)}/state`, change),
  noteCase: (id: string, note: NoteRequest) => post<{ told: boolean }>(`${ticket(id)}/notes`, note),
  showPhone: (id: string) => post<{ phone: string }>(`${ticket(id)}/phone`),
  households: (filter: Filter, signal: AbortSignal) => read<Households>(`households${query(filter)}`, signal),
  household: (home: Home, signal: AbortSignal) => read<HouseholdDetail>(household(home), signal),
  issueCode: (home: Home, wish: CodeRequest) => post<IssuedCode>(`${household(home)}/codes`, wish),
  revokeCode: (estate: string, id: string) => post(`${inEstate(estate)}/codes/${encodeURIComponent(id)}/revoke`),
  endBelonging: (estate: string, id: string, why: string) =>
    post(`${inEstate(estate)}/members/${encodeURIComponent(id)}/end`, { why }),
};

/** A query string of what is given. */
export function query(filter: Filter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text ? `?${text}` : '';
}
