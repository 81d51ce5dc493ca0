import { Segmented } from 'antd';
import { useState } from 'react';
import { useReading } from '../api/use-reading.ts';
import { useWords } from '../text/language.tsx';
import { reviewCalls } from './calls.ts';
import { DraftPart } from './draft-part.tsx';
import { WaitingPart } from './waiting-part.tsx';

type Part = 'waiting' | 'draft';

/** What the desk did not understand: said what it means, tried, and taught. */
export function ReviewPage() {
  const { review: text } = useWords();
  const [part, setPart] = useState<Part>('waiting');
  const draft = useReading('draft', reviewCalls.draft);
  const waiting = useReading('waiting', (signal) => reviewCalls.list({ limit: 100 }, signal));
  const again = () => {
    draft.reload();
    waiting.reload();
  };
  return (
    <section className="list review" aria-label={text.title}>
      <div className="filters" data-open="true">
        <Segmented
          aria-label={text.which}
          value={part}
          options={[
            { value: 'waiting', label: text.waiting(waiting.data?.waiting ?? 0) },
            { value: 'draft', label: text.draft(draft.data?.sentences.length ?? 0) },
          ]}
          onChange={(value) => setPart(value as Part)}
        />
      </div>
      {part === 'waiting' ? (
        <WaitingPart reading={waiting} again={again} />
      ) : (
        <DraftPart reading={draft} again={again} />
      )}
    </section>
  );
}
