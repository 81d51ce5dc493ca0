import {
  BarChartOutlined,
  CustomerServiceOutlined,
  HomeOutlined,
  MessageOutlined,
  ProfileOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useMe } from '../api/session.tsx';
import { useQueue } from '../queue/queue-context.tsx';
import { useWords } from '../text/language.tsx';
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
      <NavLink page="tickets" icon={<ProfileOutlined />} text={words.nav.tickets} />
      <NavLink page="households" icon={<HomeOutlined />} text={words.nav.households} />
      <NavLink page="conversations" icon={<MessageOutlined />} text={words.nav.conversations} />
      {me.role !== 'agent' && <NavLink page="figures" icon={<BarChartOutlined />} text={words.nav.figures} />}
      <button type="button" className="nav-link nav-account" onClick={openAccount} title={me.displayName}>
        <UserOutlined />
        <span className="nav-text">{words.nav.account}</span>
      </button>
    </nav>
  );
}

function NavLink(props: { page: Route['page']; icon: ReactNode; text: string; children?: ReactNode }) {
  const { page } = useRoute();
  return (
    <a className="nav-link" href={linkTo(props.page)} aria-current={page === props.page ? 'page' : undefined}>
      {props.icon}
      <span className="nav-text">{props.text}</span>
      {props.children}
    </a>
  );
}
