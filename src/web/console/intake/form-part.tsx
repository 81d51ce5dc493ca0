import { Alert, Button, Input } from 'antd';
import { useEffect, useId } from 'react';
import type { IntakeCheck, IntakeQuestion } from '#console/intake/intake-api.ts';
import { useReading } from '../api/use-reading.ts';
import { useWords } from '../text/language.tsx';
import { intakeCalls } from './calls.ts';
import { fieldsOf, type IntakeDraft, NOTE } from './intake-draft.ts';

interface Props {
  draft: IntakeDraft;
  set(part: Partial<IntakeDraft>): void;
  check: IntakeCheck | undefined;
}

/** Which matter it is, and its questions as the desk itself asks them; each says what was understood, or what is wrong. */
export function FormPart({ draft, set, check }: Props) {
  const { intake: text } = useWords();
  const { data } = useReading(draft.locale, (signal) => intakeCalls.forms(draft.locale, signal));
  const fields = fieldsOf(draft);
  const type = (key: string, typed: string) =>
    set({ fields: { ...draft.fields, [draft.form]: { ...fields, [key]: typed } } });
  const forms = [...(data?.forms ?? []), { name: NOTE, title: text.noteOnly }];
  return (
    <section className="card-section">
      <h3>{text.matter}</h3>
      <fieldset className="intake-forms" aria-label={text.matter}>
        {forms.map(({ name, title }) => (
          <Button
            key={name}
            type={name === draft.form ? 'primary' : 'default'}
            aria-pressed={name === draft.form}
            onClick={() => set({ form: name })}
          >
            {title.charAt(0).toUpperCase() + title.slice(1)}
          </Button>
        ))}
      </fieldset>
      {draft.form === NOTE ? (
        <Question
          question={noteQuestion(text)}
          typed={fields.words ?? ''}
          type={(typed) => type('words', typed)}
          first
        />
      ) : (
        (check?.questions ?? []).map((question, at) => (
          <Question
            key={question.key}
            question={question}
            typed={fields[question.key] ?? ''}
            type={(typed) => type(question.key, typed)}
            first={at === 0}
          />
        ))
      )}
      {check?.forPerson && <Alert type="warning" showIcon title={check.forPerson} />}
      {check?.note && <Alert type="info" showIcon title={check.note} />}
    </section>
  );
}

function noteQuestion(text: { noteWords: string; noteAsk: string }): IntakeQuestion {
  const plain = { optional: false, choices: [], told: null, known: false, problem: null };
  return { key: 'words', kind: 'text', name: text.noteWords, ask: text.noteAsk, ...plain };
}

interface QuestionProps {
  question: IntakeQuestion;
  typed: string;
  type(typed: string): void;
  first: boolean;
}

const LONG: ReadonlySet<string> = new Set(['what', 'words', 'detail']);

function Question({ question, typed, type, first }: QuestionProps) {
  const { intake: text } = useWords();
  const { key, name, ask, optional, choices, told, known, problem } = question;
  const id = useId();
  useFirstFocus(id, first);
  const wrong = typed.trim() !== '' && problem !== null;
  const shared = {
    id,
    value: typed,
    maxLength: 2000,
    autoComplete: 'off',
    placeholder: ask,
    'aria-describedby': `${id}-about`,
    'aria-invalid': wrong,
    ...(wrong && { status: 'warning' as const }),
  };
  return (
    <div className="field intake-question">
      <label htmlFor={id}>
        {name}
        {optional && <span className="none">{text.optional}</span>}
      </label>
      {LONG.has(key) ? (
        <Input.TextArea {...shared} autoSize={false} rows={2} onChange={(event) => type(event.target.value)} />
      ) : (
        <Input {...shared} onChange={(event) => type(event.target.value)} />
      )}
      {choices.length > 0 && (
        <div className="intake-choices">
          {choices.map((choice) => (
            <Button key={choice} size="small" onClick={() => type(choice)}>
              {choice}
            </Button>
          ))}
        </div>
      )}
      <p id={`${id}-about`} className={wrong ? 'field-problem' : 'none'}>
        {wrong ? problem : told && (known ? text.known(told) : told === typed.trim() ? '' : text.understood(told))}
      </p>
    </div>
  );
}

/** Puts the cursor into the first question, unless the clerk types somewhere already. */
function useFirstFocus(id: string, first: boolean): void {
  useEffect(() => {
    const busy = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
    if (first && !busy) document.getElementById(id)?.focus();
  }, [id, first]);
}
