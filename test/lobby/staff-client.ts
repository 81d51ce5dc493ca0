/** A clerk's console without the page: the staff API over real HTTP. */
export class StaffClient {
  readonly #base: string;
  #cookie = '';
  #csrf = '';

  constructor(base: string) {
    this.#base = base;
  }

  async setUp(setupPath: string, name = 'admin'): Promise<void> {
    const token = setupPath.split('token=')[1];
    await this.#signIn('setup', { token, name, displayName: name, password: PASSWORD });
  }

  async signIn(name: string): Promise<void> {
    await this.#signIn('sign-in', { name, password: PASSWORD });
  }

  async #signIn(path: string, body: object): Promise<void> {
    const answer = await this.call('POST', path, body);
    if (!answer.ok) throw new Error(`${path} ${answer.status}: ${await answer.text()}`);
    this.#cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    this.#csrf = ((await answer.json()) as { csrf: string }).csrf;
  }

  call(method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = {
      'sec-fetch-site': 'same-origin',
      'x-lobby-csrf': this.#csrf,
      cookie: this.#cookie,
    };
    if (body) headers['content-type'] = 'application/json';
    return fetch(`${this.#base}/console/api/${path}`, { method, headers, body: body && JSON.stringify(body) });
  }

  /** Posts a photo as it is. */
  sendFile(path: string, bytes: Buffer): Promise<Response> {
    const headers = { 'sec-fetch-site': 'same-origin', 'x-lobby-csrf': this.#csrf, cookie: this.#cookie };
    return fetch(`${this.#base}/console/api/${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.call('GET', path);
    if (!answer.ok) throw new Error(`${path} ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

/** The password of every account in tests. */
export const PASSWORD = 'lake-and-willows-2026';
