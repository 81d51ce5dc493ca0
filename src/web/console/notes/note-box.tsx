import { Button } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { clerk } from '../api/clerk-calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useReading } from '../api/use-reading.ts';
import { keepDraft, readDraft } from '../chat/drafts.ts';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';

interface Note {
  words: string;
  write(next: string): void;
  /** Colleagues whose name begins with what stands behind the last @; `begun` is that. */
  offered: { id: string; name: string }[];
  begun: string | undefined;
  refusal: Refusal | undefined;
  busy: boolean;
  save(): Promise<void>;
}

/** A note as it is written: kept with every letter, saved once. */
function useNote(id: string, close: () => void): Note {
  const draft = `note ${id}`;
  const [words, setWords] = useState(() => readDraft(draft));
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const clientId = useRef(crypto.randomUUID());
  const colleagues = useReading(id, (signal) => clerk.colleagues(id, signal)).data?.colleagues ?? [];
  const begun = /@(\p{L}*)$/u.exec(words)?.[1];
  const offered = begun === undefined ? [] : colleagues.filter(({ name }) => name.startsWith(begun)).slice(0, 8);

  function write(next: string): void {
    setWords(next);
    keepDraft(draft, next);
  }

  async function save(): Promise<void> {
    const said = words.trim();
    if (said === '' || busy) return;
    setBusy(true);
    setRefusal(undefined);
    const mentions = colleagues.filter(({ name }) => said.includes(`@${name}`)).map((one) => one.id);
    try {
      await clerk.addNote(id, { text: said, mentions, clientId: clientId.current });
      write('');
      close();
    } catch (error) {
      setRefusal(asRefusal(error));
    } finally {
      setBusy(false);
    }
  }
  return { words, write, offered, begun, refusal, busy, save };
}

/** Where a note for colleagues is written; the colour says that no resident reads it. Enter saves, @ names a colleague. */
export function NoteBox({ id, close }: { id: string; close(): void }) {
  const { clerk: text, cancel } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const { words, write, offered, begun, refusal, busy, save } = useNote(id, close);

  function press(event: KeyboardEvent): void {
    if (event.key === 'Escape') close();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const [first] = offered;
    if (first && begun !== first.name) name(first.name);
    else save();
  }

  const name = (whom: string) => {
    write(`${words.replace(/@\p{L}*$/u, '')}@${whom} `);
    field.current?.focus();
  };

  return (
    <footer className="composer note-box">
      <p className="note-label">{text.noteLabel}</p>
      {refusal && <Refused refusal={refusal} />}
      <textarea
        ref={field}
        // biome-ignore lint/a11y/noAutofocus: opened by the clerk's own key, to write at once
        autoFocus
        rows={2}
        maxLength={2000}
        value={words}
        aria-label={text.noteLabel}
        placeholder={text.notePlaceholder}
        onChange={(event) => write(event.target.value)}
        onKeyDown={press}
      />
      {offered.length > 0 && <Names offered={offered} name={name} />}
      <div className="composer-row">
        <Button onClick={close}>{cancel}</Button>
        <span className="composer-hint" />
        <Button type="primary" disabled={busy || words.trim() === ''} onClick={save}>
          {busy ? text.noteSaving : text.noteSave}
        </Button>
      </div>
    </footer>
  );
}

function Names({ offered, name }: Pick<Note, 'offered'> & { name(whom: string): void }) {
  const { clerk: text } = useWords();
  return (
    <p className="note-names">
      {text.mention}
      {offered.map((one) => (
        <Button key={one.id} size="small" onClick={() => name(one.name)}>
          @{one.name}
        </Button>
      ))}
    </p>
  );
}
