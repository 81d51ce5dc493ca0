import { Button } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { deskNow } from '../api/clock.ts';
import { useWords } from '../text/language.tsx';
import { keepDraft, readDraft } from './drafts.ts';
import { LetGo } from './let-go.tsx';
import type { OutgoingStore } from './outgoing.ts';
import { PhotoButton, PhotosOnTheirWay } from './photo-button.tsx';
import type { Acting } from './use-action.ts';
import { usePhotos } from './use-photos.ts';
import { useTypingSignal } from './use-typing-signal.ts';

/** Where a clerk writes. Drafts are kept; Enter sends, Shift+Enter breaks the line, a word being composed is left alone. */
export function Composer({ id, send, acting }: { id: string; send: OutgoingStore['send']; acting: Acting }) {
  const words = useWords();
  const [text, setText] = useState(() => readDraft(id));
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTypingSignal(id);
  const photos = usePhotos(id);

  function write(next: string): void {
    setText(next);
    keepDraft(id, next);
    if (next !== '') typing();
  }

  function sendNow(): void {
    const said = text.trim();
    if (said === '') return;
    send({ text: said, clientId: crypto.randomUUID(), at: deskNow() });
    write('');
    field.current?.focus();
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Escape') field.current?.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    sendNow();
  }

  return (
    <footer className="composer">
      <PhotosOnTheirWay photos={photos} />
      <textarea
        ref={field}
        data-key="reply"
        rows={2}
        maxLength={4000}
        value={text}
        aria-label={words.chat.write}
        placeholder={words.chat.placeholder}
        onChange={(event) => write(event.target.value)}
        onKeyDown={press}
      />
      <div className="composer-row">
        <PhotoButton photos={photos} />
        <LetGo id={id} acting={acting} />
        <span className="composer-hint">{words.chat.sendHint}</span>
        <Button type="primary" disabled={text.trim() === ''} onClick={sendNow} aria-keyshortcuts="Enter Control+Enter">
          {words.chat.send}
        </Button>
      </div>
    </footer>
  );
}
