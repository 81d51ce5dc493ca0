import type { Json } from './errors.ts';
import type { Standin } from './standin.ts';
import { ACCOUNT } from './tiny-desk.ts';

/** The path of custom messages. */
export const SEND = '/cgi-bin/message/custom/send';

/** Calls the stand-in's API as a desk would, with the token that was fetched last. */
export interface Caller {
  /** GET without `body`. Rejects when no JSON comes back. */
  call(path: string, body?: Json | FormData, query?: Record<string, string>): Promise<Json>;
  /** Asks for the stable token of the account, `rest` overriding what is sent. */
  stable(rest?: Json): Promise<Json>;
  /** Makes the present stable token the one that calls use. */
  renew(): Promise<void>;
  say(content: string, touser?: string): Promise<Json>;
  /** Sends `count` texts to oLin; the code of each answer. */
  codes(count: number): Promise<unknown[]>;
  token: string;
}

/** A caller with a good token. */
export async function createCaller(wechat: Standin): Promise<Caller> {
  const caller: Caller = {
    token: '',
    async call(path, body, query = {}) {
      const url = `${wechat.apiBase}${path}?${new URLSearchParams({ access_token: caller.token, ...query })}`;
      const sent = body instanceof FormData ? body : body && JSON.stringify(body);
      const answer = await fetch(url, body ? { method: 'POST', body: sent } : {});
      return (await answer.json()) as Json;
    },
    stable(rest = {}) {
      const { appId: appid, appSecret: secret } = ACCOUNT;
      return caller.call('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret, ...rest });
    },
    async renew() {
      caller.token = String((await caller.stable()).access_token);
    },
    say: (content, touser = 'oLin') => caller.call(SEND, { touser, msgtype: 'text', text: { content } }),
    async codes(count) {
      const answers: unknown[] = [];
      while (answers.length < count) answers.push((await caller.say(`第${answers.length}条`)).errcode);
      return answers;
    },
  };
  await caller.renew();
  return caller;
}
