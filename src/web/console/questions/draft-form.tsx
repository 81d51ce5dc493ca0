import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { DraftBody, QuestionDetail } from '#console/questions/question-api.ts';
import { Choice } from '../frame/choice.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { questionCalls } from './calls.ts';
import { beginDraft, type DraftFields, forgetFields, keepFields, toBody } from './draft-fields.ts';
import { KeyChoice } from './key-choice.tsx';
import { useWork } from './use-work.ts';

interface Props {
  detail: QuestionDetail;
  done(): void;
  leave(): void;
}

type Problems = Record<string, string>;

/** An answer written down as knowledge: in both languages, with its source, its days and the values it speaks. */
export function DraftForm({ detail, done, leave }: Props) {
  const words = useWords();
  const text = words.questions;
  const [fields, setFields] = useState(() => beginDraft(detail));
  const [problems, setProblems] = useState<Problems>({});
  const { busy, refusal, run } = useWork(() => {});
  const set = (part: Partial<DraftFields>) => {
    const next = { ...fields, ...part };
    setFields(next);
    keepFields(detail.question.id, next);
  };
  const send = async () => {
    const result = await run(() => questionCalls.draft(detail.question.id, toBody(fields)));
    if (!result) return;
    if ('id' in result) {
      forgetFields(detail.question.id);
      return done();
    }
    const said = result.problems.map(({ field, reason }) => [field, words.lang === 'en' ? reason.en : reason.zh]);
    setProblems(Object.fromEntries(said));
  };
  return (
    <div className="draft-form">
      <p className="none">{text.draftLead}</p>
      <Texts fields={fields} set={set} problems={problems} />
      <KeyChoice
        keys={detail.keys}
        take={(key) => set({ shortZh: `${fields.shortZh}{{${key}}}`, shortEn: `${fields.shortEn}{{${key}}}` })}
      />
      <Choices detail={detail} fields={fields} set={set} problems={problems} />
      {refusal && <Refused refusal={refusal} />}
      <span className="let-go">
        <Button type="primary" disabled={busy} onClick={send}>
          {busy ? text.saving : text.handIn}
        </Button>
        <Button onClick={leave}>{words.cancel}</Button>
      </span>
    </div>
  );
}

interface PartProps {
  fields: DraftFields;
  set(part: Partial<DraftFields>): void;
  problems: Problems;
}

function Texts({ fields, set, problems }: PartProps) {
  const { questions: text } = useWords();
  const field = (key: keyof DraftFields, path: string, label: string, rows = 1, hint?: string) => (
    <Field
      label={label}
      value={String(fields[key] ?? '')}
      rows={rows}
      hint={hint}
      problem={problems[path]}
      change={(value) => set({ [key]: value })}
    />
  );
  return (
    <>
      {field('questionZh', 'question.zh', text.inChinese(text.question))}
      {field('questionEn', 'question.en', text.inEnglish(text.question))}
      {field('shortZh', 'short.zh', text.inChinese(text.short), 3, text.shortHint)}
      {field('shortEn', 'short.en', text.inEnglish(text.short), 3)}
      {field('variantsZh', 'variants.zh', text.inChinese(text.variants), 3, text.variantsHint)}
      {field('variantsEn', 'variants.en', text.inEnglish(text.variants), 2)}
      {field('sourceZh', 'source.zh', text.inChinese(text.source), 1, text.sourceHint)}
      {field('sourceEn', 'source.en', text.inEnglish(text.source))}
    </>
  );
}

function Choices({ detail, fields, set, problems }: PartProps & { detail: QuestionDetail }) {
  const { questions: text } = useWords();
  const auths: DraftBody['auth'][] = ['A0', 'A1', 'A2'];
  return (
    <>
      <div className="draft-choices">
        <Choice
          label={text.topic}
          value={fields.topic}
          options={detail.topics.map((value) => ({ value, label: named(text.topics, value) }))}
          choose={(topic) => set({ topic })}
        />
        <Choice
          label={text.auth}
          value={fields.auth}
          options={auths.map((value) => ({ value, label: named(text.auths, value) }))}
          choose={(auth) => set({ auth: auth as DraftBody['auth'] })}
        />
      </div>
      <div className="draft-choices">
        <Day label={text.validFrom} value={fields.validFrom} change={(validFrom) => set({ validFrom })} />
        <Day label={text.validTo} value={fields.validTo} change={(validTo) => set({ validTo })} />
      </div>
      {(problems.validTo ?? problems.validFrom ?? problems.keys) && (
        <p className="field-problem" role="alert">
          {problems.validTo ?? problems.validFrom ?? problems.keys}
        </p>
      )}
      {detail.about && (
        <label className="draft-replaces">
          <input
            type="checkbox"
            checked={fields.replaces !== ''}
            onChange={(event) => set({ replaces: event.target.checked ? (detail.about?.id ?? '') : '' })}
          />
          {text.replaces(detail.about.id)}
        </label>
      )}
    </>
  );
}

function Day({ label, value, change }: { label: string; value: string; change(value: string): void }) {
  const id = useId();
  return (
    <span className="choice">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} onChange={(event) => change(event.target.value)} />
    </span>
  );
}

interface FieldProps {
  label: string;
  value: string;
  rows: number;
  hint?: string | undefined;
  problem?: string | undefined;
  change(value: string): void;
}

function Field({ label, value, rows, hint, problem, change }: FieldProps) {
  const id = useId();
  const about = problem || hint ? { 'aria-describedby': `${id}-about` } : {};
  const shared = {
    id,
    value,
    maxLength: 2000,
    'aria-invalid': problem !== undefined,
    ...(problem && { status: 'warning' as const }),
    ...about,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows > 1 ? (
        <Input.TextArea {...shared} autoSize={false} rows={rows} onChange={(event) => change(event.target.value)} />
      ) : (
        <Input {...shared} onChange={(event) => change(event.target.value)} />
      )}
      {(problem || hint) && (
        <p id={`${id}-about`} className={problem ? 'field-problem' : 'none'}>
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}
