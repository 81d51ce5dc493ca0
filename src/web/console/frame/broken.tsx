import { Component, type ReactNode } from 'react';

/**
 * Catches a fault of the page itself, so that a clerk sees words and a way on instead of a blank page. What was typed is kept
 * in the browser and is there after loading again.
 */
export class Broken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="boot" role="alert">
        <h1>页面出了点问题</h1>
        <p>您输入的文字已保存，重新打开后都还在。</p>
        <p lang="en">Something went wrong on this page. What you typed is kept.</p>
        <button type="button" className="plain-button" onClick={() => location.reload()}>
          重新打开 Open again
        </button>
      </main>
    );
  }
}
