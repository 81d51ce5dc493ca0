/** A message or event of WeChat that is owed an answer on its own request: which replies went that way. */
export interface WechatInboundTable {
  conversation_id: string;
  /** Its place in the log. */
  seq: number;
  /** Until when replies wait for this request to take them. */
  waits_until: number;
  /** How often the platform has asked. */
  tries: number;
  /** What was answered, JSON of places in the log; null while nothing is decided. */
  reply: string | null;
}

/** What may still be sent to a resident without being asked: five within 48 h of a message, three within a minute of a click. */
export interface WechatQuotaTable {
  conversation_id: string;
  message_at: number | null;
  message_sent: number;
  action_at: number | null;
  action_sent: number;
  /** When a template notice last said that something waits. */
  noticed_at: number | null;
}

/** The account's access token, which all nodes share. */
export interface WechatTokenTable {
  app_id: string;
  token: string;
  /** From when on a new one is fetched, and from when on this one is worth nothing. */
  refresh_at: number;
  expires_at: number;
  /** When the platform was last made to give a new one. */
  forced_at: number;
}

/** Residents who unfollowed: nothing is kept but that older messages of theirs must not be taken in. */
export interface WechatErasedTable {
  conversation_id: string;
  erased_at: number;
}
