/**
 * As much of XMLHttpRequest as DirectLineJS (rxjs 5) uses, on top of fetch, so that the published client runs in Node
 * as it does in a browser.
 */
export class FetchXMLHttpRequest {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  timeout = 0;
  withCredentials = false;
  onreadystatechange?: () => void;
  readonly #headers = new Headers();
  readonly #abort = new AbortController();
  #answer = new Headers();
  #method = '';
  #url = '';

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  getResponseHeader(name: string): string | null {
    return this.#answer.get(name);
  }

  abort(): void {
    this.#abort.abort();
  }

  send(body?: BodyInit): void {
    this.#send(body).catch(() => this.#finish(0, null));
  }

  async #send(body?: BodyInit): Promise<void> {
    const init = { method: this.#method, headers: this.#headers, signal: this.#abort.signal };
    const response = await fetch(this.#url, { ...init, body });
    this.#answer = response.headers;
    if (this.responseType === 'arraybuffer') return this.#finish(response.status, await response.arrayBuffer());
    const text = await response.text();
    this.#finish(response.status, this.responseType === 'json' && text ? JSON.parse(text) : text);
  }

  #finish(status: number, response: unknown): void {
    if (this.#abort.signal.aborted) return;
    this.status = status;
    this.response = response;
    this.readyState = 4;
    this.onreadystatechange?.();
  }
}
