import { Button, Input } from 'antd';
import { useState } from 'react';
import type { QuestionDetail } from '#console/questions/question-api.ts';
import { keepDraft, readDraft } from '../chat/drafts.ts';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { questionCalls } from './calls.ts';
import { useWork } from './use-work.ts';

const MOST = 2000;

/** The answer of whoever knows; it goes to the resident as it stands, and nothing typed is lost. */
export function AnswerForm({ detail: { question }, done }: { detail: QuestionDetail; done(): void }) {
  const { questions: text } = useWords();
  const key = `question.${question.id}`;
  const [words, setWords] = useState(() => readDraft(key));
  const { busy, refusal, run } = useWork(done);
  const write = (typed: string) => {
    setWords(typed);
    keepDraft(key, typed);
  };
  const send = async () => {
    const answered = await run(() => questionCalls.answer(question.id, words.trim()));
    if (answered) keepDraft(key, '');
  };
  const english = question.locale === 'en';
  return (
    <section className="card-section answer-form">
      <h3>{text.answer}</h3>
      <p className="none">{english ? text.answerLeadEnglish : text.answerLead}</p>
      <Input.TextArea
        aria-label={text.answer}
        placeholder={text.answerHint}
        autoSize={false}
        rows={5}
        maxLength={MOST}
        value={words}
        onChange={(event) => write(event.target.value)}
      />
      {refusal && <Refused refusal={refusal} />}
      <Button type="primary" disabled={busy || words.trim() === ''} onClick={send}>
        {busy ? text.answering : text.send}
      </Button>
    </section>
  );
}
