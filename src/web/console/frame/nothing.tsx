import type { ReactNode } from 'react';

/** An empty place: what will appear here, and what to do. */
export function Nothing(props: { title: string; advice?: string; icon?: ReactNode; children?: ReactNode }) {
  return (
    <div className="nothing">
      {props.icon && <span className="nothing-icon">{props.icon}</span>}
      <p className="nothing-title">{props.title}</p>
      {props.advice && <p className="nothing-advice">{props.advice}</p>}
      {props.children}
    </div>
  );
}
