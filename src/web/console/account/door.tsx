import type { ReactNode } from 'react';
import icon from '../frame/icon.svg';
import { LanguageSwitch } from './account-panel.tsx';

/** The sheet that signing in and setting up are written on. */
export function Door({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <main className="door">
      <div className="door-sheet">
        <header className="door-head">
          <img src={icon} alt="" width="40" height="40" />
          <div>
            <h1>{title}</h1>
            <p>{lead}</p>
          </div>
        </header>
        {children}
        <footer className="door-foot">
          <LanguageSwitch />
        </footer>
      </div>
    </main>
  );
}
