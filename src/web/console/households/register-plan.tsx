import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { RegisterPreview, RegisterRowError, Some } from '#console/residents/register-api.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import type { Words } from '../text/zh-CN.ts';

interface Props {
  name: string;
  preview: RegisterPreview;
  busy: boolean;
  apply(): void;
  leave(): void;
}

/** What a table would change, before it does: first what is wrong with it, row by row in plain words. */
export function RegisterPlan({ name, preview, busy, apply, leave }: Props) {
  const words = useWords();
  const text = words.register;
  const { errors, added, removed, changed, inUse, problems } = preview;
  const [sure, setSure] = useState(false);
  const isSame = added.total + removed.total + changed.total === 0;
  const refused = errors.total > 0 || problems.length > 0;
  const needsWord = inUse.total > 0;
  return (
    <section className="register-plan" aria-label={name}>
      <h3>{text.plan(name, preview.rows)}</h3>
      {errors.total > 0 && <Errors errors={errors} />}
      {problems.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={text.elsewhere}
          description={problems.map(({ zh, en }) => (words.lang === 'en' ? en : zh)).join('\n')}
        />
      )}
      {errors.total === 0 && isSame && <p>{text.same}</p>}
      {errors.total === 0 && !isSame && (
        <>
          <p>{text.sum(preview.homes, added.total, removed.total, changed.total)}</p>
          <Codes title={text.added} list={added} />
          <Codes title={text.removed} list={removed} />
          <Codes
            title={text.changed}
            list={{ ...changed, first: changed.first.map(({ from, to }) => `${from} → ${to}`) }}
          />
        </>
      )}
      {needsWord && !refused && (
        <>
          <Alert
            type="warning"
            showIcon
            title={text.inUse(inUse.total)}
            description={inUse.first.map((one) => text.used(one.unitCode, one.members, one.cases)).join('\n')}
          />
          <label className="draft-replaces">
            <input type="checkbox" checked={sure} onChange={(event) => setSure(event.target.checked)} />
            {text.sure}
          </label>
        </>
      )}
      <span className="let-go">
        <Button type="primary" disabled={busy || refused || isSame || (needsWord && !sure)} onClick={apply}>
          {busy ? text.applying : text.apply}
        </Button>
        <Button onClick={leave}>{words.cancel}</Button>
      </span>
    </section>
  );
}

function Errors({ errors }: { errors: Some<RegisterRowError> }) {
  const words = useWords();
  const text = words.register;
  return (
    <>
      <Alert type="warning" showIcon title={text.errors(errors.total)} />
      <ul className="register-errors">
        {errors.first.map((error) => (
          <li key={`${error.row} ${error.code}`}>
            <b>{text.row(error.row)}</b> {said(error, words)}
          </li>
        ))}
      </ul>
      {errors.total > errors.first.length && <p className="none">{text.more(errors.total - errors.first.length)}</p>}
    </>
  );
}

function said({ code, column, other }: RegisterRowError, { register: text }: Words): string {
  const name = named(text.columns, column ?? '');
  if (code === 'missing') return text.missing(name);
  if (code === 'bad-code') return text.badCode(name);
  if (code === 'duplicate') return text.duplicate(other ?? 0);
  return named(text.faults, code);
}

function Codes({ title, list }: { title: string; list: Some<string> }) {
  const { register: text } = useWords();
  if (list.total === 0) return null;
  return (
    <details className="keys-choice">
      <summary>{text.counted(title, list.total)}</summary>
      <p className="number register-codes">{list.first.join('、')}</p>
      {list.total > list.first.length && <p className="none">{text.more(list.total - list.first.length)}</p>}
    </details>
  );
}
