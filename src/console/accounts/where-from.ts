import type { IncomingMessage } from 'node:http';

/** The first that fits wins: others name Chrome and Safari beside themselves. */
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** Which browser on which system, by its own word, such as `Chrome · Windows`; empty when it says nothing known. */
export function browserOf(req: IncomingMessage): string {
  const said = req.headers['user-agent'] ?? '';
  const known = (list: readonly [RegExp, string][]) => list.find(([sign]) => sign.test(said))?.[1];
  return [known(BROWSERS), known(SYSTEMS)].filter(Boolean).join(' · ');
}

/** An address without its last half: enough to see that somebody came from elsewhere. */
export function shortAddress(address: string): string {
  const four = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(address);
  if (four) return `${four[1]}.${four[2]}.*.*`;
  return `${address.split(':').slice(0, 2).join(':')}:*`;
}
