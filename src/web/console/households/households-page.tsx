import { Button } from 'antd';
import { useState } from 'react';
import type { Households } from '#console/residents/household-api.ts';
import { desk } from '../api/calls.ts';
import { useMe } from '../api/session.tsx';
import { usePages } from '../api/use-pages.ts';
import { Choice } from '../frame/choice.tsx';
import { ListFoot } from '../frame/list-foot.tsx';
import { linkTo, useRoute } from '../frame/route.ts';
import { SearchField } from '../frame/search-field.tsx';
import { useDebounced } from '../frame/use-debounced.ts';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';
import { HouseholdPane } from './household-pane.tsx';
import { RegisterPanel } from './register-panel.tsx';

/** Who may change the register of homes. */
const KEEPERS: ReadonlySet<string> = new Set(['manager', 'director', 'admin']);

/** Who belongs to which home: homes to find by number, and beside them the one that is open. */
export function HouseholdsPage() {
  const words = useWords();
  const me = useMe();
  const { id, part } = useRoute();
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState('');
  const [panelOpen, setPanelOpen] = useState(false);
  const estate = chosen || part || me.estates[0]?.id || '';
  const q = useDebounced(typed.trim(), 250);
  const list = usePages(`${estate} ${q}`, async (after, signal) => {
    const { homes, next } = await desk.households({ estate, q, after }, signal);
    return { rows: homes, next };
  });
  const estates = me.estates.map((one) => ({ value: one.id, label: estateName(me, one.id, words) }));
  const { none, noneAdvice, noneFound, noneFoundAdvice } = words.households;
  const empty = q === '' ? { title: none, advice: noneAdvice } : { title: noneFound, advice: noneFoundAdvice };
  return (
    <div className="reading" data-open={id !== undefined}>
      <section className="list" aria-label={words.households.title}>
        <div className="filters" data-compact={id !== undefined} data-open="true">
          <div className="filters-search">
            <SearchField label={words.households.search} value={typed} change={setTyped} />
          </div>
          {KEEPERS.has(me.role) && <Button onClick={() => setPanelOpen(true)}>{words.register.open}</Button>}
          {me.estates.length > 1 && (
            <Choice label={words.conversations.estate} value={estate} options={estates} choose={setChosen} />
          )}
        </div>
        <RegisterPanel
          key={estate}
          estate={estate}
          open={panelOpen}
          close={() => setPanelOpen(false)}
          done={list.refresh}
        />
        <Homes homes={list.rows ?? []} estate={estate} openId={id} />
        <ListFoot pages={list} empty={empty} clear={undefined} />
      </section>
      {id && (
        <HouseholdPane key={`${estate} ${id}`} home={{ estate: part ?? estate, unit: id }} changed={list.refresh} />
      )}
    </div>
  );
}

interface ListProps {
  homes: readonly Households['homes'][number][];
  estate: string;
  openId: string | undefined;
}

function Homes({ homes, estate, openId }: ListProps) {
  const { households, lang } = useWords();
  return homes.map(({ unitCode, name, members, codes }) => (
    <a
      key={unitCode}
      className="row"
      href={linkTo('households', unitCode, estate)}
      aria-current={unitCode === openId ? 'true' : undefined}
    >
      <span className="row-head">
        <span className="row-title">{lang === 'en' ? name.en : name.zh}</span>
        <span className="row-end number">{unitCode}</span>
      </span>
      <span className="row-about">{households.counts(members, codes)}</span>
    </a>
  ));
}
