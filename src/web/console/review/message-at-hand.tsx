import { Button } from 'antd';
import type { ReviewEntry } from '#console/questions/review-api.ts';
import { useMe } from '../api/session.tsx';
import { Facts } from '../card/facts.tsx';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { estateName, named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';

const GUESSES = 3;

/** A message with what the desk took it for and did then, and the way to where it was said. */
export function MessageAtHand({ message }: { message: ReviewEntry }) {
  const words = useWords();
  const me = useMe();
  const text = words.review;
  const guesses = message.guesses
    .slice(0, GUESSES)
    .map(({ name, score }) => `${named(text.intents, name)} ${Math.round(score * 100)}%`);
  const link = `${linkTo('conversations', message.conversationId)}?seq=${message.seq}`;
  return (
    <section className="review-message">
      <p className="review-words">{message.text}</p>
      <Facts
        facts={[
          [text.guesses, guesses.join(' · ') || text.noGuess],
          [words.conversations.estate, estateName(me, message.estateId, words)],
          [text.did, named(text.nexts, message.next)],
          [text.when, <SaidTime key="at" at={message.at} estateId={message.estateId} />],
        ]}
      />
      <Button href={link}>{text.talk}</Button>
    </section>
  );
}
