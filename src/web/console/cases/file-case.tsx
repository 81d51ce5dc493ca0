import { Alert, Button, Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { CaseForm, CaseRequest } from '#console/chats/clerk-api.ts';
import { clerk } from '../api/clerk-calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useReading } from '../api/use-reading.ts';
import { insertIntoDraft } from '../chat/draft-inserts.ts';
import { keepDraft, readDraft } from '../chat/drafts.ts';
import { Choice } from '../frame/choice.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

interface Props {
  id: string;
  done(): void;
  close(): void;
}

/** A case filed by the clerk from what was said in the chat, with what is known filled in. */
export function FileCase(props: Props) {
  const { data, refusal, reload } = useReading(`case-form ${props.id}`, (signal) => clerk.caseForm(props.id, signal));
  if (refusal) return <Refused refusal={refusal} retry={reload} />;
  return data ? <Sheet {...props} form={data} /> : <Patience />;
}

function useCase(id: string, { known }: CaseForm) {
  const draft = `case ${id}`;
  const [wish, setWish] = useState<CaseRequest>(() => {
    const fresh: CaseRequest = {
      ...{
        service: known.service,
        category: '',
        level: 'ordinary' as const,
        place: '',
        summary: known.summary,
      },
      ...{ unitCode: known.unitCode, contactName: known.contactName, contactPhone: '' },
    };
    const kept = readDraft(draft);
    return kept ? { ...fresh, ...(JSON.parse(kept) as Partial<CaseRequest>) } : fresh;
  });
  const change = (to: Partial<CaseRequest>) =>
    setWish((was) => {
      const next = { ...was, ...to };
      keepDraft(draft, JSON.stringify(next));
      return next;
    });
  return { wish, change, forget: () => keepDraft(draft, '') };
}

function Sheet({ id, form, done, close }: Props & { form: CaseForm }) {
  const { clerk: text } = useWords();
  const { wish, change, forget } = useCase(id, form);
  const [refusal, setRefusal] = useState<Refusal>();
  const [filed, setFiled] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function file(): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    try {
      const { number } = await clerk.fileCase(id, wish);
      forget();
      setFiled(number);
      done();
    } catch (error) {
      setRefusal(asRefusal(error));
    } finally {
      setBusy(false);
    }
  }

  if (filed) return <Filed id={id} number={filed} close={close} />;
  const wrong = refusal?.field ? text.fieldWrong[refusal.field] : undefined;
  return (
    <div className="case-sheet">
      <Kind form={form} wish={wish} change={change} />
      <Field label={text.caseWhat}>
        {(name) => (
          <Input.TextArea
            id={name}
            rows={3}
            autoSize={false}
            maxLength={500}
            value={wish.summary}
            onChange={(event) => change({ summary: event.target.value })}
          />
        )}
      </Field>
      <Who form={form} wish={wish} change={change} />
      {wrong ? <Alert type="warning" showIcon title={wrong} /> : refusal && <Refused refusal={refusal} />}
      <Button type="primary" size="large" block disabled={busy || wish.summary.trim() === ''} onClick={file}>
        {busy ? text.caseFiling : text.fileCase}
      </Button>
    </div>
  );
}

function Filed({ id, number, close }: { id: string; number: string; close(): void }) {
  const { clerk: text, close: closing } = useWords();
  const tell = async () => {
    close();
    insertIntoDraft(id, await numberWords(id, number));
  };
  return (
    <div className="case-filed">
      <Alert type="success" showIcon title={text.caseFiled(number)} />
      <Button type="primary" onClick={tell}>
        {text.caseTell}
      </Button>
      <Button onClick={close}>{closing}</Button>
    </div>
  );
}

/** The number as the office's canned reply says it, in the resident's language; bare where there is no such reply. */
async function numberWords(id: string, number: string): Promise<string> {
  const { replies } = await clerk.replies(id).catch(() => ({ replies: [] }));
  return replies.find(({ key, text }) => key === 'case-number' && text.includes(number))?.text ?? number;
}

function Kind(props: { form: CaseForm; wish: CaseRequest; change(to: Partial<CaseRequest>): void }) {
  const words = useWords();
  const { clerk: text } = words;
  const { form, wish, change } = props;
  const language = words.lang === 'en' ? 'en' : 'zh';
  const categories = form.services.find(({ service }) => service === wish.service)?.categories ?? [];
  const levels = ['ordinary', 'urgent', 'critical'].map((value) => ({ value, label: named(words.levels, value) }));
  return (
    <>
      <Choice
        label={text.caseService}
        value={wish.service}
        options={form.services.map(({ service: value }) => ({ value, label: named(words.services, value) }))}
        choose={(service) => change({ service, category: '' })}
      />
      {categories.length > 0 && (
        <Choice
          label={text.caseCategory}
          value={wish.category}
          options={[
            { value: '', label: text.caseNone },
            ...categories.map(({ code, name }) => ({ value: code, label: name[language] })),
          ]}
          choose={(category) => change({ category })}
        />
      )}
      <Choice
        label={text.caseLevel}
        value={wish.level}
        options={levels}
        choose={(level) => change({ level: level as CaseRequest['level'] })}
      />
    </>
  );
}

/** Where it is, and whom to call. */
function Who({ form, wish, change }: { form: CaseForm; wish: CaseRequest; change(to: Partial<CaseRequest>): void }) {
  const { clerk: text } = useWords();
  return (
    <>
      <Line label={text.caseHome} value={wish.unitCode} change={(unitCode) => change({ unitCode })} />
      <Line label={text.casePlace} value={wish.place} change={(place) => change({ place })} />
      <Line label={text.caseName} value={wish.contactName} change={(contactName) => change({ contactName })} />
      <Line
        label={text.casePhone}
        hint={form.known.contactPhone ? text.casePhoneKnown(form.known.contactPhone) : ''}
        value={wish.contactPhone}
        change={(contactPhone) => change({ contactPhone })}
      />
    </>
  );
}

function Line(props: { label: string; hint?: string; value: string; change(value: string): void }) {
  return (
    <Field label={props.label} hint={props.hint}>
      {(name) => (
        <Input
          id={name}
          autoComplete="off"
          maxLength={100}
          value={props.value}
          onChange={(event) => props.change(event.target.value)}
        />
      )}
    </Field>
  );
}

function Field(props: { label: string; hint?: string | undefined; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <div className="case-field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
      {props.hint && <small>{props.hint}</small>}
    </div>
  );
}
