import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { QuestionDetail } from '#console/questions/question-api.ts';
import { useWords } from '../text/language.tsx';
import { DraftForm } from './draft-form.tsx';
import { DraftReview } from './draft-review.tsx';

/** The answer as knowledge: offered by whoever answered, looked at by somebody else, then said by the desk itself. */
export function DraftSection({ detail, done }: { detail: QuestionDetail; done(): void }) {
  const { questions: text } = useWords();
  const { draft } = detail;
  const [writing, setWriting] = useState(false);
  const finish = () => {
    setWriting(false);
    done();
  };
  return (
    <section className="card-section">
      <h3>{text.knowledge}</h3>
      {!draft && !writing && <p className="none">{text.knowledgeLead}</p>}
      {draft && !writing && <DraftReview detail={detail} draft={draft} done={done} />}
      {draft?.state === 'declined' && !writing && draft.why && (
        <Alert type="warning" showIcon title={text.declinedBecause(draft.decidedBy ?? '', draft.why)} />
      )}
      {writing ? (
        <DraftForm detail={detail} done={finish} leave={() => setWriting(false)} />
      ) : (
        draft?.state !== 'accepted' && (
          <Button className="draft-write" onClick={() => setWriting(true)}>
            {draft ? text.rewrite : text.offer}
          </Button>
        )
      )}
    </section>
  );
}
