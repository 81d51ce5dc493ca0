import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { ConversationDetail } from '#console/api.ts';
import { desk } from '../api/calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { useConversation } from './use-conversation.ts';

/** Steps of a form that are no question of their own. */
const NO_QUESTION = ['confirm', 'change'];

/** The form that is open with the bot: what was told, which may be corrected, and the open question, which may be answered. */
export function FillIn({ id }: { id: string }) {
  const { handoff } = useWords();
  const { data } = useConversation(id);
  if (!data || (data.told.length === 0 && !data.asking)) return null;
  return (
    <section className="fill-in">
      <h3>{handoff.fillIn}</h3>
      <p className="none">{handoff.fillInLead}</p>
      {answersOf(data).map(({ key, value, now }) => (
        <AnswerField key={`${key} ${value}`} id={id} name={key} value={value} now={now} />
      ))}
    </section>
  );
}

function answersOf({ told, asking }: ConversationDetail): { key: string; value: string; now: boolean }[] {
  const answers = told.map(({ key, value }) => ({ key, value, now: asking?.key === key }));
  const open = asking && !NO_QUESTION.includes(asking.key) && !told.some(({ key }) => key === asking.key);
  return open ? [...answers, { key: asking.key, value: '', now: true }] : answers;
}

/** One answer; the desk reads it as the resident's own, so what stands here afterwards is what it understood. */
function AnswerField({ id, name, value, now }: { id: string; name: string; value: string; now: boolean }) {
  const words = useWords();
  const [text, setText] = useState(value);
  const [refusal, setRefusal] = useState<Refusal>();
  const label = named(words.answers, name);
  const changed = text.trim() !== '' && text.trim() !== value;

  function save(event: FormEvent): void {
    event.preventDefault();
    if (!changed) return;
    setRefusal(undefined);
    desk.answerForm(id, { key: name, text }).catch((error: unknown) => setRefusal(asRefusal(error)));
  }

  return (
    <form className="fill-in-line" onSubmit={save}>
      <label htmlFor={`answer-${name}`}>
        {label} {now && <span className="state">{words.handoff.fillInNow}</span>}
      </label>
      <span className="fill-in-row">
        <Input
          id={`answer-${name}`}
          maxLength={500}
          value={text}
          placeholder={words.handoff.fillInEmpty}
          onChange={(event) => setText(event.target.value)}
        />
        <Button htmlType="submit" disabled={!changed}>
          {words.handoff.fillInSave}
        </Button>
      </span>
      {refusal && <Refused refusal={refusal} />}
    </form>
  );
}
