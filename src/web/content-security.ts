import { randomBytes } from 'node:crypto';

/** The hash of nothing: Web Chat makes one empty `<style>` without a nonce and fills it through the CSSOM. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** Nothing the pages use; a camera for photos comes through the file dialog, which needs no permission. */
const NO_PERMISSIONS = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'browsing-topics']
  .map((feature) => `${feature}=()`)
  .join(', ');

/** A new nonce for one answer, 128 random bits. */
export const createNonce = (): string => randomBytes(16).toString('base64');

/**
 * The headers of the resident's page. `host` is the Host header: browsers that read `'self'` as http(s) only need the
 * socket's address by name. `frameAncestors` are the origins that may embed the page, none when empty.
 */
export function chatHeaders(options: {
  nonce: string;
  host: string | undefined;
  secure: boolean;
  frameAncestors: string[];
}): Record<string, string> {
  const { nonce, host, secure, frameAncestors } = options;
  const sockets = host && /^[\w.:[\]-]+$/.test(host) ? (secure ? `wss://${host}` : `ws://${host} wss://${host}`) : '';
  const policy = {
    'default-src': "'none'",
    'script-src': `'self' 'nonce-${nonce}'`,
    'style-src': `'self' 'nonce-${nonce}' ${EMPTY_STYLE}`,
    'img-src': "'self' data: blob:",
    // blob: is how Web Chat reads the file it is about to upload.
    'connect-src': `'self' ${sockets} blob:`,
    'worker-src': 'blob:',
    'base-uri': "'none'",
    'frame-ancestors': frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'",
    'form-action': "'none'",
  };
  return htmlHeaders(policy);
}

/** The headers of the console's page. Trusted types: it never writes HTML from text. */
export function consoleHeaders(nonce: string, changes: Record<string, string> = {}): Record<string, string> {
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' blob: data:",
    'connect-src': "'self'",
    'font-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
  };
  return htmlHeaders({ ...policy, ...changes });
}

function htmlHeaders(policy: Record<string, string>): Record<string, string> {
  const directives = Object.entries(policy).map(([name, sources]) => `${name} ${sources.replace(/ +/g, ' ').trim()}`);
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': directives.join('; '),
    'permissions-policy': NO_PERMISSIONS,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}
