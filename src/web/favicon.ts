import type { IncomingMessage, ServerResponse } from 'node:http';

/** A bell on the counter, in lake green. */
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f7a6d"/>' +
  '<path d="M6 23h20M8 21a8 8 0 0 1 16 0zM16 9v3" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/></svg>';

/** Answers the icon of both pages; one address for the browsers that ask for `.ico` whatever the page says. */
export function favicon(req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' });
  res.end(req.method === 'HEAD' ? undefined : SVG);
}
