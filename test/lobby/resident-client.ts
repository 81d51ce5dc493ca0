/** A resident's browser without the browser: the page's session and Direct Line over real HTTP. */
export class ResidentClient {
  readonly #base: string;
  readonly #estate: string | undefined;
  #cookie = '';
  #token = '';
  conversationId = '';
  #watermark = '';
  #count = 0;

  constructor(base: string, estate?: string) {
    this.#base = base;
    this.#estate = estate;
  }

  /** Opens the page: a session, then the conversation. Coming back with `cookie` continues it. */
  async open(locale = 'zh-CN', cookie = ''): Promise<void> {
    const headers: Record<string, string> = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    if (cookie) headers.cookie = cookie;
    const body = JSON.stringify({ estate: this.#estate, locale });
    const answer = await fetch(`${this.#base}/chat/session`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`session ${answer.status}: ${await answer.text()}`);
    this.#cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const session = (await answer.json()) as { token: string; conversationId: string };
    this.#token = session.token;
    await this.call('/conversations', { method: 'POST', body: JSON.stringify({ locale }) });
    this.conversationId = session.conversationId;
  }

  get cookie(): string {
    return this.#cookie;
  }

  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    return fetch(`${this.#base}/v3/directline${path}`, { ...init, headers });
  }

  /** Says something and waits for what is said back. */
  async say(text: string): Promise<string[]> {
    await this.post(text);
    return this.hear();
  }

  /** Says something; copies of it side by side. */
  async post(text: string, copies = 1): Promise<void> {
    this.#count += 1;
    const channelData = { clientActivityID: `c${this.#count}` };
    const body = JSON.stringify({ type: 'message', text, from: { id: 'me' }, channelData });
    const path = `/conversations/${this.conversationId}/activities`;
    const posts = Array.from({ length: copies }, () => this.call(path, { method: 'POST', body }));
    for (const posted of await Promise.all(posts))
      if (!posted.ok) throw new Error(`post ${posted.status}: ${await posted.text()}`);
  }

  async sendPhoto(bytes: Buffer): Promise<void> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'image/jpeg' };
    const url = `${this.#base}/v3/directline/conversations/${this.conversationId}/upload`;
    const posted = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) });
    if (!posted.ok) throw new Error(`upload ${posted.status}: ${await posted.text()}`);
  }

  /** Everything the page shows of the desk and its staff; a photo is `[photo]`. */
  async screen(): Promise<string[]> {
    const answer = await this.call(`/conversations/${this.conversationId}/activities`);
    const { activities } = (await answer.json()) as Heard;
    return activities
      .filter((one) => one.type === 'message' && one.from.role === 'bot')
      .map(({ text, attachments = [] }) => (attachments.length > 0 ? '[photo]' : (text ?? '')));
  }

  /** Polls until something new was said to the resident; at most ten seconds. */
  async hear(): Promise<string[]> {
    for (let tries = 0; tries < 200; tries++) {
      const answer = await this.call(`/conversations/${this.conversationId}/activities?watermark=${this.#watermark}`);
      const { activities, watermark } = (await answer.json()) as Heard;
      this.#watermark = watermark;
      const said = activities
        .filter((one) => one.type === 'message' && one.from.role === 'bot')
        .map((one) => one.text ?? '');
      if (said.length > 0) return said;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('Nothing was said.');
  }
}

interface Heard {
  activities: { type: string; text?: string; from: { role: string }; attachments?: object[] }[];
  watermark: string;
}
