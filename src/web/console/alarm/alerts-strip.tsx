import { ClockCircleOutlined } from '@ant-design/icons';
import { useWords } from '../text/language.tsx';
import { useAlerts } from './alerts-context.tsx';

/** Where the cases are that are mine to answer and nearly late or late. */
export const MY_ALERTS = '#/tickets?for=me&alert=any';

/** A line over the queue that says so, while there are any. */
export function AlertsStrip() {
  const { alerts } = useWords();
  const { soon, over } = useAlerts();
  if (soon + over === 0) return null;
  return (
    <a className="alerts-strip" href={MY_ALERTS}>
      <ClockCircleOutlined /> {alerts.strip(soon, over)}
    </a>
  );
}
