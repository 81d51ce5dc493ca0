/**
 * Whether replies may be sent to `serviceUrl`, which the caller chose: https, no name or password in it, and a host of the
 * list. `*.example.com` stands for any host below `example.com`; a port other than 443 has to be written in the list.
 */
export function isAllowedService(serviceUrl: string, hosts: readonly string[]): boolean {
  const url = URL.parse(serviceUrl);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return hosts.some((host) => matches(url.host, host.toLowerCase()));
}

function matches(host: string, allowed: string): boolean {
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;
}
