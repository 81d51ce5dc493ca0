import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useDebounced } from '../frame/use-debounced.ts';
import { useWords } from '../text/language.tsx';
import { type Choice, useChoices } from './use-choices.ts';

interface Props {
  id: string;
  close(): void;
  insert(text: string): void;
}

/** Canned replies and the office's knowledge under one search, by keys alone: type, arrows, Enter. */
export function Palette({ id, close, insert }: Props) {
  const { clerk: text } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [wish, setWish] = useState('');
  const [at, setAt] = useState(0);
  const choices = useChoices(id, wish.trim(), useDebounced(wish.trim(), 250));
  const chosen = Math.min(at, choices.length - 1);
  useEffect(() => dialog.current?.showModal(), []);

  function take(choice: Choice | undefined): void {
    if (!choice?.text) return;
    dialog.current?.close();
    insert(choice.text);
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt(Math.max(0, Math.min(choices.length - 1, chosen + step)));
    else if (event.key === 'Enter') take(choices[chosen]);
    else return;
    event.preventDefault();
  }

  return (
    <dialog ref={dialog} className="palette" aria-label={text.palette} onClose={close}>
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={choices.length > 0 ? `${listId}-${chosen}` : undefined}
        aria-label={text.paletteSearch}
        placeholder={text.paletteSearch}
        value={wish}
        maxLength={200}
        onChange={(event) => {
          setWish(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <Options id={listId} choices={choices} chosen={chosen} take={take} />
      {choices.length === 0 && <p className="palette-none">{text.paletteNone}</p>}
      <p className="palette-hint">{text.paletteHint}</p>
    </dialog>
  );
}

function Options(props: { id: string; choices: Choice[]; chosen: number; take(choice: Choice): void }) {
  const { clerk: text } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const { id, choices, chosen, take } = props;
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  return (
    <div ref={list} id={id} role="listbox" aria-label={text.palette} className="palette-list">
      {choices.map((choice, place) => (
        <Option
          key={choice.key}
          id={`${id}-${place}`}
          choice={choice}
          chosen={place === chosen}
          take={() => take(choice)}
        />
      ))}
    </div>
  );
}

function Option(props: { id: string; choice: Choice; chosen: boolean; take(): void }) {
  const { clerk: text } = useWords();
  const { choice, chosen } = props;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus and names the option it stands on
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes its keys
    <div id={props.id} role="option" aria-selected={chosen} aria-disabled={!choice.text} onClick={props.take}>
      <span className="palette-title">
        {choice.title} <small>{choice.kind === 'reply' ? text.replies : text.knowledge}</small>
      </span>
      <span className="palette-text">{choice.text ?? text.unfilled}</span>
      {choice.source && <small className="palette-source">{text.source(choice.source, choice.checkedOn ?? '')}</small>}
    </div>
  );
}
