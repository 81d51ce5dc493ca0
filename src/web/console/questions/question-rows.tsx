import type { QuestionEntry } from '#console/questions/question-api.ts';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { DeliveryMark } from './delivery-mark.tsx';

/** Questions as rows: what was asked, whose desk it is, and how long it waits or how far the answer has come. */
export function QuestionRows({ rows, openId }: { rows: readonly QuestionEntry[]; openId: string | undefined }) {
  const words = useWords();
  return rows.map((question) => (
    <a
      key={question.id}
      className="row"
      href={linkTo('questions', question.id)}
      aria-current={question.id === openId ? 'true' : undefined}
    >
      <span className="row-head">
        <span className="number">{question.number}</span>
        <span className="state">{named(words.questions.desks, question.desk)}</span>
        <span className="row-end">
          <DeliveryMark question={question} />
        </span>
      </span>
      <span className="row-text strong question-words">{question.words}</span>
      <span className="row-head">
        <span className="row-about">
          {named(words.channels, question.channel)} · {named(words.locales, question.locale)}
          {question.draft && ` · ${named(words.questions.draftStates, question.draft)}`}
        </span>
        <SaidTime at={question.askedAt} estateId={question.estateId} />
      </span>
    </a>
  ));
}
