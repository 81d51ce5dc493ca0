import './chat.css';
import { type Banner, createBanner } from './banner.ts';
import { type Boot, type ChatSession, readBoot } from './boot.ts';
import { switchLanguageInPlace } from './language.ts';
import { createOpening } from './opening.ts';
import { createPatience } from './patience.ts';
import { createQuickTopics } from './quick-topics.ts';
import { openRoom } from './room.ts';
import { fetchSession } from './session.ts';
import { webChatLoaded } from './web-chat.ts';
import { wordsOf } from './words.ts';

void start(readBoot(document));

/** Brings the shell to life; everything on it works, or waits its turn, before Web Chat has come. */
async function start(boot: Boot): Promise<void> {
  const [place, row, waiting, strip] = ['room', 'topics', 'waiting', 'banner'].map((id) => document.getElementById(id));
  if (!place || !row || !waiting || !strip) return;
  const words = () => wordsOf(boot.locale);
  const banner = createBanner(strip, { words, phones: () => boot.phones });
  const topics = createQuickTopics(row, waiting, words);
  let room: { changeLanguage(): void } | undefined;
  switchLanguageInPlace(document, (locale, shell) => {
    Object.assign(boot, { locale, phones: readBoot(shell).phones });
    topics.replace(shell);
    waiting.textContent = words().connecting;
    banner.redraw();
    room?.changeLanguage();
  });
  const [session, webChat] = await Promise.all([boot.session ?? firstSession(boot, banner), webChatLoaded(window)]);
  row.remove();
  const opening = createOpening(boot.session !== undefined);
  room = openRoom({ boot, session, webChat, banner, topics, opening }, place);
}

/** The page may be there before the desk is: asks until it answers, and says so meanwhile. */
async function firstSession(boot: Boot, banner: Banner): Promise<ChatSession> {
  const patience = createPatience();
  for (;;) {
    const session = await fetchSession(boot.estateId, boot.locale).catch(() => undefined);
    if (session) return session;
    banner.line('down');
    await patience.wait();
  }
}
