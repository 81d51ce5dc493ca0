import type { Text2 } from '#console/text-api.ts';

/** An emergency for which somebody on duty is called; `ticket` news says that it has changed. */
export interface AlarmEntry {
  id: string;
  ticketId: string;
  number: string;
  estateId: string;
  conversationId: string;
  kind: string;
  /** 特急, or 急修 while the office is closed. */
  level: 'critical' | 'urgent';
  /** Building, unit, lift or public place; null while nobody has said where. */
  place: Text2 | null;
  /** Codes of what else is to be known: `hurt`, `life-support`, `settled`. */
  notes: string[];
  state: 'calling' | 'unanswered' | 'accepted';
  /** Whom the desk is calling or called last, and whether a message reached them. */
  calling: Text2 | null;
  reached: boolean;
  createdAt: number;
  acceptedAt: number | null;
  acceptedBy: string | null;
}

/** Those nobody has accepted, the oldest first, then those accepted a moment ago. */
export interface Alarms {
  alarms: AlarmEntry[];
}
