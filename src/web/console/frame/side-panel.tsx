import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useWords } from '../text/language.tsx';

/**
 * A panel at the right side; Esc, the cross and a click beside it close it. The browser's own dialog rather than Ant Design's
 * drawer, which locks scrolling by a style that the page's security policy refuses.
 */
export function SidePanel(props: { title: string; open: boolean; wide?: boolean; close(): void; children: ReactNode }) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const { open, close } = props;
  // Before any effect of what is inside, which may then move the focus to where the clerk goes on.
  useLayoutEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const besides = (event: MouseEvent) => {
    if (event.target === dialog.current) close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      ref={dialog}
      className={props.wide ? 'panel wide' : 'panel'}
      aria-labelledby={heading}
      onClose={close}
      onClick={besides}
    >
      {open && (
        <div className="panel-sheet">
          <header className="panel-head">
            <h2 id={heading}>{props.title}</h2>
            <Button type="text" icon={<CloseOutlined />} aria-label={words.close} onClick={close} />
          </header>
          <div className="panel-body">{props.children}</div>
        </div>
      )}
    </dialog>
  );
}
