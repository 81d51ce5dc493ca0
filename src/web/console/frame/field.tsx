import { type ReactNode, useId } from 'react';

/** A labelled field of a short form; `children` gives the control, which takes the id. */
export function Field(props: { label: string; hint?: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
      {props.hint && <span className="none">{props.hint}</span>}
    </div>
  );
}
