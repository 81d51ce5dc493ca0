/** A request as it arrived. */
export interface Asked {
  service: 'luis' | 'clu';
  url: URL;
  key: string | undefined;
  query: string;
  /** Everything that was sent: address, headers and body. */
  raw: string;
  body: { options?: { datetimeReference?: string } } & Record<string, unknown>;
}
