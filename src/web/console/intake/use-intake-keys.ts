import { goTo, linkTo } from '../frame/route.ts';
import { useShortcuts } from '../frame/shortcuts.ts';

/** One key opens a fresh entry wherever one is: the telephone does not wait. */
export function useIntakeKeys(): void {
  const open = (channel: string) => () => goTo(linkTo('calls', 'new', channel));
  useShortcuts({ p: open('phone'), v: open('visit'), l: open('letter') });
}
