import { currentRoute, goTo, linkTo, type Route } from './route.ts';
import { useShortcuts } from './shortcuts.ts';

/** `j` and `k` open the next and the previous row of a list. */
export function useRowKeys(page: Route['page'], rows: readonly { id: string }[] | undefined): void {
  const step = (by: 1 | -1) => {
    const here = rows?.findIndex((row) => row.id === currentRoute().id) ?? -1;
    const next = rows?.[here < 0 ? 0 : here + by];
    if (next) goTo(linkTo(page, next.id));
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });
}
