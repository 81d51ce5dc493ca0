import { Button } from 'antd';
import type { IntakeFiled } from '#console/intake/intake-api.ts';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';

/** It is written down: the numbers, the words to say to whoever called, and the way on. */
export function FiledNote({ filed, again }: { filed: IntakeFiled; again(): void }) {
  const { intake: text } = useWords();
  return (
    <div className="card-body" aria-live="polite">
      <section className="card-section">
        <h3>{text.filed}</h3>
        {filed.tickets.map(({ id, number }) => (
          <p key={id} className="ticket-summary">
            <a className="number" href={linkTo('tickets', id)}>
              {number}
            </a>
          </p>
        ))}
        {filed.said.length > 0 && (
          <>
            <p className="none">{text.readOut}</p>
            <p className="answer-words">{filed.said.join('\n')}</p>
          </>
        )}
      </section>
      <span className="let-go">
        <Button type="primary" onClick={again}>
          {text.another}
        </Button>
        <Button href={linkTo('calls', filed.conversationId)}>{text.toEntry}</Button>
      </span>
    </div>
  );
}
