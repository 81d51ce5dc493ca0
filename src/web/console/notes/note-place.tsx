import { FormOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useShortcuts } from '../frame/shortcuts.ts';
import { useWords } from '../text/language.tsx';
import { NoteBox } from './note-box.tsx';

/** Below every conversation, whoever holds it: the way to a private note. */
export function NotePlace({ id }: { id: string }) {
  const { clerk: text } = useWords();
  const [open, setOpen] = useState(false);
  useShortcuts({ n: () => setOpen(true) });
  if (open) return <NoteBox id={id} close={() => setOpen(false)} />;
  return (
    <p className="note-open">
      <Button type="text" size="small" icon={<FormOutlined />} aria-keyshortcuts="n" onClick={() => setOpen(true)}>
        {text.noteOpen} <kbd className="key-hint">N</kbd>
      </Button>
    </p>
  );
}
