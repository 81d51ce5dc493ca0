import {
  BarChartOutlined,
  BulbOutlined,
  CustomerServiceOutlined,
  HomeOutlined,
  KeyOutlined,
  MessageOutlined,
  PhoneOutlined,
  ProfileOutlined,
  QuestionCircleOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useAlerts } from '../alarm/alerts-context.tsx';
import { useMe } from '../api/session.tsx';
import { LateReplies } from '../intake/late-replies.tsx';
import { OpenQuestions } from '../questions/open-questions.tsx';
import { useQueue } from '../queue/queue-context.tsx';
import { useWords } from '../text/language.tsx';
import { opens } from './page-rights.ts';
import { linkTo, type Route, useRoute } from './route.ts';

/** The way between the pages: a rail at the side, on a phone a bar at the bottom. */
export function Nav({ openAccount }: { openAccount(): void }) {
  const words = useWords();
  const me = useMe();
  const { waiting } = useQueue();
  const critical = waiting.some((entry) => entry.level === 'critical');
  return (
    <nav className="nav" aria-label={words.nav.label}>
      <NavLink page="desk" icon={<CustomerServiceOutlined />} text={words.nav.desk}>
        {waiting.length > 0 && (
          <span className={critical ? 'count critical' : 'count'} title={`${words.queue.waiting} ${waiting.length}`}>
            {waiting.length > 99 ? '99+' : waiting.length}
          </span>
        )}
      </NavLink>
      <NavLink page="tickets" icon={<ProfileOutlined />} text={words.nav.tickets}>
        <LateCount />
      </NavLink>
      <NavLink page="calls" icon={<PhoneOutlined />} text={words.nav.calls}>
        <LateReplies />
      </NavLink>
      <NavLink page="conversations" icon={<MessageOutlined />} text={words.nav.conversations} />
      <span className="nav-rest">
        <RestOfNav />
      </span>
      <button type="button" className="nav-link nav-account" onClick={openAccount} title={me.displayName}>
        <UserOutlined />
        <span className="nav-text">{words.nav.account}</span>
      </button>
    </nav>
  );
}

/** The pages that a phone has no room for in its bar: there they stand in the panel of the account. */
export function RestOfNav() {
  const words = useWords();
  return (
    <>
      <NavLink page="move-in" icon={<KeyOutlined />} text={words.nav['move-in']} />
      <NavLink page="questions" icon={<QuestionCircleOutlined />} text={words.nav.questions}>
        <OpenQuestions />
      </NavLink>
      <NavLink page="review" icon={<BulbOutlined />} text={words.nav.review} />
      <NavLink page="households" icon={<HomeOutlined />} text={words.nav.households} />
      <NavLink page="figures" icon={<BarChartOutlined />} text={words.nav.figures} />
      <NavLink page="staff" icon={<TeamOutlined />} text={words.nav.staff} />
    </>
  );
}

/** How many cases are mine to answer and late. */
function LateCount() {
  const { alerts } = useWords();
  const { over } = useAlerts();
  if (over === 0) return null;
  return (
    <span className="count late" title={alerts.strip(0, over)}>
      {over > 99 ? '99+' : over}
    </span>
  );
}

function NavLink(props: { page: Route['page']; icon: ReactNode; text: string; children?: ReactNode }) {
  const { page } = useRoute();
  if (!opens(useMe(), props.page)) return null;
  return (
    <a className="nav-link" href={linkTo(props.page)} aria-current={page === props.page ? 'page' : undefined}>
      {props.icon}
      <span className="nav-text">{props.text}</span>
      {props.children}
    </a>
  );
}
