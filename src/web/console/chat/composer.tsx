import { ThunderboltOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ConversationEntry } from '#console/api.ts';
import { deskNow } from '../api/clock.ts';
import { Palette } from '../replies/palette.tsx';
import { Suggestion } from '../replies/suggestion.tsx';
import { useWords } from '../text/language.tsx';
import { DraftHints } from './draft-hints.tsx';
import { hearInserts } from './draft-inserts.ts';
import { keepDraft, readDraft } from './drafts.ts';
import { LetGo } from './let-go.tsx';
import type { OutgoingStore } from './outgoing.ts';
import { PhotoButton, PhotosOnTheirWay } from './photo-button.tsx';
import type { Acting } from './use-action.ts';
import { useDraftCheck } from './use-draft-check.ts';
import { usePhotos } from './use-photos.ts';
import { useTypingSignal } from './use-typing-signal.ts';

interface Props {
  conversation: Pick<ConversationEntry, 'id' | 'estateId' | 'lastSeq' | 'locale'>;
  send: OutgoingStore['send'];
  acting: Acting;
}

/**
 * Where a clerk writes. Drafts are kept, and checked before they go; Enter sends, Shift+Enter breaks the line, a word being
 * composed is left alone; Ctrl+K looks for a reply.
 */
export function Composer({ conversation, send, acting }: Props) {
  const { id, lastSeq } = conversation;
  const words = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, write, insert } = useDraft(id, field);
  const [searching, setSearching] = useState(false);
  const typing = useTypingSignal(id);
  const photos = usePhotos(id);
  const { check, mayGo } = useDraftCheck(id, text);
  usePaletteKey(() => setSearching(true));
  const sendNow = useSending({ text, write, mayGo, send, done: () => field.current?.focus() });

  function press(event: KeyboardEvent): void {
    if (event.key === 'Escape') field.current?.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    sendNow();
  }

  return (
    <footer className="composer">
      <PhotosOnTheirWay photos={photos} />
      {text === '' && <Suggestion id={id} lastSeq={lastSeq} insert={insert} />}
      <DraftHints
        check={check}
        conversation={conversation}
        replace={(old, by) => write((now) => (old === '' ? by : now.replace(old, by)))}
      />
      <textarea
        ref={field}
        data-key="reply"
        rows={2}
        maxLength={4000}
        value={text}
        aria-label={words.chat.write}
        placeholder={words.chat.placeholder}
        onChange={(event) => {
          const next = event.target.value;
          write(() => next);
          if (next !== '') typing();
        }}
        onKeyDown={press}
      />
      <div className="composer-row">
        <PhotoButton photos={photos} />
        <PaletteButton open={() => setSearching(true)} />
        <LetGo id={id} acting={acting} />
        <span className="composer-hint">{words.chat.sendHint}</span>
        <Button type="primary" disabled={text.trim() === ''} onClick={sendNow} aria-keyshortcuts="Enter Control+Enter">
          {words.chat.send}
        </Button>
      </div>
      {searching && <Palette id={id} close={() => setSearching(false)} insert={insert} />}
    </footer>
  );
}

function PaletteButton({ open }: { open(): void }) {
  const { clerk: text } = useWords();
  return (
    <Button
      icon={<ThunderboltOutlined />}
      className="add-photo"
      aria-label={text.paletteOpen}
      title={`${text.paletteOpen} (Ctrl/⌘ + K)`}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={open}
    />
  );
}

/** Sends a draft once the desk lets it go; what was typed on meanwhile stays. */
function useSending(draft: {
  text: string;
  write(change: (now: string) => string): void;
  mayGo(text: string): Promise<boolean>;
  send: OutgoingStore['send'];
  done(): void;
}): () => Promise<void> {
  const going = useRef(false);
  return async () => {
    const said = draft.text.trim();
    if (said === '' || going.current) return;
    going.current = true;
    const free = await draft.mayGo(said).finally(() => {
      going.current = false;
    });
    draft.done();
    if (!free) return;
    draft.send({ text: said, clientId: crypto.randomUUID(), at: deskNow() });
    draft.write((now) => (now.trim() === said ? '' : now.replace(said, '').trimStart()));
  };
}

/** The draft of one chat, kept with every letter; `insert` adds where the cursor stands. */
function useDraft(id: string, field: React.RefObject<HTMLTextAreaElement | null>) {
  const [text, setText] = useState(() => readDraft(id));
  const write = (change: (now: string) => string) =>
    setText((now) => {
      const next = change(now);
      keepDraft(id, next);
      return next;
    });
  const insert = (words: string) => {
    const at = field.current?.selectionEnd ?? Number.MAX_SAFE_INTEGER;
    write((now) => (now.trim() === '' ? words : now.slice(0, at) + words + now.slice(at)));
    // Once the palette is closed and the words are shown.
    requestAnimationFrame(() => field.current?.focus());
  };
  const latest = useRef(insert);
  latest.current = insert;
  useEffect(() => hearInserts(id, (words) => latest.current(words)), [id]);
  return { text, write, insert };
}

/** Ctrl+K or ⌘K anywhere on the page, also while writing. */
function usePaletteKey(open: () => void): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
