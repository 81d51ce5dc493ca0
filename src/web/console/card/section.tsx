import type { ReactNode } from 'react';

/** One part of the card, with how many there are. */
export function Section({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section className="card-section">
      <h3>
        {title} {count ? <span className="queue-count">{count}</span> : null}
      </h3>
      {children}
    </section>
  );
}
